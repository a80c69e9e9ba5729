#include "emulators/claims/receipt_identity.h"

#include <string_view>

namespace kazasu::claims {

namespace {

// 64-bit FNV-1a over fields, each ended by a byte that no field holds.
class FieldHash {
 public:
  void add(std::string_view field) {
    for (auto const character : field) mix(static_cast<unsigned char>(character));
    mix(0x1AU);
  }
  std::uint64_t value() const { return state_; }

 private:
  void mix(std::uint64_t byte) { state_ = (state_ ^ byte) * 0x100000001B3U; }

  std::uint64_t state_ = 0xCBF29CE484222325U;
};

}  // namespace

std::uint64_t receipt_identity(ReceiptView const& receipt) {
  auto hash = FieldHash{};
  auto const& common = receipt.records.front().fields;
  for (auto const field : {3U, 4U, 6U, 7U}) hash.add(common[field]);
  if (auto const* const insurer = receipt.first(RecordType::kInsurer)) {
    hash.add(insurer->fields[1]);
    return hash.value();
  }
  for (auto const& record : receipt.records) {
    if (record.type == RecordType::kPublicExpense) hash.add(record.fields[1]);
  }
  return hash.value();
}

}  // namespace kazasu::claims
