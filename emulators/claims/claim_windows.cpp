#include "emulators/claims/claim_windows.h"

#include <algorithm>

namespace kazasu::claims {

namespace {

using namespace std::chrono_literals;
using std::chrono::year_month_day;

constexpr auto kOpens = 8h;
constexpr auto kCloses = 21h;
constexpr auto kMidnight = 24h;
constexpr auto kFirstDay = 5U;
constexpr auto kFirstLateDay = 8U;
constexpr auto kDeadlineDay = 10U;
constexpr auto kLastCorrectionDay = 12U;

unsigned last_day_of(ClaimAction action, year_month_day day) {
  switch (action) {
    case ClaimAction::kSend:
      return kDeadlineDay;
    case ClaimAction::kCorrect:
      return kLastCorrectionDay;
    case ClaimAction::kTestSend:
    case ClaimAction::kDownload:
      break;
  }
  return static_cast<unsigned>(year_month_day{day.year() / day.month() / std::chrono::last}.day());
}

}  // namespace

ClaimWindows::Day ClaimWindows::hours_of(ClaimAction action, year_month_day day) const {
  auto const number = static_cast<unsigned>(day.day());
  auto hours = Day{};
  if (number >= kFirstDay && number <= last_day_of(action, day)) {
    auto const late = number >= kFirstLateDay && number <= kDeadlineDay && action != ClaimAction::kTestSend;
    hours = {.from = kOpens, .to = late ? kMidnight : kCloses};
  }
  if (!extension_ || action != ClaimAction::kSend || number <= kDeadlineDay) return hours;
  auto const end = sim::to_jst(*extension_);
  if (day.year() != end.date.year() || day.month() != end.date.month() || day > end.date) return hours;
  auto const last = day == end.date ? std::chrono::floor<std::chrono::minutes>(end.time_of_day) : kMidnight;
  return {.from = kOpens, .to = std::max<std::chrono::minutes>(last, kOpens)};
}

bool ClaimWindows::is_open(ClaimAction action, sim::Instant now) const {
  auto const civil = sim::to_jst(now);
  auto const hours = hours_of(action, civil.date);
  return civil.time_of_day >= hours.from && civil.time_of_day < hours.to;
}

sim::Instant ClaimWindows::next_opening(ClaimAction action, sim::Instant now) const {
  if (is_open(action, now)) return now;
  constexpr auto kLongest = 62;  // days, more than from one month's end to the next one's opening
  auto const today = sim::date_jst(now);
  for (auto ahead = 0; ahead <= kLongest; ++ahead) {
    auto const day = year_month_day{std::chrono::sys_days{today} + std::chrono::days{ahead}};
    auto const hours = hours_of(action, day);
    auto const opens = sim::from_jst({day, hours.from});
    if (hours.from < hours.to && opens > now) return opens;
  }
  return now;
}

sim::Instant ClaimWindows::automatic_confirmation(sim::Instant now) const {
  auto const today = sim::date_jst(now);
  return extended(sim::from_jst({today.year() / today.month() / std::chrono::day{kDeadlineDay}, kMidnight}));
}

sim::Instant ClaimWindows::closing(sim::Instant now) const {
  auto const today = sim::date_jst(now);
  return extended(
      sim::from_jst({today.year() / today.month() / std::chrono::day{kLastCorrectionDay}, kCloses}));
}

sim::Instant ClaimWindows::extended(sim::Instant end) const {
  if (!extension_) return end;
  auto const usual = sim::date_jst(end - 1ms);  // 24:00 is of the day before
  auto const later = sim::date_jst(*extension_ - 1ms);
  auto const same_month = later.year() == usual.year() && later.month() == usual.month();
  return same_month ? std::max(end, *extension_) : end;
}

}  // namespace kazasu::claims
