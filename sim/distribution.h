// Distributions of durations as quantile tables: no libm and no std::*_distribution in any run.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "sim/random.h"
#include "sim/time.h"

namespace kazasu::sim {

// A table of quantiles with linear interpolation. Level k covers the upper tail [1 - 16^-k, 1) in 1,024
// cells, and the last sixteenth of each level opens the next one: a logarithmic tail is at most 1 / 30,000 of
// its mean off the formula, and is resolved to about 1 - 1e-12.
class Distribution {
 public:
  // Always `value`.
  static Distribution constant(Duration value);
  static Distribution uniform(Duration low, Duration high);
  static Distribution exponential(Duration mean);
  // exp(N(ln median, sigma)).
  static Distribution log_normal(Duration median, double sigma);
  // Through measured points (probability in [0, 1] rising, quantile rising), straight lines between them.
  // Throws std::invalid_argument when there are fewer than two points or they do not rise.
  static Distribution empirical(std::span<std::pair<double, Duration> const> quantiles);

  Distribution() : Distribution(constant(Duration::zero())) {}

  Duration sample(RandomStream& random) const { return at(random.next()); }
  // The value for 64 uniform bits.
  Duration at(std::uint64_t bits) const {
    if (levels_.empty()) return minimum_;
    auto level = std::size_t{0};
    while ((bits >> kTailShift) == kTailShare - 1 && level + 1 < levels_.size()) {
      bits <<= kTailBits;
      ++level;
    }
    auto const cell = bits >> 54U;
    auto const& knots = levels_[level];
    auto const low = knots[cell];
    auto const width = static_cast<double>(knots[cell + 1] - low);
    auto const fraction = static_cast<double>((bits << 10U) >> 11U) * 0x1p-53;
    return Duration{low + static_cast<std::int64_t>(width * fraction)};
  }

  Duration mean() const { return mean_; }
  // The same shape, every value multiplied by `numerator` / `denominator`.
  Distribution scaled(std::int64_t numerator, std::int64_t denominator) const;

 private:
  static constexpr std::size_t kCells = 1024;
  static constexpr std::size_t kLevels = 8;
  static constexpr unsigned kTailBits = 4;
  static constexpr unsigned kTailShift = 64U - kTailBits;
  static constexpr std::size_t kTailShare = std::size_t{1} << kTailBits;
  using Knots = std::array<std::int64_t, kCells + 1>;

  explicit Distribution(Duration value) : minimum_(value), mean_(value) {}
  // `quantile` takes p and 1 - p (the latter exact in the tail) and gives nanoseconds.
  template <class Quantile>
  static Distribution from_quantiles(Quantile const& quantile);
  void compute_mean();

  std::vector<Knots> levels_;  // empty for a constant
  Duration minimum_{};
  Duration mean_{};
};

}  // namespace kazasu::sim
