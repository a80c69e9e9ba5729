#include "harness/statistic.h"

#include <string>

namespace kazasu::harness {

double milliseconds(sim::Duration time) {
  return static_cast<double>(time.count()) * 1e-6;
}

std::optional<double> statistic_of(sim::Histogram const& histogram, std::string_view statistic) {
  if (histogram.count() == 0) return std::nullopt;
  if (statistic == "mean") {
    return static_cast<double>(histogram.sum_nanoseconds()) / static_cast<double>(histogram.count()) * 1e-6;
  }
  if (statistic == "max") return milliseconds(histogram.max());
  if (!statistic.starts_with('p')) return std::nullopt;
  return milliseconds(histogram.percentile(std::stod(std::string{statistic.substr(1)})));
}

}  // namespace kazasu::harness
