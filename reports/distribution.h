// The cumulative distribution of a histogram, with points where a log-percentile axis needs them.
#pragma once

#include <vector>

#include "reports/run_result.h"

namespace kazasu::reports {

// Eight points for each halving of the rest (0..50 %, 50..75 %, 75..87.5 % ...) down to one value, then the
// maximum at 100 %; empty for an empty histogram. The spacing is that of HdrHistogram's percentile output.
std::vector<DistributionPoint> distribution_of(sim::Histogram const& histogram);

}  // namespace kazasu::reports
