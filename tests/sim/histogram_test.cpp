#include "sim/histogram.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>
#include <string>
#include <vector>

#include "sim/distribution.h"

namespace kazasu::sim {
namespace {

using namespace std::chrono_literals;

Histogram filled(std::uint64_t seed, int values) {
  auto histogram = Histogram{};
  auto const times = Distribution::log_normal(20ms, 1.5);
  auto random = RandomStream{seed, "histogram_test", 0};
  for (auto i = 0; i < values; ++i) histogram.record(times.sample(random));
  return histogram;
}

TEST(Histogram, IsZeroWhenEmpty) {
  auto const histogram = Histogram{};
  EXPECT_EQ(histogram.count(), 0U);
  EXPECT_EQ(histogram.min(), 0ns);
  EXPECT_EQ(histogram.max(), 0ns);
  EXPECT_EQ(histogram.mean(), 0ns);
  EXPECT_EQ(histogram.percentile(99), 0ns);
  EXPECT_TRUE(histogram.steps().empty());
}

TEST(Histogram, SmallValuesAreExact) {
  auto histogram = Histogram{};
  for (auto value = 1; value <= 1000; ++value) histogram.record(Duration{value});
  EXPECT_EQ(histogram.percentile(50), 500ns);
  EXPECT_EQ(histogram.percentile(99), 990ns);
  EXPECT_EQ(histogram.percentile(99.9), 999ns);
  EXPECT_EQ(histogram.percentile(100), 1000ns);
  EXPECT_EQ(histogram.percentile(0.0001), 1ns);
  EXPECT_EQ(histogram.sum_nanoseconds(), 500'500);
  EXPECT_EQ(histogram.mean(), 500ns);
}

TEST(Histogram, PercentilesAreWithinAThousandth) {
  auto histogram = Histogram{};
  auto const times = Distribution::log_normal(20ms, 1.5);
  auto random = RandomStream{1, "histogram_test", 0};
  auto values = std::vector<Duration>{};
  for (auto i = 0; i < 100'000; ++i) {
    values.push_back(times.sample(random));
    histogram.record(values.back());
  }
  std::sort(values.begin(), values.end());
  for (auto const& [percentile, rank] : {std::pair{1.0, 1'000},
                                         {25.0, 25'000},
                                         {50.0, 50'000},
                                         {90.0, 90'000},
                                         {99.0, 99'000},
                                         {99.9, 99'900},
                                         {99.99, 99'990},
                                         {100.0, 100'000}}) {
    auto const exact = static_cast<double>(values[static_cast<std::size_t>(rank - 1)].count());
    auto const shown = static_cast<double>(histogram.percentile(percentile).count());
    EXPECT_GE(shown, exact) << percentile;
    EXPECT_LE(shown, exact * 1.001) << percentile;
  }
}

// At every power of two the bucket width changes; a value must neither be lost nor change places.
TEST(Histogram, BucketsMeetAtPowersOfTwo) {
  for (auto exponent = 0U; exponent < 42; ++exponent) {
    auto const power = std::int64_t{1} << exponent;
    for (auto const value : {power - 1, power, power + 1}) {
      if (value > Histogram::kHighest) continue;
      auto histogram = Histogram{};
      histogram.record(Duration{value});
      histogram.record(Duration{Histogram::kHighest});  // keeps max() from clipping the bucket's end
      auto const shown = histogram.percentile(50).count();
      EXPECT_GE(shown, value);
      EXPECT_LE(static_cast<double>(shown), static_cast<double>(value) * (1.0 + 1.0 / 1024));
    }
    if (power > 1) {
      auto histogram = Histogram{};
      histogram.record(Duration{power - 1});
      histogram.record(Duration{power});
      EXPECT_EQ(histogram.steps().size(), 2U) << power;
    }
  }
}

TEST(Histogram, SaturatesAtOneHour) {
  auto histogram = Histogram{};
  histogram.record(1h);
  EXPECT_EQ(histogram.saturated(), 0U);
  histogram.record(1h + 1ns);
  histogram.record(100h);
  EXPECT_EQ(histogram.saturated(), 2U);
  EXPECT_EQ(histogram.max(), Duration{1h});
  EXPECT_EQ(histogram.percentile(100), Duration{1h});
  histogram.record(-1ns);
  EXPECT_EQ(histogram.min(), 0ns);
}

TEST(Histogram, MergesExactly) {
  auto merged = filled(1, 10'000);
  merged.merge(filled(2, 5'000));
  auto at_once = filled(1, 10'000);
  auto const times = Distribution::log_normal(20ms, 1.5);
  auto random = RandomStream{2, "histogram_test", 0};
  for (auto i = 0; i < 5'000; ++i) at_once.record(times.sample(random));
  EXPECT_EQ(merged, at_once);
}

TEST(Histogram, MergingWithAnEmptyOneChangesNothing) {
  auto histogram = filled(1, 100);
  histogram.merge(Histogram{});
  EXPECT_EQ(histogram, filled(1, 100));
  auto empty = Histogram{};
  empty.merge(filled(1, 100));
  EXPECT_EQ(empty, filled(1, 100));
}

TEST(Histogram, StepsEndAtTheCount) {
  auto const histogram = filled(3, 10'000);
  auto const steps = histogram.steps();
  ASSERT_FALSE(steps.empty());
  EXPECT_EQ(steps.back().cumulative, 10'000U);
  EXPECT_EQ(steps.back().value, histogram.max());
  EXPECT_TRUE(std::is_sorted(steps.begin(), steps.end(), [](auto const& a, auto const& b) {
    return a.value < b.value && a.cumulative < b.cumulative;
  }));
}

TEST(Histogram, EncodingKeepsEveryBucket) {
  auto const histogram = filled(4, 20'000);
  auto const decoded = Histogram::decode_v2(histogram.encode_v2());
  EXPECT_EQ(decoded.count(), histogram.count());
  for (auto const percentile : {1.0, 50.0, 99.0, 99.9}) {
    EXPECT_EQ(decoded.percentile(percentile), histogram.percentile(percentile));
  }
  EXPECT_EQ(decoded.encode_v2(), histogram.encode_v2());
  EXPECT_EQ(Histogram::decode_v2(Histogram{}.encode_v2()), Histogram{});
}

// The bytes of HdrHistogram's V2 format for one value each in buckets 1 and 3: header of 40 bytes, then
// counts in ZigZag LEB128, zeros as a negative run length (-1 -> 0x01, 1 -> 0x02).
TEST(Histogram, EncodesAsTheFormatSays) {
  auto histogram = Histogram{};
  histogram.record(1ns);
  histogram.record(3ns);
  auto const bytes = histogram.encode_v2();
  auto const header = std::string{"\x1c\x84\x93\x13\0\0\0\x04\0\0\0\0\0\0\0\x03", 16};
  ASSERT_EQ(bytes.size(), 44U);
  EXPECT_EQ(bytes.substr(0, 16), header);
  EXPECT_EQ(bytes.substr(16, 8), (std::string{"\0\0\0\0\0\0\0\x01", 8}));
  EXPECT_EQ(bytes.substr(40), "\x01\x02\x01\x02");
}

TEST(Histogram, RefusesForeignPayloads) {
  auto const good = filled(5, 100).encode_v2();
  EXPECT_THROW(Histogram::decode_v2(""), std::invalid_argument);
  EXPECT_THROW(Histogram::decode_v2(good.substr(0, good.size() - 1)), std::invalid_argument);
  for (auto const position : {0U, 3U, 7U, 15U, 23U, 31U}) {
    auto broken = good;
    broken[position] = static_cast<char>(broken[position] ^ 0x40);
    EXPECT_THROW(Histogram::decode_v2(broken), std::invalid_argument) << position;
  }
}

// A payload with `numbers` for counts, under a header whose length is right.
std::string with_counts(std::string const& numbers) {
  auto bytes = Histogram{}.encode_v2() + numbers;
  bytes[7] = static_cast<char>(numbers.size());
  return bytes;
}

TEST(Histogram, RefusesPayloadsBeyondItsRange) {
  EXPECT_NO_THROW(Histogram::decode_v2(with_counts("\x02")));
  EXPECT_THROW(Histogram::decode_v2(with_counts("\x82")), std::invalid_argument);  // ends inside a number
  auto const lowest = std::string(9, '\xff');                                      // -2^63 zeros
  EXPECT_THROW(Histogram::decode_v2(with_counts(lowest)), std::invalid_argument);
  EXPECT_THROW(Histogram::decode_v2(with_counts(lowest + lowest + "\x02")), std::invalid_argument);
  auto const most = std::string{"\xfe"} + std::string(8, '\xff');  // 2^63 - 1 values
  EXPECT_THROW(Histogram::decode_v2(with_counts("\x02\x02" + most + most)), std::invalid_argument);
}

}  // namespace
}  // namespace kazasu::sim
