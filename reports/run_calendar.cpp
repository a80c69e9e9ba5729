#include "reports/run_calendar.h"

#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <stdexcept>

#include "reports/display.h"

namespace kazasu::reports {

namespace {

using std::chrono::days;
using std::chrono::minutes;

constexpr auto kMonths =
    std::to_array<std::string_view>({"January", "February", "March", "April", "May", "June", "July", "August",
                                     "September", "October", "November", "December"});
constexpr auto kDays = std::to_array<std::string_view>({"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"});
constexpr auto kDaysJapanese = std::to_array<std::string_view>({"日", "月", "火", "水", "木", "金", "土"});

std::string two_digits(std::int64_t value) {
  return (value < 10 ? "0" : "") + std::to_string(value);
}

std::string hours_text(double hours) {
  return fixed_text(hours, 1) + " h";
}

// A number of `length` digits; nothing for anything else.
std::optional<unsigned> digits_at(std::string_view text, std::size_t from, std::size_t length) {
  if (text.size() < from + length) return std::nullopt;
  auto value = 0U;
  auto const* end = text.data() + from + length;
  auto const read = std::from_chars(text.data() + from, end, value);
  if (read.ec != std::errc{} || read.ptr != end) return std::nullopt;
  return value;
}

}  // namespace

struct RunCalendar::Moment {
  std::chrono::year_month_day date;
  std::chrono::weekday weekday;
  std::string time;  // "08:00"
};

RunCalendar::RunCalendar(std::string_view start) {
  try {
    start_ = sim::parse_iso_date_time(start);
  } catch (std::invalid_argument const&) {
    start_.reset();
  }
}

RunCalendar::Moment RunCalendar::moment(double hours, bool ends) const {
  auto const whole = minutes{std::llround(hours * 60)};
  auto civil = sim::to_jst(start_.value() + whole);
  auto time = std::chrono::duration_cast<minutes>(civil.time_of_day);
  auto day = std::chrono::sys_days{civil.date};
  if (ends && time == minutes{0}) {
    day -= days{1};
    time = days{1};
  }
  auto const clock = two_digits(time.count() / 60) + ":" + two_digits(time.count() % 60);
  return {std::chrono::year_month_day{day}, std::chrono::weekday{day}, clock};
}

std::string RunCalendar::day_of(Moment const& moment, Language language) {
  auto const month = static_cast<unsigned>(moment.date.month());
  auto const day = std::to_string(static_cast<unsigned>(moment.date.day()));
  auto const weekday = moment.weekday.c_encoding();
  auto out = std::string{};
  if (language == Language::kJapanese) {
    out.append(std::to_string(month)).append("月").append(day).append("日(");
    return out.append(kDaysJapanese.at(weekday)).append(")");
  }
  return out.append(kDays.at(weekday)).append(" ").append(day).append(" ").append(kMonths.at(month - 1));
}

std::string RunCalendar::from(double hours, Language language) const {
  if (!start_) return hours_text(hours);
  auto const at = moment(hours, false);
  return day_of(at, language) + " " + at.time;
}

std::string RunCalendar::until(double hours, Language language) const {
  if (!start_) return hours_text(hours);
  auto const at = moment(hours, true);
  return day_of(at, language) + " " + at.time;
}

std::string RunCalendar::range(double from_h, double to_h, Language language) const {
  auto const between = std::string{language == Language::kJapanese ? "～" : " to "};
  if (!start_) return hours_text(from_h) + between + hours_text(to_h);
  auto const first = moment(from_h, false);
  auto const last = moment(to_h, true);
  return from(from_h, language) + between +
         (first.date == last.date ? last.time : day_of(last, language) + " " + last.time);
}

std::optional<std::int64_t> RunCalendar::start_ms() const {
  if (!start_) return std::nullopt;
  auto const civil = sim::to_jst(*start_);
  auto const since = std::chrono::sys_days{civil.date}.time_since_epoch() + civil.time_of_day;
  return std::chrono::duration_cast<std::chrono::milliseconds>(since).count();
}

std::string month_name(std::string_view month, Language language) {
  auto const year = digits_at(month, 0, 4);
  auto const number = digits_at(month, 5, 2);
  if (month.size() != 7 || month[4] != '-' || !year || !number || *number < 1 || *number > 12) {
    return std::string{month};
  }
  if (language == Language::kJapanese) {
    return std::to_string(*year) + "年" + std::to_string(*number) + "月";
  }
  return std::string{kMonths.at(*number - 1)} + " " + std::to_string(*year);
}

}  // namespace kazasu::reports
