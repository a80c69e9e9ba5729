// Patients who were visited before the calendar starts: their consents stand from the first second on.
#pragma once

#include <cstdint>

#include "emulators/eligibility/eligibility_system.h"
#include "emulators/identity/population.h"

namespace kazasu::eligibility {

struct ContinuingCare {
  std::uint64_t seed = 1;
  std::uint32_t share_ppm = 0;  // of the people
  std::uint64_t people = 0;
  identity::StationIndex stations = 1;
  sim::Instant start;  // of the calendar
};

// A function of (seed, person): load generator and servers agree on it.
bool is_continuing(ContinuingCare const& care, identity::PersonIndex person);

// The day of the first visit: 1 to 60 days before the start (ours), so that the consent stands for a month
// yet.
sim::Instant first_consent(ContinuingCare const& care, identity::PersonIndex person);

// Gives every such patient's consent to everything he may consent to, at the station that has him. Costs one
// entry of the store each.
void begin_continuing_care(EligibilitySystem& system, ContinuingCare const& care,
                           identity::PersonSource const& people);

}  // namespace kazasu::eligibility
