// Whether a station may use the eligibility system: a port that the portal fills.
#pragma once

#include "emulators/eligibility/environment.h"
#include "emulators/eligibility/outcome.h"
#include "emulators/identity/population.h"
#include "sim/calendar.h"

namespace kazasu::eligibility {

enum class Admission : std::uint8_t {
  kLive,         // the day of operation is reached and 訪問診療等機能 is in use
  kNotLive,      // no day of operation, or it lies ahead
  kFunctionOff,  // 訪問診療等機能 is not in use
  kRevoked,
};

struct StationAdmission {
  virtual ~StationAdmission() = default;
  virtual Admission of(Environment environment, identity::StationIndex station, sim::Instant now) const = 0;
};

// What holds where nobody keeps a portal.
struct AdmitEverybody final : StationAdmission {
  Admission of(Environment, identity::StationIndex, sim::Instant) const override { return Admission::kLive; }
};

// kAccepted for a live station.
constexpr Outcome outcome_of(Admission admission) {
  switch (admission) {
    case Admission::kNotLive:
      return Outcome::kInstitutionNotLive;
    case Admission::kFunctionOff:
      return Outcome::kFunctionNotEnabled;
    case Admission::kRevoked:
      return Outcome::kInstitutionRevoked;
    case Admission::kLive:
      break;
  }
  return Outcome::kAccepted;
}

}  // namespace kazasu::eligibility
