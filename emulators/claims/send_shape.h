// When institutions mean to send their claims: by day of the window, day of the week and hour.
#pragma once

#include <chrono>
#include <cstdint>
#include <vector>

#include "sim/calendar.h"
#include "sim/random.h"

namespace kazasu::claims {

// Published: institutions crowd on the opening day and on the day before the deadline, between 9 and 10 and
// between 13 and 16 o'clock (onlineseikyu.jp). The weights themselves are not public, and ours.
class SendShape {
 public:
  explicit SendShape(std::chrono::year_month month);

  // An instant within the opening hours.
  sim::Instant draw(sim::RandomStream& random) const;
  // The share of all that is meant for that hour of that day; 0 while it is closed.
  double share(std::chrono::day day, int hour) const;

 private:
  struct Hour {
    sim::Instant begins;
    double until;  // share of everything up to its end
  };
  std::vector<Hour> hours_;
};

}  // namespace kazasu::claims
