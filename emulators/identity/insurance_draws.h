// Drawing of the certificates that go with a synthetic person's insurance.
#pragma once

#include "emulators/identity/insurance_history.h"
#include "emulators/identity/insurance_mix.h"
#include "sim/random.h"

namespace kazasu::identity {

// Certificates as of `today`: 高齢受給者証 from 70 to 74, the ratio of the latter-stage elderly, 限度額 and
// 特定疾病 as often as the mix says. Years of certificates run from August to July. Always the same number
// of draws, so that a share shifts nothing else.
void draw_certificates(sim::RandomStream& random, Person const& person, std::chrono::sys_days today,
                       InsuranceMix const& mix, InsuranceHistory& history);

}  // namespace kazasu::identity
