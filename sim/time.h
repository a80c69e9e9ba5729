// Time as the engine counts it: integer nanoseconds since the run began.
#pragma once

#include <chrono>

namespace kazasu::sim {

// The tag that keeps engine time apart from every wall clock. It has no now(): only an Engine
// can tell the time, so that nothing reads one clock and waits on another.
struct EngineClock {
  using duration = std::chrono::nanoseconds;
  using rep = duration::rep;
  using period = duration::period;
  using time_point = std::chrono::time_point<EngineClock>;
  static constexpr bool is_steady = true;
};

using Duration = EngineClock::duration;
using TimePoint = EngineClock::time_point;

inline constexpr TimePoint kRunStart{};
inline constexpr TimePoint kNever = TimePoint::max();

// `start + wait`, clipped to kNever where the sum would leave the range.
constexpr TimePoint saturating_add(TimePoint start, Duration wait) {
  if (wait > Duration::zero() && start > kNever - wait) return kNever;
  return start + wait;
}

}  // namespace kazasu::sim
