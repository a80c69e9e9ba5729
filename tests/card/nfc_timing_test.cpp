#include "emulators/card/nfc_timing.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <vector>

namespace kazasu::card {
namespace {

using namespace std::chrono_literals;

double milliseconds(sim::Duration time) {
  return std::chrono::duration<double, std::milli>(time).count();
}

// 256 bytes take about 24 ms at 106 kbit/s, 12 at 212, 6 at 424 (10 etu a character).
TEST(NfcTiming, AirTimeFollowsTheBitRate) {
  auto const slow = air_time(AirBitRate::k106, 5, 258) - air_time(AirBitRate::k106, 5, 2);
  EXPECT_NEAR(milliseconds(slow), 24.2 + 2 * (0.226 + 0.170 + 0.283), 0.3);
  auto const fast = air_time(AirBitRate::k424, 5, 258) - air_time(AirBitRate::k424, 5, 2);
  EXPECT_NEAR(milliseconds(fast), 6.04 + 2 * (0.057 + 0.170 + 0.071), 0.1);
}

// A command of 5 bytes and a status of 2: (5 + 2 + 6) * 10 + 48 = 178 etu of 9.4395 us, and two turnarounds.
TEST(NfcTiming, AirTimeOfOneExchangeByHand) {
  EXPECT_EQ(air_time(AirBitRate::k106, 5, 2), sim::Duration{1'680'235} + 2 * sim::Duration{169'912});
}

// 253 bytes fill a block; one more costs a block and its acknowledgement.
TEST(NfcTiming, LongAnswersAreChained) {
  auto const step = air_time(AirBitRate::k424, 5, 254) - air_time(AirBitRate::k424, 5, 253);
  EXPECT_GT(step, 2 * sim::Duration{169'912});
  auto const within = air_time(AirBitRate::k424, 5, 253) - air_time(AirBitRate::k424, 5, 252);
  EXPECT_LT(within, 30us);
}

TEST(NfcTiming, NoneIsZeroAndDrawsNothing) {
  auto const timing = NfcTiming{CardModel{.timing = CardTiming::kNone, .trace_file = "not there"}};
  auto random = sim::RandomStream{1, "test", 0};
  EXPECT_EQ(timing.activation(random), sim::Duration::zero());
  EXPECT_EQ(timing.exchange(57, 258, Work::kSign, random), sim::Duration::zero());
  auto untouched = sim::RandomStream{1, "test", 0};
  EXPECT_EQ(random.next(), untouched.next());
}

TEST(NfcTiming, SignaturesHaveThePublishedQuantiles) {
  auto const timing = NfcTiming{CardModel{}};
  auto random = sim::RandomStream{1, "test", 0};
  auto times = std::vector<double>{};
  for (auto i = 0; i < 20'001; ++i)
    times.push_back(milliseconds(timing.exchange(57, 258, Work::kSign, random)));
  std::sort(times.begin(), times.end());
  auto const rest = 5.0 + milliseconds(air_time(AirBitRate::k424, 57, 258));
  EXPECT_NEAR(times[10'000] - rest, 185, 5);
  EXPECT_NEAR(times[2'000] - rest, 68, 4);
  EXPECT_NEAR(times[18'000] - rest, 500, 15);
}

class TraceFile : public testing::Test {
 protected:
  std::string write(std::string const& text) {
    auto const path = std::filesystem::path{testing::TempDir()} /
                      (std::string{testing::UnitTest::GetInstance()->current_test_info()->name()} + ".csv");
    std::ofstream{path} << text;
    return path.string();
  }
  static std::string refusal(std::string const& path) {
    try {
      NfcTiming{CardModel{.trace_file = path}};
    } catch (std::runtime_error const& error) {
      return error.what();
    }
    return "accepted";
  }
};

TEST_F(TraceFile, ReplacesTheKindsItHas) {
  auto const path = write(
      "# measured\r\nkind,milliseconds\r\n\r\nactivation,80\nverify,31.5\nverify,31.5\nsign,100\nsign,200\n");
  auto const timing = NfcTiming{CardModel{.trace_file = path}};
  auto random = sim::RandomStream{1, "test", 0};
  EXPECT_EQ(timing.activation(random), 80ms);
  EXPECT_EQ(timing.exchange(9, 2, Work::kVerify, random), 31'500us);
  for (auto i = 0; i < 100; ++i) {
    auto const sign = timing.exchange(57, 258, Work::kSign, random);
    EXPECT_GE(sign, 100ms);
    EXPECT_LE(sign, 200ms);
  }
  EXPECT_GE(timing.exchange(5, 258, Work::kNone, random), 3ms + air_time(AirBitRate::k424, 5, 258));
}

TEST_F(TraceFile, MistakesAreNamedWithTheirLine) {
  auto const head = std::string{"kind,milliseconds\n"};
  auto const path = write(head + "verify,30\nverfy,30\n");
  EXPECT_EQ(
      refusal(path),
      path + ":3: expected activation, select, verify, read or sign before the comma, found \"verfy,30\"");
  for (auto const* const line :
       {"verify", "verify,", "verify,-1", "verify,60001", "verify,1e3", "verify,3 ", "sign,nan"}) {
    write(head + line + "\n");
    EXPECT_TRUE(refusal(path).starts_with(path + ":2: expected ")) << line;
  }
  write("verify,30\n");
  EXPECT_EQ(refusal(path), path + ":1: expected the header kind,milliseconds, found \"verify,30\"");
  write(head);
  EXPECT_TRUE(refusal(path).starts_with(path + ": holds no measurement"));
  EXPECT_TRUE(refusal("/nonexistent/trace.csv").starts_with("/nonexistent/trace.csv: cannot be read"));
}

}  // namespace
}  // namespace kazasu::card
