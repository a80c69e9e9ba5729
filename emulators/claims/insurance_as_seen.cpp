#include "emulators/claims/insurance_as_seen.h"

#include <algorithm>

namespace kazasu::claims {

BilledInsurance billed(identity::InsurancePeriod const& period) {
  return {.insurer_number = period.insurer_number,
          .symbol = period.symbol,
          .number = period.number,
          .branch = period.branch};
}

void add_day(std::vector<BilledPart>& parts, BilledInsurance const& insurance, std::chrono::day day) {
  auto found = std::ranges::find(parts, insurance, &BilledPart::insurance);
  if (found == parts.end()) found = parts.insert(parts.end(), {.insurance = insurance});
  found->days.push_back(day);
}

}  // namespace kazasu::claims
