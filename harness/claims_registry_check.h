// Checks of receipt files beside what the payers know of the generated world.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "emulators/adapters/files/shift_jis.h"
#include "emulators/claims/cross_checks.h"
#include "emulators/claims/file_checker.h"
#include "emulators/claims/registered_stations.h"
#include "harness/claims_world.h"

namespace kazasu::harness {

// The files of one run are sends of one month, in their order: what stands in an earlier one is sent before.
class RegistryCheck final : public claims::EarlierReceipts {
 public:
  explicit RegistryCheck(ClaimsWorldSettings const& settings);

  claims::FileRules file_rules(std::chrono::year_month month);
  claims::CrossRules cross_rules();
  // After each file.
  void file_ended(std::vector<claims::ReceiptEntry> const& receipts, bool refused);

  bool has_receipt(std::uint64_t identity) const override { return earlier_.contains({station_, identity}); }

 private:
  ClaimsWorld world_;
  adapters::ShiftJisText text_;
  claims::RegisteredStations stations_;
  std::string station_;  // of the file under way
  std::set<std::pair<std::string, std::uint64_t>> earlier_;
};

}  // namespace kazasu::harness
