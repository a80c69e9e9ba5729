#include "emulators/claims/office_hours.h"

#include <gtest/gtest.h>

namespace kazasu::claims {
namespace {

using namespace std::chrono_literals;

constexpr auto kApril = std::chrono::year{2022} / std::chrono::April;  // the 8th is a Friday

TEST(OfficeHours, ComeAndGoWithinTheirTimes) {
  auto const hours = OfficeHours{};
  for (auto institution = 0U; institution < 1'000; ++institution) {
    auto random = sim::RandomStream{1, "test", institution};
    auto const attendance = Attendance{hours, random};
    auto const comes = sim::to_jst(attendance.comes_next(hours, kApril / 5));
    EXPECT_EQ(comes.date, kApril / 6);
    EXPECT_GE(comes.time_of_day, hours.comes_from);
    EXPECT_LE(comes.time_of_day, hours.comes_to);
    auto const leaves = sim::to_jst(attendance.leaves(hours, kApril / 6, false));
    EXPECT_GE(leaves.time_of_day, hours.leaves_from);
    EXPECT_LE(leaves.time_of_day, hours.leaves_to);
    EXPECT_GE(attendance.leaves(hours, kApril / 10, true), sim::from_jst({kApril / 10, 19h}));
    EXPECT_LE(attendance.leaves(hours, kApril / 10, true), sim::from_jst({kApril / 11, {}}));
  }
}

TEST(OfficeHours, LeaveSomeAtHomeOnClosedDays) {
  auto const hours = OfficeHours{
      .saturday_ppm = 500'000, .sunday_ppm = 0, .comes_in_ppm = 200'000, .holidays = {kApril / 7}};
  constexpr auto kInstitutions = 10'000U;
  auto on_saturday = 0;
  auto on_the_tenth = 0;
  auto after_friday = 0;
  for (auto institution = 0U; institution < kInstitutions; ++institution) {
    auto random = sim::RandomStream{1, "test", institution};
    auto const attendance = Attendance{hours, random};
    EXPECT_TRUE(attendance.is_at_work(hours, kApril / 8));
    EXPECT_FALSE(attendance.is_at_work(hours, kApril / 7));  // a holiday
    EXPECT_FALSE(attendance.is_at_work(hours, kApril / 17));
    on_saturday += attendance.is_at_work(hours, kApril / 9);
    on_the_tenth += attendance.is_at_work(hours, kApril / 10);
    after_friday += sim::date_jst(attendance.comes_next(hours, kApril / 8)) == kApril / 11;
  }
  // Five standard errors.
  EXPECT_NEAR(on_saturday, 5'000, 250);
  EXPECT_NEAR(on_the_tenth, 2'000, 200);
  EXPECT_NEAR(after_friday, 4'000, 245);
}

}  // namespace
}  // namespace kazasu::claims
