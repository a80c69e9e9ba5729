#include "scenarios/units.h"

#include <gtest/gtest.h>

#include <chrono>

namespace kazasu::scenarios {
namespace {

using namespace std::chrono_literals;

TEST(Units, DurationsAreExact) {
  EXPECT_EQ(parse_duration("250ms").value, 250ms);
  EXPECT_EQ(parse_duration("3s").value, 3s);
  EXPECT_EQ(parse_duration("1.5 s").value, 1500ms);
  EXPECT_EQ(parse_duration("2min").value, 2min);
  EXPECT_EQ(parse_duration("0.25 h").value, 15min);
  EXPECT_EQ(parse_duration("7us").value, 7us);
  EXPECT_EQ(parse_duration("9ns").value, 9ns);
  EXPECT_EQ(parse_duration("0s").value, 0s);
  EXPECT_EQ(parse_duration("0.1s").value, 100ms);
  EXPECT_EQ(parse_duration("42.500 ms").value, 42'500us);
  EXPECT_EQ(parse_duration("1.0ns").value, 1ns);
}

TEST(Units, DurationsSayWhatIsWrong) {
  EXPECT_EQ(parse_duration("").error, "expected a duration such as 250ms or 3s, found nothing");
  EXPECT_EQ(parse_duration("soon").error, "expected a duration such as 250ms or 3s, found 'soon'");
  EXPECT_EQ(parse_duration("-3s").error, "expected a duration such as 250ms or 3s, found '-3s'");
  EXPECT_EQ(parse_duration("1.s").error, "expected a duration such as 250ms or 3s, found '1.s'");
  EXPECT_EQ(parse_duration("30").error, "the duration '30' has no unit — expected ns, us, ms, s, min or h");
  EXPECT_EQ(parse_duration("30 m").error, "unknown unit 'm' in '30 m' — did you mean 'ms'?");
  EXPECT_EQ(parse_duration("30 days").error,
            "unknown unit 'days' in '30 days' — expected ns, us, ms, s, min or h");
  EXPECT_EQ(parse_duration("0.5ns").error, "the duration '0.5ns' is finer than one nanosecond");
  EXPECT_EQ(parse_duration("3000000h").error, "the duration '3000000h' is too long");
  EXPECT_FALSE(parse_duration("99999999999999999999s").value);
}

TEST(Units, Rates) {
  EXPECT_EQ(parse_rate("20/s").value, 20.0);
  EXPECT_EQ(parse_rate("600/min").value, 10.0);
  EXPECT_EQ(parse_rate("1800 / h").value, 0.5);
  EXPECT_EQ(parse_rate("2.5/s").value, 2.5);
  EXPECT_EQ(parse_rate("20").error, "the rate '20' has no unit — expected /s, /min or /h");
  EXPECT_EQ(parse_rate("20/sec").error, "unknown unit '/sec' in '20/sec' — expected /s, /min or /h");
  EXPECT_EQ(parse_rate("20/mim").error, "unknown unit '/mim' in '20/mim' — did you mean '/min'?");
  EXPECT_EQ(parse_rate("fast").error, "expected a rate such as 20/s or 600/min, found 'fast'");
}

TEST(Units, Shares) {
  EXPECT_EQ(parse_share("2 %").value, 0.02);
  EXPECT_EQ(parse_share("0.02").value, 0.02);
  EXPECT_EQ(parse_share("100%").value, 1.0);
  EXPECT_EQ(parse_share("0").value, 0.0);
  EXPECT_EQ(parse_share("101 %").error,
            "the share '101 %' is more than the whole — expected 0 to 1 or 0 % to 100 %");
  EXPECT_EQ(parse_share("2 ‰").error, "unknown unit '‰' in '2 ‰' — expected %");
  EXPECT_EQ(parse_share("few").error, "expected a share such as 2 % or 0.02, found 'few'");
}

TEST(Units, WholeAndDecimalNumbers) {
  EXPECT_EQ(parse_integer("18446744073709551615").value, 18446744073709551615U);
  EXPECT_FALSE(parse_integer("18446744073709551616").value);
  EXPECT_EQ(parse_integer("1.5").error, "expected a whole number, found '1.5'");
  EXPECT_EQ(parse_integer("").error, "expected a whole number, found nothing");
  EXPECT_EQ(parse_number("0.47").value, 0.47);
  EXPECT_EQ(parse_number("0.47s").error, "expected a number such as 0.47, found '0.47s'");
}

TEST(Units, DurationsAreWrittenInTheLargestUnitThatReadsWell) {
  EXPECT_EQ(duration_text(0s), "0 s");
  EXPECT_EQ(duration_text(1500ms), "1.5 s");
  EXPECT_EQ(duration_text(90s), "90 s");
  EXPECT_EQ(duration_text(2min), "2 min");
  EXPECT_EQ(duration_text(24h), "24 h");
  EXPECT_EQ(duration_text(42'500us), "42.5 ms");
  EXPECT_EQ(duration_text(1'000'001ns), "1000.001 us");
}

}  // namespace
}  // namespace kazasu::scenarios
