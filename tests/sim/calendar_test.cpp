#include "sim/calendar.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace kazasu::sim {
namespace {

using namespace std::chrono_literals;
using std::chrono::December;
using std::chrono::February;
using std::chrono::January;
using std::chrono::year_month_day;

constexpr year_month_day kMandate{std::chrono::year{2024}, December, std::chrono::day{2}};

TEST(Calendar, JapanIsNineHoursAhead) {
  auto const new_year = Instant{} + 0ms;
  auto const civil = to_jst(new_year);
  EXPECT_EQ(civil.date, (year_month_day{std::chrono::year{1970}, January, std::chrono::day{1}}));
  EXPECT_EQ(civil.time_of_day, 9h);
  EXPECT_EQ(from_jst(civil), new_year);
}

TEST(Calendar, TheDateChangesAtMidnightInJapan) {
  auto const before = parse_iso_date_time("2024-12-01T23:59:59.999+09:00");
  EXPECT_EQ(compact_date(date_jst(before)), "20241201");
  EXPECT_EQ(date_jst(before + 1ms), kMandate);
}

TEST(Calendar, InstantsBeforeTheEpochHaveADate) {
  auto const birth = from_jst({year_month_day{std::chrono::year{1935}, February, std::chrono::day{28}}, 12h});
  EXPECT_LT(birth, Instant{});
  EXPECT_EQ(compact_date_time(birth), "19350228120000");
  EXPECT_EQ(compact_date(date_jst(birth + 24h)), "19350301");
}

TEST(Calendar, WritesTheFormsOfTheMessages) {
  auto const morning = from_jst({kMandate, 8h + 30min});
  EXPECT_EQ(compact_date(kMandate), "20241202");
  EXPECT_EQ(compact_date_time(morning), "20241202083000");
  EXPECT_EQ(iso_date_time(morning), "2024-12-02T08:30:00+09:00");
  EXPECT_EQ(iso_date_time(morning + 50ms), "2024-12-02T08:30:00.050+09:00");
}

TEST(Calendar, ReadsWhatItWrites) {
  for (auto const* text : {"2024-12-02T08:30:00+09:00", "2024-02-29T23:59:59+09:00",
                           "2024-12-02T08:30:00.250+09:00", "1999-01-01T00:00:00.001+09:00"}) {
    EXPECT_EQ(iso_date_time(parse_iso_date_time(text)), text);
  }
}

TEST(Calendar, RefusesOtherForms) {
  for (auto const* text :
       {"", "2024-12-02", "2024-12-02T08:30:00Z", "2024-12-02T08:30:00+00:00", "2024-12-02 08:30:00+09:00",
        "2024-13-02T08:30:00+09:00", "2023-02-29T08:30:00+09:00", "2024-12-02T24:00:00+09:00",
        "2024-12-02T08:60:00+09:00", "2024-12-02T08:30:60+09:00", "2024-12-02T-8:30:00+09:00",
        "2024-12-02T08:-1:00+09:00", "2024-12-02T08:30:0x+09:00", "2024-12-02T08:30:00.-50+09:00",
        "2024-12-02T08:30:00,250+09:00", "2024-12-02T08:30:00.2+09:00", "-024-12-02T08:30:00+09:00"}) {
    EXPECT_THROW(parse_iso_date_time(text), std::invalid_argument) << text;
  }
}

TEST(Calendar, StandsAtItsStartWhenTheRunBegins) {
  auto const start = from_jst({kMandate, 8h});
  auto const calendar = Calendar{start, 1};
  EXPECT_EQ(calendar.at(kRunStart), start);
  EXPECT_EQ(calendar.at(kRunStart + 90s), start + 90s);
  EXPECT_EQ(calendar.at(kRunStart + 999us), start);  // whole milliseconds, never ahead
}

TEST(Calendar, RunsAtItsSpeed) {
  auto const start = from_jst({kMandate, 8h});
  auto const calendar = Calendar{start, 1440};  // the six days of the claims window in six minutes
  EXPECT_EQ(calendar.at(kRunStart + 6min), start + 6 * 24h);
  EXPECT_EQ(calendar.at(kRunStart + 1ms), start + 1440ms);
  EXPECT_EQ(calendar.speed(), 1440U);
}

TEST(Calendar, KnowsWhenAnInstantIsReached) {
  auto const start = from_jst({kMandate, 8h});
  for (auto const speed : {1U, 7U, 1440U}) {
    auto const calendar = Calendar{start, speed};
    EXPECT_EQ(calendar.when(start - 1s), kRunStart);
    EXPECT_EQ(calendar.when(start), kRunStart);
    for (auto const later : {1ms, 999ms, 1'000ms, 86'400'001ms}) {
      auto const when = calendar.when(start + later);
      EXPECT_GE(calendar.at(when), start + later);
      EXPECT_LT(calendar.at(when - 1us), start + later);
    }
  }
}

TEST(Calendar, AFastCalendarLastsForAMonth) {
  auto const calendar = Calendar{from_jst({kMandate, 0h}), 86'400};
  EXPECT_EQ(calendar.at(kRunStart + 24h * 31), from_jst({kMandate, 0h}) + 24h * 31 * 86'400);
}

TEST(Calendar, CrossesMonthEndsAndLeapDays) {
  auto const at = [](char const* from, std::chrono::hours later) {
    return compact_date(date_jst(parse_iso_date_time(from) + later));
  };
  EXPECT_EQ(at("2024-01-31T12:00:00+09:00", 24h), "20240201");
  EXPECT_EQ(at("2024-02-28T12:00:00+09:00", 24h), "20240229");
  EXPECT_EQ(at("2025-02-28T12:00:00+09:00", 24h), "20250301");
  EXPECT_EQ(at("2024-12-31T23:00:00+09:00", 1h), "20250101");
}

}  // namespace
}  // namespace kazasu::sim
