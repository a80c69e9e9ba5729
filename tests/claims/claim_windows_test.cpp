#include "emulators/claims/claim_windows.h"

#include <gtest/gtest.h>

namespace kazasu::claims {
namespace {

sim::Instant at(char const* text) {
  return sim::parse_iso_date_time(std::string{text} + "+09:00");
}

TEST(ClaimWindows, FollowThePayersSchedule) {
  auto const windows = ClaimWindows{};
  for (auto const* open :
       {"2025-01-05T08:00:00", "2025-01-07T20:59:59", "2025-01-08T23:59:59", "2025-01-10T23:59:59"}) {
    EXPECT_TRUE(windows.is_open(ClaimAction::kSend, at(open))) << open;
  }
  for (auto const* closed : {"2025-01-04T12:00:00", "2025-01-05T07:59:59", "2025-01-07T21:00:00",
                             "2025-01-11T00:00:00", "2025-01-11T09:00:00"}) {
    EXPECT_FALSE(windows.is_open(ClaimAction::kSend, at(closed))) << closed;
  }
  EXPECT_TRUE(windows.is_open(ClaimAction::kCorrect, at("2025-01-12T20:59:59")));
  EXPECT_FALSE(windows.is_open(ClaimAction::kCorrect, at("2025-01-12T21:00:00")));
  EXPECT_TRUE(windows.is_open(ClaimAction::kCorrect, at("2025-01-10T23:00:00")));
  EXPECT_FALSE(windows.is_open(ClaimAction::kTestSend, at("2025-01-10T21:00:00")));
  EXPECT_TRUE(windows.is_open(ClaimAction::kTestSend, at("2025-02-28T20:00:00")));
  EXPECT_TRUE(windows.is_open(ClaimAction::kDownload, at("2025-01-31T20:00:00")));
}

TEST(ClaimWindows, SayWhenTheyOpen) {
  auto const windows = ClaimWindows{};
  EXPECT_EQ(windows.next_opening(ClaimAction::kSend, at("2025-01-07T12:00:00")), at("2025-01-07T12:00:00"));
  EXPECT_EQ(windows.next_opening(ClaimAction::kSend, at("2025-01-07T21:30:00")), at("2025-01-08T08:00:00"));
  EXPECT_EQ(windows.next_opening(ClaimAction::kSend, at("2025-01-31T09:00:00")), at("2025-02-05T08:00:00"));
  EXPECT_EQ(windows.next_opening(ClaimAction::kCorrect, at("2025-01-10T23:59:59")),
            at("2025-01-10T23:59:59"));
  EXPECT_EQ(windows.next_opening(ClaimAction::kCorrect, at("2025-12-13T00:00:00")),
            at("2026-01-05T08:00:00"));
}

TEST(ClaimWindows, OpenLongerWhenTheOperatorExtendsThem) {
  auto const windows = ClaimWindows{at("2022-05-12T21:00:00")};
  EXPECT_TRUE(windows.is_open(ClaimAction::kSend, at("2022-05-11T23:00:00")));
  EXPECT_TRUE(windows.is_open(ClaimAction::kSend, at("2022-05-12T20:59:59")));
  EXPECT_FALSE(windows.is_open(ClaimAction::kSend, at("2022-05-12T21:00:00")));
  EXPECT_FALSE(windows.is_open(ClaimAction::kSend, at("2022-05-11T07:00:00")));
  EXPECT_FALSE(windows.is_open(ClaimAction::kSend, at("2022-06-11T12:00:00")));
  EXPECT_EQ(windows.automatic_confirmation(at("2022-05-06T12:00:00")), at("2022-05-12T21:00:00"));
  EXPECT_EQ(windows.automatic_confirmation(at("2022-06-06T12:00:00")), at("2022-06-11T00:00:00"));
}

}  // namespace
}  // namespace kazasu::claims
