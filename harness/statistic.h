// The statistics that a threshold can name.
#pragma once

#include <optional>
#include <string_view>

#include "sim/histogram.h"

namespace kazasu::harness {

double milliseconds(sim::Duration time);
// "mean", "max", "p50" ... "p99.9", in milliseconds; nothing without data, and for any other word.
std::optional<double> statistic_of(sim::Histogram const& histogram, std::string_view statistic);

}  // namespace kazasu::harness
