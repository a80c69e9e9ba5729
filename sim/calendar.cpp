#include "sim/calendar.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <stdexcept>

namespace kazasu::sim {

namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::sys_days;
using std::chrono::year_month_day;

constexpr auto kJapanOffset = hours{9};

struct ClockFields {
  int hour, minute, second, millisecond;
};
ClockFields split(milliseconds time_of_day) {
  auto const count = static_cast<int>(time_of_day.count());
  return {count / 3'600'000, count / 60'000 % 60, count / 1000 % 60, count % 1000};
}

// Zero or positive; a sign is not a digit. -1 when anything else stands there.
int digits(std::string_view text, std::size_t offset, std::size_t count) {
  auto value = 0;
  for (auto const character : text.substr(offset, count)) {
    if (character < '0' || character > '9') return -1;
    value = value * 10 + (character - '0');
  }
  return value;
}

}  // namespace

CivilTime to_jst(Instant instant) {
  auto const local = instant.time_since_epoch() + kJapanOffset;
  auto const day = std::chrono::floor<days>(local);
  return {year_month_day{sys_days{day}}, std::chrono::duration_cast<milliseconds>(local - day)};
}

Instant from_jst(CivilTime civil) {
  return Instant{sys_days{civil.date}.time_since_epoch() + civil.time_of_day - kJapanOffset};
}

year_month_day date_jst(Instant instant) {
  return to_jst(instant).date;
}

std::string compact_date(year_month_day date) {
  auto text = std::array<char, 16>{};
  std::snprintf(text.data(), text.size(), "%04d%02u%02u", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  return text.data();
}

std::string compact_date_time(Instant instant) {
  auto const civil = to_jst(instant);
  auto const clock = split(civil.time_of_day);
  auto text = std::array<char, 16>{};
  std::snprintf(text.data(), text.size(), "%02d%02d%02d", clock.hour, clock.minute, clock.second);
  return compact_date(civil.date) + text.data();
}

std::string iso_date_time(Instant instant) {
  auto const civil = to_jst(instant);
  auto const clock = split(civil.time_of_day);
  auto text = std::array<char, 48>{};
  std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02d",
                static_cast<int>(civil.date.year()), static_cast<unsigned>(civil.date.month()),
                static_cast<unsigned>(civil.date.day()), clock.hour, clock.minute, clock.second);
  auto result = std::string{text.data()};
  if (clock.millisecond != 0) {
    std::snprintf(text.data(), text.size(), ".%03d", clock.millisecond);
    result += text.data();
  }
  return result + "+09:00";
}

Instant parse_iso_date_time(std::string_view text) {
  auto const fail = [] { throw std::invalid_argument("expected a time like 2024-12-02T08:30:00+09:00"); };
  auto const plain = text.size() == 25;
  if (!(plain || (text.size() == 29 && text[19] == '.')) || !text.ends_with("+09:00") || text[4] != '-' ||
      text[7] != '-' || text[10] != 'T' || text[13] != ':' || text[16] != ':') {
    fail();
  }
  auto const year = digits(text, 0, 4);
  auto const month = digits(text, 5, 2);
  auto const day = digits(text, 8, 2);
  auto const hour = digits(text, 11, 2);
  auto const minute = digits(text, 14, 2);
  auto const second = digits(text, 17, 2);
  auto const millisecond = plain ? 0 : digits(text, 20, 3);
  if (std::min({year, month, day, hour, minute, second, millisecond}) < 0) fail();
  auto const date = year_month_day{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                                   std::chrono::day{static_cast<unsigned>(day)}};
  if (!date.ok() || hour > 23 || minute > 59 || second > 59) fail();
  return from_jst({date, hours{hour} + std::chrono::minutes{minute} + std::chrono::seconds{second} +
                             milliseconds{millisecond}});
}

}  // namespace kazasu::sim
