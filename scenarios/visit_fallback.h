// Where a visit ends that the online check did not answer.
#pragma once

#include "emulators/terminal/fallback.h"
#include "scenarios/arrivals.h"
#include "scenarios/world.h"

namespace kazasu::scenarios {

// What this patient has at home: a function of (seed, person) and of the day.
terminal::AtHome at_home(World const& world, Arrival const& arrival);

// Rule C12: whoever has no insurance card gets a 資格確認書 by himself, as do people from 75 for now
// (interim); others on request.
inline constexpr int kCertificateAge = 75;

}  // namespace kazasu::scenarios
