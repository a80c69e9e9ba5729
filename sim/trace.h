// The order of what happened, as a running hash and, when asked, as lines.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "sim/time.h"

namespace kazasu::sim {

// Order-sensitive 64-bit hash; two runs of one seed must end with the same digest.
class RunningHash {
 public:
  void add(std::uint64_t value) {
    state_ = (state_ ^ value) * 0x9E3779B97F4A7C15U;
    state_ ^= state_ >> 29U;
  }
  std::uint64_t digest() const { return state_; }

 private:
  std::uint64_t state_ = 0xCBF29CE484222325U;
};

class Trace {
 public:
  explicit Trace(bool keep_lines = false) : keep_lines_(keep_lines) {}

  // `event` is a word of the domain ("registered"); `detail` what it depended on (an outcome, an amount).
  void add(TimePoint time, std::uint64_t entity, std::string_view event, std::uint64_t detail = 0);

  std::uint64_t hash() const { return hash_.digest(); }
  std::string const& lines() const { return lines_; }

 private:
  RunningHash hash_;
  std::string lines_;
  bool keep_lines_;
};

// Sixteen lower-case hexadecimal digits.
std::string hex_digest(std::uint64_t hash);

}  // namespace kazasu::sim
