#include "emulators/claims/asp_queue.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace kazasu::claims {
namespace {

using namespace std::chrono_literals;

auto const kNine = sim::parse_iso_date_time("2022-04-08T09:00:00+09:00");
constexpr auto kModel = AspModel{.servers = 2, .fixed = 10min, .per_file = 60s, .per_receipt = 1s};

TEST(AspQueue, IsServedInTheOrderOfComing) {
  auto queue = AspQueue{kModel, {}};
  EXPECT_EQ(queue.enter(kNine, 30), kNine + 90s + 10min);
  EXPECT_EQ(queue.enter(kNine, 0), kNine + 60s + 10min);
  EXPECT_EQ(queue.enter(kNine, 0), kNine + 120s + 10min);  // behind the second
  EXPECT_EQ(queue.enter(kNine, 0), kNine + 150s + 10min);  // behind the first
  EXPECT_EQ(queue.waiting(kNine), 4U);
  EXPECT_EQ(queue.waiting(kNine + 60s + 10min), 3U);
  EXPECT_EQ(queue.waiting(kNine + 1h), 0U);
  EXPECT_EQ(queue.enter(kNine + 1h, 0), kNine + 1h + 60s + 10min);
}

TEST(AspQueue, StandsStillWhileItIsStopped) {
  auto queue = AspQueue{kModel, {{.kind = AspFault::Kind::kStopped, .from = kNine + 30s, .to = kNine + 2h}}};
  EXPECT_EQ(queue.enter(kNine, 0), kNine + 60s + 10min);  // begun before
  EXPECT_EQ(queue.enter(kNine + 40s, 0), kNine + 2h + 60s + 10min);
  EXPECT_EQ(queue.enter(kNine + 40s, 0), kNine + 2h + 60s + 10min);
  EXPECT_EQ(queue.enter(kNine + 40s, 0), kNine + 2h + 120s + 10min);
}

TEST(AspQueue, HasOneServerWhenTheLoadIsNotShared) {
  auto queue = AspQueue{kModel, {{.kind = AspFault::Kind::kOneServer, .from = kNine, .to = kNine + 3min}}};
  EXPECT_EQ(queue.enter(kNine, 0), kNine + 1min + 10min);
  EXPECT_EQ(queue.enter(kNine, 0), kNine + 2min + 10min);
  EXPECT_EQ(queue.enter(kNine, 0), kNine + 3min + 10min);
  EXPECT_EQ(queue.enter(kNine, 0), kNine + 4min + 10min);  // one of both, and now the other helps
  EXPECT_EQ(queue.enter(kNine, 0), kNine + 4min + 10min);
}

TEST(AspQueue, RefusesWhatCannotWork) {
  EXPECT_THROW(AspQueue({.servers = 0}, {}), std::invalid_argument);
  EXPECT_THROW(AspQueue(kModel, {{.from = kNine, .to = kNine - 1s}}), std::invalid_argument);
}

}  // namespace
}  // namespace kazasu::claims
