#include "sim/histogram.h"

#include <algorithm>
#include <limits>
#include <stdexcept>

namespace kazasu::sim {

namespace {

constexpr std::uint32_t kCookieV2 = 0x1c849303U | 0x10U;
constexpr std::size_t kHeaderBytes = 40;
constexpr std::int64_t kLowest = 1;
constexpr std::int64_t kMostTime = std::numeric_limits<std::int64_t>::max();

void append_big_endian(std::string& out, std::uint64_t value, int bytes) {
  for (int i = bytes - 1; i >= 0; --i)
    out.push_back(static_cast<char>(value >> (8U * static_cast<unsigned>(i))));
}

std::uint64_t read_big_endian(std::string const& bytes, std::size_t offset, std::size_t count) {
  auto value = std::uint64_t{0};
  for (std::size_t i = 0; i < count; ++i)
    value = value << 8U | static_cast<unsigned char>(bytes.at(offset + i));
  return value;
}

// HdrHistogram's ZigZag LEB128-64b9B: seven bits a byte, the ninth byte holds eight.
void append_zigzag(std::string& out, std::int64_t signed_value) {
  auto value =
      (static_cast<std::uint64_t>(signed_value) << 1U) ^ static_cast<std::uint64_t>(signed_value >> 63U);
  for (int byte = 0; byte < 8; ++byte) {
    if (value < 0x80U) {
      out.push_back(static_cast<char>(value));
      return;
    }
    out.push_back(static_cast<char>((value & 0x7FU) | 0x80U));
    value >>= 7U;
  }
  out.push_back(static_cast<char>(value));
}

void expect(bool condition, char const* what) {
  if (!condition) throw std::invalid_argument(std::string{"histogram payload: "} + what);
}

std::int64_t read_zigzag(std::string const& bytes, std::size_t& offset) {
  auto value = std::uint64_t{0};
  for (unsigned byte = 0; byte < 9; ++byte) {
    expect(offset < bytes.size(), "ends inside a number");
    auto const next = static_cast<std::uint64_t>(static_cast<unsigned char>(bytes.at(offset++)));
    if (byte == 8) {
      value |= next << 56U;
      break;
    }
    value |= (next & 0x7FU) << (7U * byte);
    if ((next & 0x80U) == 0) break;
  }
  return static_cast<std::int64_t>(value >> 1U) ^ -static_cast<std::int64_t>(value & 1U);
}

}  // namespace

Histogram::Histogram() : counts_(index_of(kHighest) + 1) {}

void Histogram::merge(Histogram const& other) {
  for (std::size_t i = 0; i < counts_.size(); ++i) counts_[i] += other.counts_[i];
  count_ += other.count_;
  saturated_ += other.saturated_;
  sum_ += other.sum_;
  min_ = std::min(min_, other.min_);
  max_ = std::max(max_, other.max_);
}

std::int64_t Histogram::lowest_equivalent(std::size_t index) {
  if (index < 2 * kHalf) return static_cast<std::int64_t>(index);
  auto const bucket = index / kHalf - 1;
  auto const sub_bucket = index % kHalf + kHalf;
  return static_cast<std::int64_t>(sub_bucket << bucket);
}

std::int64_t Histogram::highest_equivalent(std::size_t index) {
  return lowest_equivalent(index + 1) - 1;
}

Duration Histogram::percentile(double percentile) const {
  if (count_ == 0) return Duration::zero();
  auto exact = std::min(percentile, 100.0) / 100.0 * static_cast<double>(count_);
  exact -= exact * 0x1p-50;  // 99.9 % of 1,000 is 999, although 99.9 as a double is a little more
  auto wanted = static_cast<std::uint64_t>(exact);
  if (static_cast<double>(wanted) < exact) ++wanted;
  wanted = std::max<std::uint64_t>(wanted, 1);
  auto seen = std::uint64_t{0};
  for (std::size_t i = 0; i < counts_.size(); ++i) {
    seen += counts_[i];
    if (seen >= wanted) return Duration{std::min(highest_equivalent(i), max_)};
  }
  return max();
}

std::vector<Histogram::Step> Histogram::steps() const {
  auto result = std::vector<Step>{};
  auto seen = std::uint64_t{0};
  for (std::size_t i = 0; i < counts_.size(); ++i) {
    if (counts_[i] == 0) continue;
    seen += counts_[i];
    result.push_back({Duration{std::min(highest_equivalent(i), max_)}, seen});
  }
  return result;
}

std::string Histogram::encode_v2() const {
  auto payload = std::string{};
  auto const used = count_ == 0 ? std::size_t{0} : index_of(max_) + 1;
  for (std::size_t i = 0; i < used;) {
    if (counts_[i] != 0) {
      append_zigzag(payload, static_cast<std::int64_t>(counts_[i++]));
      continue;
    }
    auto zeros = std::int64_t{0};
    for (; i < used && counts_[i] == 0; ++i) ++zeros;
    append_zigzag(payload, -zeros);
  }
  auto out = std::string{};
  append_big_endian(out, kCookieV2, 4);
  append_big_endian(out, payload.size(), 4);
  append_big_endian(out, 0, 4);  // normalising index offset
  append_big_endian(out, kSignificantDigits, 4);
  append_big_endian(out, kLowest, 8);
  append_big_endian(out, kHighest, 8);
  append_big_endian(out, std::bit_cast<std::uint64_t>(1.0), 8);  // integer-to-double conversion ratio
  return out + payload;
}

Histogram Histogram::decode_v2(std::string const& bytes) {
  expect(bytes.size() >= kHeaderBytes, "shorter than its 40-byte header");
  expect(read_big_endian(bytes, 0, 4) == kCookieV2, "not HdrHistogram V2");
  expect(bytes.size() == kHeaderBytes + read_big_endian(bytes, 4, 4), "length does not match its header");
  // The normalising offset is not read: this layout has none, and hdr-histogram-js writes a meaningless 1.
  expect(read_big_endian(bytes, 12, 4) == kSignificantDigits, "expected three significant digits");
  expect(read_big_endian(bytes, 16, 8) == static_cast<std::uint64_t>(kLowest),
         "expected a range from one nanosecond");
  expect(read_big_endian(bytes, 24, 8) == static_cast<std::uint64_t>(kHighest),
         "expected a range of one hour");
  auto result = Histogram{};
  auto index = std::size_t{0};
  for (auto offset = kHeaderBytes; offset < bytes.size();) {
    auto const value = read_zigzag(bytes, offset);
    auto const room = static_cast<std::int64_t>(result.counts_.size() - index);
    expect(value < 0 ? value >= -room : room > 0, "more buckets than the range has");
    if (value < 0) {
      index += static_cast<std::size_t>(-value);
      continue;
    }
    auto const highest = highest_equivalent(index);
    expect(highest == 0 || value <= (kMostTime - result.sum_) / highest, "more time than a run can have");
    result.counts_[index++] = static_cast<std::uint64_t>(value);
    if (value == 0) continue;
    // The encoding holds no exact extremes or sum; the bucket's bounds stand in for them.
    result.count_ += static_cast<std::uint64_t>(value);
    result.sum_ += highest * value;
    result.max_ = std::min(highest, kHighest);
    result.min_ = std::min(result.min_, lowest_equivalent(index - 1));
  }
  return result;
}

void Histogram::restore(Extremes const& extremes) {
  auto const same_bucket = [](std::int64_t left, std::int64_t right) {
    return left >= 0 && left <= kHighest && index_of(left) == index_of(right);
  };
  if (!same_bucket(extremes.max, max_) || !same_bucket(extremes.min, min_) || extremes.saturated > count_) {
    throw std::invalid_argument{"histogram: its extremes contradict its buckets"};
  }
  sum_ = extremes.sum;
  min_ = extremes.min;
  max_ = extremes.max;
  saturated_ = extremes.saturated;
}

}  // namespace kazasu::sim
