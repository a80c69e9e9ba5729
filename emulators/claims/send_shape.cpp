#include "emulators/claims/send_shape.h"

#include <algorithm>
#include <array>

#include "emulators/claims/claim_windows.h"

namespace kazasu::claims {

namespace {

using namespace std::chrono_literals;

constexpr auto kFirstDay = 5;
constexpr auto kDays = std::array{22.0, 14.0, 12.0, 15.0, 20.0, 17.0};  // the 5th to the 10th
constexpr auto kWeekend = 0.3;                                          // of a working day
// From 8 o'clock on; after 18 hours what is left of the day.
constexpr auto kHours =
    std::array{5.0, 14.0, 11.0, 9.0, 6.0, 12.0, 12.0, 11.0, 8.0, 5.0, 3.0, 2.0, 1.5, 1.0, 0.8, 0.7};
constexpr auto kOpensAt = 8;

double weight(std::chrono::year_month_day day, int hour) {
  auto const weekday = std::chrono::weekday{std::chrono::sys_days{day}}.c_encoding();
  auto const of_day = kDays[static_cast<unsigned>(day.day()) - kFirstDay];
  return of_day * kHours[static_cast<std::size_t>(hour - kOpensAt)] *
         (weekday == 0 || weekday == 6 ? kWeekend : 1.0);
}

}  // namespace

SendShape::SendShape(std::chrono::year_month month) {
  auto const windows = ClaimWindows{};
  auto sum = 0.0;
  for (auto number = 0U; number < kDays.size(); ++number) {
    auto const day = month / std::chrono::day{kFirstDay + number};
    for (auto hour = kOpensAt; hour < 24; ++hour) {
      auto const begins = sim::from_jst({day, std::chrono::hours{hour}});
      if (!windows.is_open(ClaimAction::kSend, begins)) continue;
      sum += weight(day, hour);
      hours_.push_back({begins, sum});
    }
  }
  for (auto& hour : hours_) hour.until /= sum;
}

sim::Instant SendShape::draw(sim::RandomStream& random) const {
  auto const place = static_cast<double>(random.next() >> 11U) * 0x1p-53;
  auto const hour = std::ranges::upper_bound(hours_, place, {}, &Hour::until);
  auto const& found = hour == hours_.end() ? hours_.back() : *hour;
  return found.begins + std::chrono::milliseconds{random.below(3'600'000)};
}

double SendShape::share(std::chrono::day day, int hour) const {
  auto before = 0.0;
  for (auto const& one : hours_) {
    auto const civil = sim::to_jst(one.begins);
    if (civil.date.day() == day && civil.time_of_day == std::chrono::hours{hour}) return one.until - before;
    before = one.until;
  }
  return 0;
}

}  // namespace kazasu::claims
