// A calendar hung on the wall clock: how a server process shares a run's calendar.
#pragma once

#include <chrono>
#include <cstdint>

#include "sim/calendar.h"

namespace kazasu::harness {

class WallCalendar {
 public:
  // The calendar stands at `start` when the wall clock reads `anchor`, and runs `speed` times as fast.
  WallCalendar(sim::Instant start, std::uint32_t speed, std::chrono::system_clock::time_point anchor)
      : calendar_(start, speed), anchor_(anchor) {}

  std::uint32_t speed() const { return calendar_.speed(); }
  sim::Instant now() const {
    return calendar_.at(sim::TimePoint{std::chrono::system_clock::now() - anchor_});
  }

 private:
  sim::Calendar calendar_;
  std::chrono::system_clock::time_point anchor_;
};

}  // namespace kazasu::harness
