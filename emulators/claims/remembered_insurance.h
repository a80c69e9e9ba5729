// A station that bills what a card or a paper said at first sight, typed in by hand.
#pragma once

#include <cstdint>

#include "emulators/claims/insurance_as_seen.h"
#include "emulators/identity/insured_registry.h"

namespace kazasu::claims {

// How far a station's notes are from the register. All figures are ours; mistakes are drawn once for a
// person, since the items are typed once and copied from month to month.
struct RememberedHabits {
  std::uint32_t most_days_late = 60;  // a change is noticed so many days after it at the latest
  std::uint32_t wrong_number_ppm = 4'000;
  std::uint32_t wrong_symbol_ppm = 2'000;
  std::uint32_t wrong_insurer_ppm = 1'000;  // its check digit shows it
  std::uint32_t wrong_branch_ppm = 5'000;
  std::uint32_t no_branch_ppm = 50'000;          // older cards do not show it
  std::uint32_t undated_stations_ppm = 100'000;  // whose program writes no JD and no MF
};

// Whoever had an insurer once is billed with the last one that the station saw.
class RememberedInsurance final : public InsuranceAsSeen {
 public:
  RememberedInsurance(identity::InsuredRegistry const& registry, std::uint64_t seed,
                      RememberedHabits const& habits = {})
      : registry_(registry), seed_(seed), habits_(habits) {}

  std::vector<BilledPart> parts(SeenCare const& care) const override;

 private:
  void mistype(identity::PersonIndex person, BilledInsurance& insurance) const;

  identity::InsuredRegistry const& registry_;
  std::uint64_t seed_;
  RememberedHabits habits_;
};

}  // namespace kazasu::claims
