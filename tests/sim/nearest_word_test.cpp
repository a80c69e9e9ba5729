#include <gtest/gtest.h>

#include <array>
#include <string>
#include <string_view>

#include "sim/nearest_word.h"

namespace kazasu::sim {
namespace {

constexpr auto kWords = std::to_array<std::string_view>({"arrivals", "calendar", "card", "links"});

TEST(NearestWord, FindsSlipsOfTheKeyboard) {
  EXPECT_EQ(nearest_word("arivals", kWords), "arrivals");
  EXPECT_EQ(nearest_word("arrviasl", kWords), "arrivals");
  EXPECT_EQ(nearest_word("linsk", kWords), "links");
  EXPECT_EQ(nearest_word("calender", kWords), "calendar");
}

TEST(NearestWord, SaysNothingWhenNothingIsNear) {
  EXPECT_EQ(nearest_word("weather", kWords), "");
  EXPECT_EQ(nearest_word("", kWords), "");
  EXPECT_EQ(nearest_word(std::string(10'000, 'a'), kWords), "");
}

TEST(NearestWord, HintListsTheWordsWhenNoneIsNear) {
  EXPECT_EQ(hint("crad", kWords), " — did you mean 'card'?");
  EXPECT_EQ(hint("weather", kWords), " — expected arrivals, calendar, card or links");
  EXPECT_EQ(hint("weather", {}), "");
}

}  // namespace
}  // namespace kazasu::sim
