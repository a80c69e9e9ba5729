#include "harness/claims_registry_check.h"

namespace kazasu::harness {

RegistryCheck::RegistryCheck(ClaimsWorldSettings const& settings)
    : world_(settings), stations_(world_.stations(), settings.seed, [this](std::string_view utf8) {
        return text_.encode(utf8);
      }) {}

claims::FileRules RegistryCheck::file_rules(std::chrono::year_month month) {
  return {.fees = world_.fees(), .claim_month = month, .station = [this](std::string_view code) {
            station_ = code;
            return stations_.facts(code);
          }};
}

claims::CrossRules RegistryCheck::cross_rules() {
  return {.insurance = &world_.insurance(),
          .decode = [this](std::string_view shift_jis) { return text_.decode(shift_jis); },
          .earlier = this};
}

void RegistryCheck::file_ended(std::vector<claims::ReceiptEntry> const& receipts, bool refused) {
  if (refused) return;
  for (auto const& receipt : receipts) {
    if (receipt.checked != claims::ReceiptClass::kUnacceptable) earlier_.emplace(station_, receipt.identity);
  }
}

}  // namespace kazasu::harness
