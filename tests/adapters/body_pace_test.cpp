#include "emulators/adapters/http/body_pace.h"

#include <gtest/gtest.h>

namespace kazasu::adapters {
namespace {

using namespace std::chrono_literals;

struct Pace : ::testing::Test {
  // Feeds so many bytes each second until it is too slow, for an hour at most; how long that went well.
  std::chrono::seconds lasts(std::uint64_t bytes_each_second) {
    auto pace = BodyPace{limits, begun};
    for (auto second = 1s; second <= 3600s; ++second) {
      if (pace.deadline() < begun + second) return second;
      pace.note(bytes_each_second, begun + second);
    }
    return 3600s;
  }

  PaceLimits limits{.window = 10s, .window_bytes = 1000, .bytes_a_second = 400};
  BodyPace::Clock::time_point begun{};
};

TEST_F(Pace, ASilentSenderHasOneWindow) {
  EXPECT_EQ((BodyPace{limits, begun}.deadline()), begun + 10s);
}

TEST_F(Pace, EachWindowBeginsWhenTheLastOneIsFull) {
  auto pace = BodyPace{limits, begun};
  pace.note(999, begun + 1s);
  EXPECT_EQ(pace.deadline(), begun + 10s);
  pace.note(1, begun + 2s);
  EXPECT_EQ(pace.deadline(), begun + 12s);
  pace.note(1'000'000, begun + 3s);
  EXPECT_EQ(pace.deadline(), begun + 13s) << "what came fast buys no silence";
  EXPECT_EQ(pace.received(), 1'001'000U);
}

TEST_F(Pace, TheWholeMayTakeLongerTheMoreHasCome) {
  auto pace = BodyPace{limits, begun};
  pace.note(1000, begun + 9s);
  EXPECT_EQ(pace.deadline(), begun + 12s + 500ms) << "a window, and what 1000 bytes take at 400 a second";
}

TEST_F(Pace, AnHonestSlowLineGoesOnAndATrickleDoesNot) {
  EXPECT_EQ(lasts(400), 3600s);
  EXPECT_LT(lasts(200), 30s);
  EXPECT_LT(lasts(50), 12s);
}

TEST_F(Pace, ALineOf128KilobitsPassesTheUsualLimits) {
  limits = {};
  EXPECT_EQ(lasts(16 * 1024), 3600s);
  EXPECT_LT(lasts(8 * 1024), 30s);
}

}  // namespace
}  // namespace kazasu::adapters
