#include "emulators/claims/remembered_insurance.h"

#include <algorithm>

#include "emulators/claims/checked_insurance.h"
#include "sim/random.h"

namespace kazasu::claims {

namespace {

using std::chrono::sys_days;
using std::chrono::year_month_day;

// What the station has in its notes, when it last looked on that day: what holds, else what held last, else
// what holds first.
BilledInsurance noted(identity::InsuranceHistory const& history, identity::Person const& person,
                      year_month_day seen) {
  if (history.assistance && history.assistance->from <= seen) return {.assistance = true};
  if (history.periods.empty()) return billed(identity::own_period(person));
  auto const* last = &history.periods.front();
  for (auto const& period : history.periods) {
    if (period.holds_on(seen)) return billed(period);
    if (period.qualified <= seen) last = &period;
  }
  return billed(*last);
}

// Another last digit.
void change_last(std::string& digits) {
  if (digits.empty()) return;
  auto& last = digits.back();
  if (last >= '0' && last <= '9') last = last == '9' ? '0' : static_cast<char>(last + 1);
}

}  // namespace

void RememberedInsurance::mistype(identity::PersonIndex person, BilledInsurance& insurance) const {
  auto random = sim::RandomStream{seed_, "typing mistakes", person};
  auto const number = random.chance(habits_.wrong_number_ppm);
  auto const symbol = random.chance(habits_.wrong_symbol_ppm);
  auto const insurer = random.chance(habits_.wrong_insurer_ppm);
  auto const branch = random.chance(habits_.wrong_branch_ppm);
  auto const none = random.chance(habits_.no_branch_ppm);
  if (number) change_last(insurance.number);
  if (symbol && insurance.symbol.size() > 1) insurance.symbol.push_back('1');
  if (insurer) change_last(insurance.insurer_number);
  if (branch) change_last(insurance.branch);
  if (none) insurance.branch.clear();
}

std::vector<BilledPart> RememberedInsurance::parts(SeenCare const& care) const {
  auto random = sim::RandomStream{seed_, "noticed late", care.person.index};
  auto const late = std::chrono::days{random.below(std::uint64_t{habits_.most_days_late} + 1)};
  auto const history = registry_.history_of(care.person);
  auto parts = std::vector<BilledPart>{};
  for (auto const& visit : care.days) {
    auto const seen = year_month_day{sys_days{care.month / visit.day} - late};
    add_day(parts, noted(history, care.person, seen), visit.day);
  }
  auto const dated = writes_days(seed_, care.station, habits_.undated_stations_ppm);
  for (auto& part : parts) {
    mistype(care.person.index, part.insurance);
    part.confirmed = !part.insurance.branch.empty();
    part.dated = dated;
  }
  return parts;
}

}  // namespace kazasu::claims
