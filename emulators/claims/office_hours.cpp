#include "emulators/claims/office_hours.h"

#include <algorithm>

namespace kazasu::claims {

namespace {

using std::chrono::sys_days;
using std::chrono::year_month_day;

constexpr auto kDeadlineDay = std::chrono::day{10};

std::uint16_t draw_share(sim::RandomStream& random) {
  return static_cast<std::uint16_t>(random.below(0x10000));
}

sim::Instant between(year_month_day day, std::chrono::minutes from, std::chrono::minutes to,
                     std::uint16_t share) {
  auto const span = std::chrono::milliseconds{to - from};
  return sim::from_jst({day, from + span * share / 0x10000});
}

}  // namespace

Attendance::Attendance(OfficeHours const& hours, sim::RandomStream& random)
    : comes_share_(draw_share(random)),
      leaves_share_(draw_share(random)),
      on_saturdays_(random.chance(hours.saturday_ppm)),
      on_sundays_(random.chance(hours.sunday_ppm)),
      for_the_deadline_(random.chance(hours.comes_in_ppm)) {}

bool Attendance::is_at_work(OfficeHours const& hours, year_month_day day) const {
  if (day.day() == kDeadlineDay && for_the_deadline_) return true;
  auto const weekday = std::chrono::weekday{sys_days{day}};
  auto const holiday = std::ranges::find(hours.holidays, day) != hours.holidays.end();
  if (weekday == std::chrono::Sunday || holiday) return on_sundays_;
  return weekday != std::chrono::Saturday || on_saturdays_;
}

sim::Instant Attendance::leaves(OfficeHours const& hours, year_month_day day, bool last_day) const {
  return last_day ? between(day, hours.leaves_last_day_from, hours.leaves_last_day_to, leaves_share_)
                  : between(day, hours.leaves_from, hours.leaves_to, leaves_share_);
}

sim::Instant Attendance::comes_next(OfficeHours const& hours, year_month_day day) const {
  do {
    day = year_month_day{sys_days{day} + std::chrono::days{1}};
  } while (!is_at_work(hours, day));
  return between(day, hours.comes_from, hours.comes_to, comes_share_);
}

}  // namespace kazasu::claims
