#include "emulators/claims/send_shape.h"

#include <gtest/gtest.h>

#include <array>
#include <stdexcept>

#include "emulators/claims/claim_windows.h"

namespace kazasu::claims {
namespace {

using namespace std::chrono_literals;

constexpr auto kJuly =
    std::chrono::year{2024} / std::chrono::July;  // the 5th is a Friday, the 10th a Wednesday

double share_of_day(SendShape const& shape, unsigned day) {
  auto sum = 0.0;
  for (auto hour = 0; hour < 24; ++hour) sum += shape.share(std::chrono::day{day}, hour);
  return sum;
}

TEST(SendShape, CrowdsOnTheOpeningDayAndTheDayBeforeTheDeadline) {
  auto const shape = SendShape{{.month = kJuly}};
  auto sum = 0.0;
  for (auto day = 5U; day <= 10U; ++day) sum += share_of_day(shape, day);
  EXPECT_NEAR(sum, 1.0, 1e-9);
  for (auto const other : {6U, 7U, 8U, 10U}) {
    EXPECT_GT(share_of_day(shape, 5), share_of_day(shape, other)) << other;
    EXPECT_GT(share_of_day(shape, 9), share_of_day(shape, other)) << other;
  }
  EXPECT_LT(share_of_day(shape, 7), share_of_day(shape, 6));  // Sunday and Saturday
}

TEST(SendShape, CrowdsAtThePublishedHours) {
  auto const shape = SendShape{{.month = kJuly}};
  auto const of_hour = [&](int hour) { return shape.share(std::chrono::day{9}, hour); };
  for (auto const busy : {9, 13, 14, 15}) {
    for (auto const quiet : {8, 12, 16, 17, 20, 23}) EXPECT_GT(of_hour(busy), of_hour(quiet));
  }
  EXPECT_EQ(shape.share(std::chrono::day{5}, 21), 0.0);
  EXPECT_GT(shape.share(std::chrono::day{8}, 21), 0.0);
  EXPECT_EQ(of_hour(7), 0.0);
}

TEST(SendShape, KeepsAwayOnHolidays) {
  constexpr auto kMay = std::chrono::year{2022} / std::chrono::May;
  auto const plain = SendShape{{.month = kMay}};
  auto const festive = SendShape{{.month = kMay, .holidays = {kMay / 5}}};
  EXPECT_LT(share_of_day(festive, 5), share_of_day(plain, 5) / 4);
  EXPECT_GT(share_of_day(festive, 6), share_of_day(plain, 6));  // then the first working day opens
}

TEST(SendShape, DrawsWhatItsSharesSay) {
  auto const shape = SendShape{{.month = kJuly}};
  auto const windows = ClaimWindows{};
  auto random = sim::RandomStream{1, "test", 0};
  constexpr auto kDraws = 100'000;
  auto days = std::array<double, 32>{};
  for (auto draw = 0; draw < kDraws; ++draw) {
    auto const at = shape.draw(random);
    ASSERT_TRUE(windows.is_open(ClaimAction::kSend, at));
    days.at(static_cast<unsigned>(sim::date_jst(at).day())) += 1.0 / kDraws;
  }
  // A share has a standard error of at most 0.0016; five of them.
  for (auto day = 5U; day <= 10U; ++day) EXPECT_NEAR(days.at(day), share_of_day(shape, day), 0.008) << day;
}

TEST(SendShape, LetsAShareWaitForTheOpening) {
  auto const shape = SendShape{{.month = kJuly, .waiting_at_opening_ppm = 300'000, .surge = 30s}};
  auto const opens = sim::from_jst({kJuly / 5, 8h});
  auto random = sim::RandomStream{1, "test", 0};
  auto waiting = 0;
  for (auto draw = 0; draw < 10'000; ++draw) {
    auto const at = shape.draw(random);
    ASSERT_GE(at, opens);
    if (at <= opens + 30s) ++waiting;
  }
  EXPECT_NEAR(waiting, 3'000, 240);  // five standard errors
}

TEST(SendShape, RefusesWhatCannotBe) {
  EXPECT_THROW(SendShape({.month = std::chrono::year{2024} / std::chrono::month{13}}), std::invalid_argument);
  EXPECT_THROW(SendShape({.month = kJuly, .even = -1}), std::invalid_argument);
  EXPECT_THROW(SendShape({.month = kJuly, .even = 0, .rush = 0}), std::invalid_argument);
  EXPECT_THROW(SendShape({.month = kJuly, .softening = 0h}), std::invalid_argument);
  EXPECT_THROW(SendShape({.month = kJuly, .to_the_last_day = 1.5}), std::invalid_argument);
}

}  // namespace
}  // namespace kazasu::claims
