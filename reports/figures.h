// The usual figures of a kind of time.
#pragma once

#include <cstdint>

#include "sim/histogram.h"

namespace kazasu::reports {

// Milliseconds.
struct Figures {
  std::uint64_t count = 0;
  double mean_ms = 0;
  double p50_ms = 0;
  double p90_ms = 0;
  double p95_ms = 0;
  double p99_ms = 0;
  double p999_ms = 0;
  double max_ms = 0;
};
Figures figures_of(sim::Histogram const& histogram);

}  // namespace kazasu::reports
