// A made-up result with every field filled, plausible enough to look at.
#pragma once

#include "reports/run_result.h"

namespace kazasu::tests {

// 1,200 visits of one morning. Real and virtual time differ as a measurement and its model do.
reports::RunResult sample_result(reports::ClockKind clock);

}  // namespace kazasu::tests
