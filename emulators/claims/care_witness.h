// Who is told that care went on, because a claim for it was accepted.
#pragma once

#include <chrono>

#include "emulators/identity/population.h"
#include "sim/calendar.h"

namespace kazasu::claims {

// The person comes from the receipt's insured items, as the register of insurers finds them
// (eligibility_check.h).
struct ClaimedCare {
  identity::StationIndex station = 0;
  identity::PersonIndex person = 0;
  std::chrono::year_month month;  // of care
};

struct CareWitness {
  virtual ~CareWitness() = default;
  // Once for each receipt that is claimed; hearing of the same care twice changes nothing.
  virtual void care_claimed(ClaimedCare const& care, sim::Instant now) = 0;
};

}  // namespace kazasu::claims
