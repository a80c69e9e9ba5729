#include "emulators/adapters/claims_store/receipt_blob.h"

#include <stdexcept>

#include "emulators/adapters/claims_store/month_column.h"

namespace kazasu::adapters {

namespace {

constexpr auto kEntry = std::size_t{23};

void append(std::string& blob, std::uint64_t value, unsigned bytes) {
  for (auto i = 0U; i < bytes; ++i) blob.push_back(static_cast<char>(value >> (8U * i) & 0xFFU));
}

std::uint64_t taken(std::string_view& blob, unsigned bytes) {
  auto value = std::uint64_t{0};
  for (auto i = 0U; i < bytes; ++i) {
    value |= static_cast<std::uint64_t>(static_cast<unsigned char>(blob[i])) << (8U * i);
  }
  blob.remove_prefix(bytes);
  return value;
}

}  // namespace

std::string receipts_to_blob(std::vector<claims::ReceiptEntry> const& receipts) {
  auto blob = std::string{};
  blob.reserve(kEntry * receipts.size());
  for (auto const& receipt : receipts) {
    append(blob, receipt.identity, 8);
    append(blob, receipt.person, 8);
    append(blob, static_cast<std::uint64_t>(month_column(receipt.care_month)), 4);
    append(blob, static_cast<std::uint64_t>(receipt.checked), 1);
    append(blob, static_cast<std::uint64_t>(receipt.eligibility), 1);
    append(blob, receipt.parts, 1);
  }
  return blob;
}

std::vector<claims::ReceiptEntry> receipts_from_blob(std::string_view blob) {
  if (blob.size() % kEntry != 0) throw std::invalid_argument("the receipts of a send are not whole");
  auto receipts = std::vector<claims::ReceiptEntry>{};
  receipts.reserve(blob.size() / kEntry);
  while (!blob.empty()) {
    auto& receipt = receipts.emplace_back();
    receipt.identity = taken(blob, 8);
    receipt.person = taken(blob, 8);
    receipt.care_month = month_of(static_cast<std::int64_t>(taken(blob, 4)));
    auto const checked = taken(blob, 1);
    if (checked >= claims::kReceiptClasses) throw std::invalid_argument("a receipt has no class");
    receipt.checked = static_cast<claims::ReceiptClass>(checked);
    auto const outcome = taken(blob, 1);
    if (outcome >= claims::kEligibilityOutcomes) throw std::invalid_argument("a receipt has no outcome");
    receipt.eligibility = static_cast<claims::EligibilityOutcome>(outcome);
    receipt.parts = static_cast<std::uint8_t>(taken(blob, 1));
    if (receipt.parts < 1 || receipt.parts > claims::kMostParts) {
      throw std::invalid_argument("a receipt has no such parts");
    }
  }
  return receipts;
}

}  // namespace kazasu::adapters
