// When institutions mean to send their claims: by day of the window, kind of day and hour.
#pragma once

#include <chrono>
#include <cstdint>
#include <vector>

#include "sim/calendar.h"
#include "sim/random.h"

namespace kazasu::claims {

// Published is only where they crowd: the opening day and the day before the deadline, 9 to 10 and 13 to 16
// o'clock (onlineseikyu.jp, Q1 on the ASP). The weights are ours, and inputs.
struct SendShapeSettings {
  std::chrono::year_month month{};
  std::vector<std::chrono::year_month_day> holidays = {};  // beside Saturdays and Sundays

  // An hour that begins at t has the weight diurnal x kind of day x (even + rush / (T - t + softening)), the
  // "deadline rush" of Alfi, Parisi and Pietronero (Nature Physics 3, 2007) on top of an even stream. T is
  // the end of the 10th for a share of institutions, and of the 9th for the others, who keep a day in hand.
  double even = 1.0;
  double rush = 40.0;                // hours
  std::chrono::hours softening{12};  // keeps the last hour finite
  double to_the_last_day = 0.3;      // share
  double opening_day = 1.6;          // the first day with people at work, times
  double saturday = 0.35;            // of a working day
  double sunday = 0.15;              // the same; holidays too

  // The opening surge: a share of all waits for 08:00 on the 5th and comes within so long after it.
  std::uint32_t waiting_at_opening_ppm = 0;
  std::chrono::seconds surge{60};
};

class SendShape {
 public:
  // Throws std::invalid_argument for a month that does not exist, or weights that are negative or all zero.
  explicit SendShape(SendShapeSettings const& settings);

  // An instant within the opening hours.
  sim::Instant draw(sim::RandomStream& random) const;
  // The share of all that is meant for that hour of that day, without the surge; 0 while it is closed.
  double share(std::chrono::day day, int hour) const;

 private:
  struct Hour {
    sim::Instant begins;
    double until;  // share of everything up to its end
  };
  std::vector<Hour> hours_;
  std::uint32_t waiting_ppm_;
  std::chrono::milliseconds surge_;
};

}  // namespace kazasu::claims
