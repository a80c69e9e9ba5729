#include "harness/claims_world.h"

#include "emulators/claims/fee_texts.h"
#include "emulators/claims/first_online_month.h"
#include "emulators/claims/record_values.h"
#include "harness/exit_code.h"

namespace kazasu::harness {

claims::FeeTable official_fee_table() {
  return claims::FeeTable{
      {claims::fee_items_text(), claims::fee_addons_text(), claims::fee_exclusions_text()}};
}

std::chrono::year_month claim_month(std::string const& text) {
  auto const whole = text.size() == 7 && text[4] == '-';
  auto const month = whole ? claims::month_in(text.substr(0, 4) + text.substr(5)) : std::nullopt;
  if (!month) throw CommandError(ExitCode::kUsage, "--month " + text + ": expected a month such as 2025-01");
  return *month;
}

std::chrono::year_month online_claim_month(std::string const& text) {
  auto const month = claim_month(text);
  if (month <= claims::kFirstOnlineMonth) {
    throw CommandError(
        ExitCode::kUsage,
        "--month " + text + ": stations claim online from 2024-07 on, for care from 2024-06 on");
  }
  return month;
}

ClaimsWorld::ClaimsWorld(ClaimsWorldSettings const& settings)
    : settings_{.seed = settings.seed,
                .people = std::uint64_t{settings.stations} * claims::CarePlanner::kMostPatients,
                .stations = settings.stations,
                .calendar_start = sim::from_jst({settings.start, {}})},
      people_(settings_),
      stations_(settings_),
      registry_(people_, settings_, settings.insurance),
      insurance_(registry_),
      care_(settings.seed),
      fees_(official_fee_table()) {}

}  // namespace kazasu::harness
