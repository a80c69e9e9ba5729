#include "reports/display.h"

#include <gtest/gtest.h>

namespace kazasu::reports {
namespace {

TEST(Display, WritesTimesWithThreeDigits) {
  EXPECT_EQ(ms_text(0), "0");
  EXPECT_EQ(ms_text(0.1234), "0.123");
  EXPECT_EQ(ms_text(1.234), "1.23");
  EXPECT_EQ(ms_text(99.96), "100");
  EXPECT_EQ(ms_text(12345678), "12,345,678");
  EXPECT_EQ(duration_text(0.5), "0.500 ms");
  EXPECT_EQ(duration_text(999.6), "1.00 s");
  EXPECT_EQ(duration_text(60'000), "60.0 s");
  EXPECT_EQ(duration_text(125'000), "2 min 05 s");
  EXPECT_EQ(duration_text(12'000'000), "3 h 20 min");
}

TEST(Display, NeverWritesNothingForAShareAboveZero) {
  EXPECT_EQ(percent_text(0), "0 %");
  EXPECT_EQ(percent_text(0.0075), "0.75 %");
  EXPECT_EQ(percent_text(1e-9), "< 0.001 %");
  EXPECT_EQ(percent_text(1), "100 %");
}

TEST(Display, WritesChangesWithTheirSign) {
  EXPECT_EQ(change_text(100, 103.1), "+3.1 %");
  EXPECT_EQ(change_text(100, 50), "\u221250.0 %");
  EXPECT_EQ(change_text(0, 5), "-");
}

TEST(Display, DropsZerosOfBareFigures) {
  EXPECT_EQ(value_text(0.0075), "0.0075");
  EXPECT_EQ(value_text(0.01), "0.01");
  EXPECT_EQ(value_text(0), "0");
  EXPECT_EQ(value_text(4000), "4,000");
}

TEST(Display, CountsColumnsOfEastAsianText) {
  EXPECT_EQ(display_width("abc"), 3U);
  EXPECT_EQ(display_width("同意"), 4U);
  EXPECT_EQ(display_width("カード"), 6U);
  EXPECT_EQ(display_width("ｶ"), 1U);         // half-width kana
  EXPECT_EQ(display_width("か\u3099"), 2U);  // a combining voiced mark
  EXPECT_EQ(display_width("p99 → 再照会"), 12U);
  EXPECT_EQ(pad_right("同意", 6), "同意  ");
  EXPECT_EQ(pad_left("同意", 6), "  同意");
  EXPECT_EQ(pad_left("資格確認", 3), "資格確認");
}

TEST(Display, SurvivesBytesThatAreNotUtf8) {
  EXPECT_LE(display_width("\xff\xe3"), 2U);
  EXPECT_EQ(pad_right("\xe3", 2).size(), 2U);
}

TEST(Display, BreaksLinesAtSpacesAndBetweenWideCharacters) {
  EXPECT_EQ(wrapped("one two three", 8, ""), "one two\nthree\n");
  EXPECT_EQ(wrapped("資格確認", 6, "! "), "! 資格\n  確認\n");
  EXPECT_EQ(wrapped("", 10, "! "), "! \n");
}

}  // namespace
}  // namespace kazasu::reports
