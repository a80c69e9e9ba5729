// The calendar of a run: which Japanese civil time it is when the engine's clock stands at some point.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "sim/time.h"

namespace kazasu::sim {

// Instants of the run's calendar, in milliseconds of UTC since 1970. A tag of its own: business rules and
// certificate validity read the calendar, measurement reads the engine, and neither is the wall clock.
struct CalendarClock {
  using duration = std::chrono::milliseconds;
  using rep = duration::rep;
  using period = duration::period;
  using time_point = std::chrono::time_point<CalendarClock>;
  static constexpr bool is_steady = true;
};
using Instant = CalendarClock::time_point;

// A civil date and time of day in Japan (UTC+9, no daylight saving).
struct CivilTime {
  std::chrono::year_month_day date;
  std::chrono::milliseconds time_of_day{};
  bool operator==(CivilTime const&) const = default;
};
CivilTime to_jst(Instant instant);
Instant from_jst(CivilTime civil);
std::chrono::year_month_day date_jst(Instant instant);

// "20241202" and "20241202083000", as the messages of the qualification system write dates and times.
std::string compact_date(std::chrono::year_month_day date);
std::string compact_date_time(Instant instant);
// "2024-12-02T08:30:00+09:00" (milliseconds only when there are any).
std::string iso_date_time(Instant instant);
// Reads "2024-12-02T08:30:00+09:00" and "2024-12-02T08:30:00.250+09:00"; the offset must be +09:00. Throws
// std::invalid_argument otherwise.
Instant parse_iso_date_time(std::string_view text);

// A start and a speed. `speed` calendar seconds pass in one second of the engine's clock.
class Calendar {
 public:
  Calendar() = default;
  Calendar(Instant start, std::uint32_t speed) : start_(start), speed_(speed) {}

  Instant at(TimePoint time) const {
    auto const elapsed = std::chrono::duration_cast<std::chrono::microseconds>(time.time_since_epoch());
    return start_ + std::chrono::duration_cast<std::chrono::milliseconds>(elapsed * speed_);
  }
  // The first point of the engine's clock at which the calendar shows `instant`; kRunStart when that is past.
  TimePoint when(Instant instant) const {
    if (instant <= start_) return kRunStart;
    auto const ahead = std::chrono::duration_cast<std::chrono::microseconds>(instant - start_);
    return kRunStart + (ahead + std::chrono::microseconds{speed_ - 1}) / speed_;
  }
  Instant start() const { return start_; }
  std::uint32_t speed() const { return speed_; }

 private:
  Instant start_{};
  std::uint32_t speed_ = 1;
};

}  // namespace kazasu::sim
