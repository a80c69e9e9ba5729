#include "reports/run_calendar.h"

#include <gtest/gtest.h>

namespace kazasu::reports {
namespace {

constexpr auto kStart = "2025-06-05T08:00:00+09:00";

TEST(RunCalendar, NamesDaysAndTimes) {
  auto const calendar = RunCalendar{kStart};
  EXPECT_EQ(calendar.from(0, Language::kEnglish), "Thu 5 June 08:00");
  EXPECT_EQ(calendar.from(96 + 2.5, Language::kEnglish), "Mon 9 June 10:30");
  EXPECT_EQ(calendar.from(96 + 2.5, Language::kJapanese), "6月9日(月) 10:30");
  EXPECT_EQ(calendar.from(1.0 / 6, Language::kEnglish), "Thu 5 June 08:10");
}

TEST(RunCalendar, EndsADayAtTwentyFour) {
  auto const calendar = RunCalendar{kStart};
  EXPECT_EQ(calendar.from(136, Language::kEnglish), "Wed 11 June 00:00");
  EXPECT_EQ(calendar.until(136, Language::kEnglish), "Tue 10 June 24:00");
  EXPECT_EQ(calendar.range(120, 136, Language::kEnglish), "Tue 10 June 08:00 to 24:00");
  EXPECT_EQ(calendar.range(136, 181, Language::kJapanese), "6月11日(水) 00:00～6月12日(木) 21:00");
}

TEST(RunCalendar, CrossesMonthsAndYears) {
  auto const calendar = RunCalendar{"2024-12-31T23:00:00+09:00"};
  EXPECT_EQ(calendar.from(1.5, Language::kEnglish), "Wed 1 January 00:30");
}

TEST(RunCalendar, ReadsTheStartAsItStands) {
  EXPECT_EQ(RunCalendar{"1970-01-02T00:00:00+09:00"}.start_ms(), 86'400'000);
}

TEST(RunCalendar, CountsHoursWithoutAStart) {
  auto const calendar = RunCalendar{""};
  EXPECT_EQ(calendar.from(12.25, Language::kEnglish), "12.2 h");
  EXPECT_EQ(calendar.range(1, 2, Language::kEnglish), "1.0 h to 2.0 h");
  EXPECT_FALSE(calendar.start_ms().has_value());
}

TEST(RunCalendar, NamesMonths) {
  EXPECT_EQ(month_name("2025-06", Language::kEnglish), "June 2025");
  EXPECT_EQ(month_name("2025-06", Language::kJapanese), "2025年6月");
  for (auto const* text : {"", "2025-13", "2025-00", "2025/06", "2025-6", "20x5-06", "2025-06-01"}) {
    EXPECT_EQ(month_name(text, Language::kEnglish), text);
  }
}

}  // namespace
}  // namespace kazasu::reports
