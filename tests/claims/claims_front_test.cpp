#include "emulators/claims/claims_front.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace kazasu::claims {
namespace {

using namespace std::chrono_literals;

auto const kNine = sim::parse_iso_date_time("2022-05-09T09:00:00+09:00");

FrontModel two_workers() {
  return {.workers = 2,
          .service = sim::Distribution::constant(20s),
          .longest_queue = 5,
          .time_out = std::chrono::milliseconds{60s},
          .given_up_ppm = 0};
}

TEST(ClaimsFront, ServesInTheOrderOfComingAndTimesOutWithTheWorkDone) {
  auto front = ClaimsFront{two_workers(), {}, 1};
  for (auto const answered : {20s, 20s, 40s, 40s, 60s, 60s}) {
    auto const answer = front.enter(kNine);
    EXPECT_EQ(answer.outcome, FrontOutcome::kServed);
    EXPECT_EQ(answer.answered_at, kNine + answered);
    EXPECT_EQ(answer.wait, answered - 20s);
  }
  EXPECT_EQ(front.waiting(kNine), 4U);
  auto const late = front.enter(kNine);
  EXPECT_EQ(late.outcome, FrontOutcome::kTimedOut);
  EXPECT_EQ(late.answered_at, kNine + 60s);
  EXPECT_EQ(front.wasted(), 1U);
  EXPECT_EQ(front.enter(kNine).outcome, FrontOutcome::kTurnedAway);  // five wait
  EXPECT_EQ(front.waiting(kNine + 20s), 3U);
  // The worker did what nobody waited for any more: the next one waits behind it.
  EXPECT_EQ(front.enter(kNine + 60s).answered_at, kNine + 80s);
  EXPECT_EQ(front.enter(kNine + 60s).answered_at, kNine + 100s);
}

TEST(ClaimsFront, DropsWhatWasGivenUpWhereTheGatewaySeesIt) {
  auto model = two_workers();
  model.longest_queue = 100;
  model.given_up_ppm = 1'000'000;
  auto front = ClaimsFront{model, {}, 1};
  for (auto served = 0; served < 6; ++served) front.enter(kNine);
  for (auto dropped = 0; dropped < 10; ++dropped) {
    EXPECT_EQ(front.enter(kNine).outcome, FrontOutcome::kTimedOut);
  }
  EXPECT_EQ(front.waiting(kNine), 4U);
  EXPECT_EQ(front.wasted(), 0U);
  EXPECT_EQ(front.enter(kNine + 60s).answered_at, kNine + 80s);
}

TEST(ClaimsFront, TurnsAwayWhileItIsClosed) {
  auto front =
      ClaimsFront{two_workers(), {{.kind = FrontFault::Kind::kClosed, .from = kNine, .to = kNine + 1h}}, 1};
  EXPECT_EQ(front.enter(kNine - 1s).outcome, FrontOutcome::kServed);
  auto const answer = front.enter(kNine);
  EXPECT_EQ(answer.outcome, FrontOutcome::kTurnedAway);
  EXPECT_EQ(answer.answered_at, kNine);
  EXPECT_EQ(front.enter(kNine + 1h).outcome, FrontOutcome::kServed);
}

TEST(ClaimsFront, KeepsSomeOfItsWorkersWhileItIsDegraded) {
  auto const fault =
      FrontFault{.kind = FrontFault::Kind::kDegraded, .from = kNine, .to = kNine + 30s, .workers = 1};
  auto front = ClaimsFront{two_workers(), {fault}, 1};
  EXPECT_EQ(front.enter(kNine).answered_at, kNine + 20s);
  EXPECT_EQ(front.enter(kNine).answered_at, kNine + 40s);
  EXPECT_EQ(front.wait(kNine), 30s);
  EXPECT_EQ(front.enter(kNine).answered_at, kNine + 50s);  // by the other worker, which is back
  EXPECT_EQ(front.enter(kNine).answered_at, kNine + 60s);
}

TEST(ClaimsFront, RefusesWhatCannotWork) {
  auto without_workers = two_workers();
  without_workers.workers = 0;
  EXPECT_THROW(ClaimsFront(without_workers, {}, 1), std::invalid_argument);
  auto without_time = two_workers();
  without_time.time_out = 0ms;
  EXPECT_THROW(ClaimsFront(without_time, {}, 1), std::invalid_argument);
  EXPECT_THROW(ClaimsFront(two_workers(), {{.from = kNine, .to = kNine - 1s}}, 1), std::invalid_argument);
  auto const nobody =
      FrontFault{.kind = FrontFault::Kind::kDegraded, .from = kNine, .to = kNine + 1s, .workers = 0};
  EXPECT_THROW(ClaimsFront(two_workers(), {nobody}, 1), std::invalid_argument);
}

}  // namespace
}  // namespace kazasu::claims
