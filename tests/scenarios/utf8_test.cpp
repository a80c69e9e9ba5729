#include <gtest/gtest.h>

#include <string_view>

#include "scenarios/utf8.h"

namespace kazasu::scenarios {
namespace {

TEST(Utf8, AcceptsWhatTheStandardAccepts) {
  EXPECT_FALSE(first_bad_byte("plain\ttext\r\n"));
  EXPECT_FALSE(first_bad_byte("訪問看護 \xF0\x9F\x8F\xA5 \xF4\x8F\xBF\xBF"));
  EXPECT_EQ(characters("訪問 a"), 4U);
}

TEST(Utf8, RefusesWhatItForbids) {
  EXPECT_EQ(first_bad_byte("ab\xC0\x80"), 2U);        // overlong NUL
  EXPECT_EQ(first_bad_byte("\xE0\x80\xAF"), 0U);      // overlong slash
  EXPECT_EQ(first_bad_byte("a\xED\xA0\x80"), 1U);     // surrogate
  EXPECT_EQ(first_bad_byte("\xF4\x90\x80\x80"), 0U);  // beyond U+10FFFF
  EXPECT_EQ(first_bad_byte("a\x96K\x96\xE2"), 1U);    // Shift_JIS
  EXPECT_EQ(first_bad_byte("\xE8\xA8"), 0U);          // cut short
  EXPECT_EQ(first_bad_byte(std::string_view{"a\0b", 3}), 1U);
  EXPECT_EQ(first_bad_byte("a\x1B[31m"), 1U);
}

}  // namespace
}  // namespace kazasu::scenarios
