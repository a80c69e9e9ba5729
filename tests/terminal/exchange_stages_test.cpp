#include "emulators/terminal/exchange_stages.h"

#include <gtest/gtest.h>

namespace kazasu::terminal {
namespace {

using namespace std::chrono_literals;

eligibility::Reply<eligibility::Registration> reply(sim::Duration connect, eligibility::ServerShare server) {
  auto result = eligibility::Reply<eligibility::Registration>{};
  result.connect = connect;
  result.server = server;
  return result;
}

TEST(ExchangeStages, PartsAddUpToWhatTheCallerWaited) {
  auto stages = StageTimes{};
  add_registration_stages(
      stages, reply(3ms, {.queue = 1ms, .signature = 2ms, .status = 500us, .registration = 100us}), 20ms);
  EXPECT_EQ(stages.total(), 20ms);
  EXPECT_EQ(stages.of(Stage::kConnect), 3ms);
  EXPECT_EQ(stages.of(Stage::kServerQueue), 1ms);
  EXPECT_EQ(stages.of(Stage::kRequest), 20ms - 3ms - 3600us);
}

TEST(ExchangeStages, AServerThatClaimsMoreThanTheWholeExchangeIsCut) {
  auto stages = StageTimes{};
  add_registration_stages(stages, reply(3ms, {.queue = 1s, .signature = 1s}), 10ms);
  EXPECT_EQ(stages.total(), 10ms);
  EXPECT_EQ(stages.of(Stage::kServerQueue), 7ms);
  EXPECT_EQ(stages.of(Stage::kSignatureCheck), 0ms);
  EXPECT_EQ(stages.of(Stage::kRequest), 0ms);
}

TEST(ExchangeStages, NegativePartsCountAsNothing) {
  auto stages = StageTimes{};
  add_registration_stages(stages, reply(-5ms, {.queue = -1ms}), 10ms);
  EXPECT_EQ(stages.total(), 10ms);
  EXPECT_EQ(stages.of(Stage::kRequest), 10ms);
}

}  // namespace
}  // namespace kazasu::terminal
