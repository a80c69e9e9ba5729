#include <algorithm>

#include "reports/distribution.h"
#include "reports/run_result.h"

namespace kazasu::reports {

namespace {

double to_ms(sim::Duration duration) {
  return static_cast<double>(duration.count()) / 1e6;
}

}  // namespace

Figures figures_of(sim::Histogram const& histogram) {
  auto figures = Figures{};
  figures.count = histogram.count();
  if (figures.count == 0) return figures;
  auto const sum = static_cast<double>(histogram.sum_nanoseconds());
  figures.mean_ms = sum / static_cast<double>(figures.count) / 1e6;
  figures.p50_ms = to_ms(histogram.percentile(50));
  figures.p90_ms = to_ms(histogram.percentile(90));
  figures.p95_ms = to_ms(histogram.percentile(95));
  figures.p99_ms = to_ms(histogram.percentile(99));
  figures.p999_ms = to_ms(histogram.percentile(99.9));
  figures.max_ms = to_ms(histogram.max());
  return figures;
}

std::vector<DistributionPoint> distribution_of(sim::Histogram const& histogram) {
  constexpr int kPointsPerHalving = 8;
  auto points = std::vector<DistributionPoint>{};
  if (histogram.count() == 0) return points;
  auto const resolution = 100.0 / static_cast<double>(histogram.count());
  for (double rest = 100.0; rest > resolution; rest /= 2) {
    for (int i = 0; i < kPointsPerHalving; ++i) {
      auto const percentile = 100.0 - rest * (1.0 - 0.5 * i / kPointsPerHalving);
      if (100.0 - percentile < resolution) break;
      points.push_back({percentile, to_ms(histogram.percentile(std::max(percentile, 1e-9)))});
    }
  }
  points.push_back({100.0, to_ms(histogram.max())});
  return points;
}

}  // namespace kazasu::reports
