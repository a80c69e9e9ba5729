// A histogram of durations compatible with HdrHistogram: three significant digits, 1 ns to one hour.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "sim/time.h"

namespace kazasu::sim {

// Bucket layout and the V2 encoding follow the HdrHistogram project (lowest 1, highest 3.6e12, 3 digits), so
// its own tools read what encode() writes. Values beyond one hour are recorded as one hour and counted in
// `saturated()`. Merging is exact: same buckets, counts added.
class Histogram {
 public:
  static constexpr std::int64_t kHighest = 3'600'000'000'000;
  static constexpr int kSignificantDigits = 3;

  Histogram();

  void record(Duration value) {
    auto nanoseconds = value.count();
    if (nanoseconds < 0) nanoseconds = 0;
    if (nanoseconds > kHighest) {
      nanoseconds = kHighest;
      ++saturated_;
    }
    ++counts_[index_of(nanoseconds)];
    ++count_;
    sum_ += nanoseconds;
    if (nanoseconds > max_) max_ = nanoseconds;
    if (nanoseconds < min_) min_ = nanoseconds;
  }
  void merge(Histogram const& other);

  std::uint64_t count() const { return count_; }
  std::uint64_t saturated() const { return saturated_; }
  Duration min() const { return Duration{count_ == 0 ? 0 : min_}; }
  Duration max() const { return Duration{max_}; }
  Duration mean() const { return Duration{count_ == 0 ? 0 : sum_ / static_cast<std::int64_t>(count_)}; }
  // Exact, unlike the percentiles: the parts of a waterfall must add up to the whole.
  std::int64_t sum_nanoseconds() const { return sum_; }

  // The smallest recorded value v such that at least `percentile` % of the values are <= v, as the upper end
  // of its bucket (never above max()). Zero when nothing was recorded. `percentile` in (0, 100].
  Duration percentile(double percentile) const;

  // One step of the cumulative distribution per non-empty bucket: {upper end of the bucket, count up to it}.
  struct Step {
    Duration value;
    std::uint64_t cumulative = 0;
  };
  std::vector<Step> steps() const;

  // HdrHistogram V2 payload, uncompressed (cookie 0x1c849303 | 0x10), big-endian.
  std::string encode_v2() const;
  // Throws std::invalid_argument when `bytes` is not such a payload with this layout.
  static Histogram decode_v2(std::string const& bytes);

  // What the payload cannot hold: a decoded histogram with its extremes restored equals the original.
  struct Extremes {
    std::int64_t sum = 0;  // all in nanoseconds
    std::int64_t min = kHighest;
    std::int64_t max = 0;
    std::uint64_t saturated = 0;
  };
  Extremes extremes() const { return {sum_, min_, max_, saturated_}; }
  // Throws std::invalid_argument when `extremes` contradict the buckets.
  void restore(Extremes const& extremes);

  bool operator==(Histogram const&) const = default;

 private:
  static constexpr int kSubBucketBits = 11;  // 2048 sub-buckets hold 3 digits
  static constexpr std::size_t kHalf = std::size_t{1} << (kSubBucketBits - 1);

  static std::size_t index_of(std::int64_t value) {
    auto const bits = static_cast<std::uint64_t>(value);
    auto const bucket = std::bit_width(bits | ((std::uint64_t{1} << kSubBucketBits) - 1)) - kSubBucketBits;
    return (static_cast<std::size_t>(bucket) << (kSubBucketBits - 1)) +
           static_cast<std::size_t>(bits >> static_cast<unsigned>(bucket));
  }
  static std::int64_t highest_equivalent(std::size_t index);
  static std::int64_t lowest_equivalent(std::size_t index);

  std::vector<std::uint64_t> counts_;
  std::uint64_t count_ = 0;
  std::uint64_t saturated_ = 0;
  std::int64_t sum_ = 0;
  std::int64_t min_ = kHighest;
  std::int64_t max_ = 0;
};

}  // namespace kazasu::sim
