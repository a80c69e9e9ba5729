// When somebody is at an institution to send claims.
#pragma once

#include <chrono>
#include <cstdint>
#include <vector>

#include "sim/calendar.h"
#include "sim/random.h"

namespace kazasu::claims {

// All figures are ours, and inputs. Times of day are uniform between the two ends.
struct OfficeHours {
  std::chrono::minutes comes_from{8 * 60 + 30};
  std::chrono::minutes comes_to{10 * 60};
  std::chrono::minutes leaves_from{17 * 60 + 30};
  std::chrono::minutes leaves_to{20 * 60};
  // On the 10th and on the last day of an extension.
  std::chrono::minutes leaves_last_day_from{19 * 60};
  std::chrono::minutes leaves_last_day_to{24 * 60};
  std::uint32_t saturday_ppm = 500'000;  // institutions at work on Saturdays
  std::uint32_t sunday_ppm = 30'000;     // on Sundays and holidays
  std::uint32_t comes_in_ppm = 200'000;  // the others, when a closed day is the 10th
  std::vector<std::chrono::year_month_day> holidays = {};
};

// One institution's habits, drawn once.
class Attendance {
 public:
  Attendance(OfficeHours const& hours, sim::RandomStream& random);

  bool is_at_work(OfficeHours const& hours, std::chrono::year_month_day day) const;
  // When its clerk leaves on that day.
  sim::Instant leaves(OfficeHours const& hours, std::chrono::year_month_day day, bool last_day) const;
  // When its clerk comes on the first day after `day` on which anybody is at work.
  sim::Instant comes_next(OfficeHours const& hours, std::chrono::year_month_day day) const;

 private:
  std::uint16_t comes_share_;   // of 65,536 between both ends
  std::uint16_t leaves_share_;  // the same
  bool on_saturdays_;
  bool on_sundays_;
  bool for_the_deadline_;
};

}  // namespace kazasu::claims
