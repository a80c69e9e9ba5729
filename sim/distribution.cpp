#include "sim/distribution.h"

#include <algorithm>
#include <stdexcept>

#include "sim/portable_math.h"

namespace kazasu::sim {

template <class Quantile>
Distribution Distribution::from_quantiles(Quantile const& quantile) {
  auto result = Distribution{Duration::zero()};
  result.levels_.resize(kLevels);
  auto tail = 1.0;  // the probability that a level covers
  for (auto& knots : result.levels_) {
    for (std::size_t i = 0; i <= kCells; ++i) {
      auto const above = tail * static_cast<double>(kCells - i) / static_cast<double>(kCells);
      // The outermost knot of the last level stands for everything beyond; a half cell keeps it finite.
      auto const complement = above > 0.0 ? above : tail / (2.0 * static_cast<double>(kCells));
      knots[i] = static_cast<std::int64_t>(quantile(1.0 - complement, complement) + 0.5);
    }
    tail /= static_cast<double>(kTailShare);
  }
  result.minimum_ = Duration{result.levels_.front().front()};
  result.compute_mean();
  return result;
}

void Distribution::compute_mean() {
  auto total = 0.0;
  auto weight = 1.0 / static_cast<double>(kCells);
  for (std::size_t level = 0; level < levels_.size(); ++level) {
    auto const cells = level + 1 < levels_.size() ? kCells - kCells / kTailShare : kCells;
    for (std::size_t i = 0; i < cells; ++i) {
      total += weight * 0.5 * static_cast<double>(levels_[level][i] + levels_[level][i + 1]);
    }
    weight /= static_cast<double>(kTailShare);
  }
  mean_ = Duration{static_cast<std::int64_t>(total + 0.5)};
}

Distribution Distribution::constant(Duration value) {
  return Distribution{value};
}

Distribution Distribution::uniform(Duration low, Duration high) {
  auto const start = static_cast<double>(low.count());
  auto const width = static_cast<double>((high - low).count());
  return from_quantiles([=](double p, double) { return start + width * p; });
}

Distribution Distribution::exponential(Duration mean) {
  auto const scale = static_cast<double>(mean.count());
  return from_quantiles([=](double, double complement) { return -scale * portable_log(complement); });
}

Distribution Distribution::log_normal(Duration median, double sigma) {
  auto const scale = static_cast<double>(median.count());
  return from_quantiles([=](double p, double complement) {
    if (p <= 0.0) return 0.0;
    // The upper half goes through the complement, which keeps its precision in the tail.
    auto const z = p < 0.5 ? normal_quantile(p) : -normal_quantile(complement);
    return scale * portable_exp(sigma * z);
  });
}

Distribution Distribution::empirical(std::span<std::pair<double, Duration> const> quantiles) {
  auto const falls = [](auto const& a, auto const& b) { return b.first <= a.first || b.second < a.second; };
  if (quantiles.size() < 2 ||
      std::adjacent_find(quantiles.begin(), quantiles.end(), falls) != quantiles.end()) {
    throw std::invalid_argument(
        "an empirical distribution needs at least two points, rising in both columns");
  }
  return from_quantiles([quantiles](double p, double) {
    auto const upper =
        std::find_if(quantiles.begin(), quantiles.end(), [p](auto const& q) { return q.first >= p; });
    if (upper == quantiles.begin()) return static_cast<double>(quantiles.front().second.count());
    if (upper == quantiles.end()) return static_cast<double>(quantiles.back().second.count());
    auto const& [p1, q1] = *upper;
    auto const& [p0, q0] = *(upper - 1);
    return static_cast<double>(q0.count()) + static_cast<double>((q1 - q0).count()) * ((p - p0) / (p1 - p0));
  });
}

Distribution Distribution::scaled(std::int64_t numerator, std::int64_t denominator) const {
  auto const factor = static_cast<double>(numerator) / static_cast<double>(denominator);
  auto const scale = [factor](std::int64_t value) {
    return static_cast<std::int64_t>(static_cast<double>(value) * factor + 0.5);
  };
  auto result = *this;
  for (auto& knots : result.levels_) std::transform(knots.begin(), knots.end(), knots.begin(), scale);
  result.minimum_ = Duration{scale(minimum_.count())};
  result.mean_ = Duration{scale(mean_.count())};
  return result;
}

}  // namespace kazasu::sim
