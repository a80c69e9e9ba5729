#include "emulators/claims/checked_insurance.h"

#include <algorithm>

#include "sim/random.h"

namespace kazasu::claims {

namespace {

using std::chrono::sys_days;
using std::chrono::year_month_day;

// What the register answers for a day of care; nothing: no qualification.
std::optional<BilledInsurance> answer(identity::InsuranceHistory const& history, year_month_day known) {
  auto const found =
      std::ranges::find_if(history.periods, [known](auto const& period) { return period.holds_on(known); });
  if (found != history.periods.end()) return billed(*found);
  if (history.assistance && history.assistance->from <= known) return BilledInsurance{.assistance = true};
  return std::nullopt;
}

}  // namespace

bool writes_days(std::uint64_t seed, identity::StationIndex station, std::uint32_t undated_ppm) {
  return !sim::RandomStream{seed, "undated receipts", station}.chance(undated_ppm);
}

std::vector<BilledPart> CheckedInsurance::parts(SeenCare const& care) const {
  auto random = sim::RandomStream{seed_, "late registration", care.person.index};
  auto const late = std::chrono::days{random.below(std::uint64_t{habits_.most_days_late} + 1)};
  auto const history = registry_.history_of(care.person);
  auto parts = std::vector<BilledPart>{};
  for (auto const& visit : care.days) {
    auto const day = sys_days{care.month / visit.day};
    // A person's first qualification is not late: there is nothing older to answer with.
    auto seen = answer(history, year_month_day{day - late});
    if (!seen) seen = answer(history, year_month_day{day});
    if (seen) add_day(parts, *seen, visit.day);
  }
  auto const dated = writes_days(seed_, care.station, habits_.undated_stations_ppm);
  for (auto& part : parts) part.dated = dated;
  return parts;
}

}  // namespace kazasu::claims
