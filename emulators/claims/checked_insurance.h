// A station that asks the eligibility system on the day of each visit (再照会).
#pragma once

#include <cstdint>

#include "emulators/claims/insurance_as_seen.h"
#include "emulators/identity/insured_registry.h"

namespace kazasu::claims {

// How soon and how fully a station's receipts follow what the register knows. All figures are ours.
struct CheckedHabits {
  std::uint32_t most_days_late = 4;              // a change is registered so many days after it at the latest
  std::uint32_t undated_stations_ppm = 100'000;  // whose program writes no JD and no MF
};

// Nobody is claimed from on days without a qualification, and where two insurers claim the person the older
// qualification is taken.
class CheckedInsurance final : public InsuranceAsSeen {
 public:
  CheckedInsurance(identity::InsuredRegistry const& registry, std::uint64_t seed,
                   CheckedHabits const& habits = {})
      : registry_(registry), seed_(seed), habits_(habits) {}

  std::vector<BilledPart> parts(SeenCare const& care) const override;

 private:
  identity::InsuredRegistry const& registry_;
  std::uint64_t seed_;
  CheckedHabits habits_;
};

// Whether a station's program writes JD and MF: the same for every way to see insurance.
bool writes_days(std::uint64_t seed, identity::StationIndex station, std::uint32_t undated_ppm);

}  // namespace kazasu::claims
