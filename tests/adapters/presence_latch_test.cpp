#include "emulators/adapters/ifd/presence_latch.h"

#include <gtest/gtest.h>

namespace kazasu::adapters {
namespace {

using Asker = PresenceLatch::Asker;

constexpr auto kFirst = InsertedCard{.host = 1, .insertion = 1};
constexpr auto kSecond = InsertedCard{.host = 1, .insertion = 2};
constexpr auto kOfAnotherHost = InsertedCard{.host = 2, .insertion = 1};

TEST(PresenceLatch, TellsWhatIs) {
  auto latch = PresenceLatch{};
  EXPECT_FALSE(latch.pending());
  EXPECT_FALSE(latch.answer(Asker::kPolling));
  latch.learn(kFirst);
  EXPECT_TRUE(latch.pending());
  EXPECT_TRUE(latch.answer(Asker::kPolling));
  EXPECT_FALSE(latch.pending());
  EXPECT_TRUE(latch.answer(Asker::kPolling));
  latch.learn(std::nullopt);
  EXPECT_TRUE(latch.pending());
  EXPECT_FALSE(latch.answer(Asker::kPolling));
  EXPECT_FALSE(latch.pending());
}

TEST(PresenceLatch, TellsAbsentOnceForEveryOtherCard) {
  for (auto const& other : {kSecond, kOfAnotherHost}) {
    auto latch = PresenceLatch{};
    latch.learn(kFirst);
    EXPECT_TRUE(latch.answer(Asker::kPolling));
    latch.learn(other);
    EXPECT_FALSE(latch.answer(Asker::kPolling));
    EXPECT_TRUE(latch.pending());
    EXPECT_TRUE(latch.answer(Asker::kPolling));
    EXPECT_FALSE(latch.pending());
  }
}

TEST(PresenceLatch, TellsAbsentOnceForManyCards) {
  auto latch = PresenceLatch{};
  latch.learn(kFirst);
  EXPECT_TRUE(latch.answer(Asker::kPolling));
  latch.learn(std::nullopt);
  latch.learn(kSecond);
  latch.learn(kOfAnotherHost);
  EXPECT_FALSE(latch.answer(Asker::kPolling));
  EXPECT_TRUE(latch.answer(Asker::kPolling));
}

TEST(PresenceLatch, OthersDoNotTakeTheAbsenceAway) {
  auto latch = PresenceLatch{};
  latch.learn(kFirst);
  EXPECT_TRUE(latch.answer(Asker::kPolling));
  latch.learn(kSecond);
  EXPECT_TRUE(latch.answer(Asker::kOther));
  EXPECT_TRUE(latch.pending());
  EXPECT_FALSE(latch.answer(Asker::kPolling));
  latch.learn(std::nullopt);
  EXPECT_FALSE(latch.answer(Asker::kOther));
}

TEST(PresenceLatch, ASwapDuringTheStartIsHeardByThePollingThread) {
  auto latch = PresenceLatch{};
  latch.learn(kFirst);
  EXPECT_TRUE(latch.answer(Asker::kBeforePolling));
  latch.learn(kSecond);
  EXPECT_FALSE(latch.answer(Asker::kBeforePolling));
  EXPECT_FALSE(latch.answer(Asker::kBeforePolling));
  EXPECT_FALSE(latch.answer(Asker::kPolling));
  EXPECT_TRUE(latch.answer(Asker::kPolling));
}

}  // namespace
}  // namespace kazasu::adapters
