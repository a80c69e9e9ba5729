#include "emulators/claims/retry_policy.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace kazasu::claims {
namespace {

using namespace std::chrono_literals;

RetryPolicy policy(RetryKind kind) {
  return {.kind = kind,
          .pause = std::chrono::milliseconds{10s},
          .longest_pause = std::chrono::milliseconds{60s},
          .most_retries = 0,
          .budget_ppm = 500'000,
          .most_saved = 2};
}

TEST(RetryPolicy, HasANameForEachKind) {
  for (auto const name : retry_kind_names()) {
    auto const kind = retry_kind(name);
    ASSERT_TRUE(kind);
    EXPECT_EQ(name_of(*kind), name);
  }
  EXPECT_EQ(retry_kind_names().size(), 6U);
  EXPECT_EQ(retry_kind("back_off"), RetryKind::kBackOff);
  EXPECT_EQ(retry_kind("never"), std::nullopt);
}

TEST(RetryPolicy, PausesAsItsKindSays) {
  auto random = sim::RandomStream{1, "test", 0};
  EXPECT_EQ(Retries{policy(RetryKind::kNone)}.pause_after(1, random), std::nullopt);
  EXPECT_EQ(Retries{policy(RetryKind::kImmediate)}.pause_after(3, random), 0ms);
  EXPECT_EQ(Retries{policy(RetryKind::kConstant)}.pause_after(3, random), 10s);
  auto back_off = Retries{policy(RetryKind::kBackOff)};
  EXPECT_EQ(back_off.pause_after(1, random), 10s);
  EXPECT_EQ(back_off.pause_after(2, random), 20s);
  EXPECT_EQ(back_off.pause_after(3, random), 40s);
  EXPECT_EQ(back_off.pause_after(4, random), 60s);
  EXPECT_EQ(back_off.pause_after(4'000'000'000U, random), 60s);
}

TEST(RetryPolicy, JittersBetweenNothingAndTheBackOff) {
  auto random = sim::RandomStream{1, "test", 0};
  auto retries = Retries{policy(RetryKind::kJitter)};
  auto sum = 0ms;
  for (auto draw = 0; draw < 10'000; ++draw) {
    auto const pause = retries.pause_after(2, random);
    ASSERT_TRUE(pause);
    ASSERT_LE(*pause, 20s);
    sum += *pause;
  }
  // The mean of 10,000 uniform draws has a standard error of 58 ms; five of them.
  EXPECT_NEAR(static_cast<double>((sum / 10'000).count()), 10'000.0, 290.0);
}

TEST(RetryPolicy, GivesUpAfterTheMostRetries) {
  auto random = sim::RandomStream{1, "test", 0};
  auto limited = policy(RetryKind::kConstant);
  limited.most_retries = 2;
  auto retries = Retries{limited};
  EXPECT_TRUE(retries.pause_after(2, random));
  EXPECT_FALSE(retries.pause_after(3, random));
}

TEST(RetryPolicy, EarnsRetriesByFirstRequests) {
  auto random = sim::RandomStream{1, "test", 0};
  auto retries = Retries{policy(RetryKind::kBudget)};
  EXPECT_TRUE(retries.pause_after(1, random));
  EXPECT_TRUE(retries.pause_after(1, random));
  EXPECT_FALSE(retries.pause_after(1, random));  // two were saved
  retries.note_first_request();
  EXPECT_FALSE(retries.pause_after(1, random));  // half a retry
  retries.note_first_request();
  EXPECT_TRUE(retries.pause_after(1, random));
  for (auto request = 0; request < 100; ++request) retries.note_first_request();
  EXPECT_TRUE(retries.pause_after(1, random));
  EXPECT_TRUE(retries.pause_after(1, random));
  EXPECT_FALSE(retries.pause_after(1, random));  // no more than two are saved
}

TEST(RetryPolicy, RefusesPausesThatCannotBe) {
  auto backwards = policy(RetryKind::kConstant);
  backwards.pause = -1ms;
  EXPECT_THROW(Retries{backwards}, std::invalid_argument);
  auto crossed = policy(RetryKind::kConstant);
  crossed.longest_pause = 9s;
  EXPECT_THROW(Retries{crossed}, std::invalid_argument);
}

}  // namespace
}  // namespace kazasu::claims
