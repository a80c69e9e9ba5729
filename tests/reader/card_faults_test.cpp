#include "emulators/reader/card_faults.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <string>
#include <string_view>

#include "tests/card/hex.h"

namespace kazasu::reader {
namespace {

using namespace std::chrono_literals;
using card::from_hex;
using card::to_hex;

CardFaults faults(std::string_view rules, std::uint64_t seed = 1) {
  return CardFaults{parse_faults(rules), sim::RandomStream{seed, "card faults", 0}};
}

struct Passed {
  FaultDecision decision;
  std::string answer;  // empty when the command did not reach the card
};
Passed pass(CardFaults& plan, std::size_t command_bytes, std::string const& answer) {
  auto passed = Passed{.decision = plan.before(command_bytes), .answer = {}};
  if (passed.decision.reaches_card && !passed.decision.mute) {
    passed.answer = plan.after(answer, passed.decision);
  }
  return passed;
}

// Commands of 10 bytes and answers of 6, until the card leaves; the number of commands that were sent.
int commands_until_gone(CardFaults& plan, Passed& last) {
  for (auto command = 1; command <= 100; ++command) {
    last = pass(plan, 10, from_hex("01020304 9000"));
    if (!last.decision.reaches_card || last.decision.leaves_after) return command;
    EXPECT_EQ(to_hex(last.answer), "010203049000");
  }
  return 0;
}

TEST(CardFaults, RemoveBeforeTheCommandReachesTheCard) {
  for (auto const k : {1, 2, 7}) {
    auto plan = faults("remove@" + std::to_string(k));
    auto last = Passed{};
    EXPECT_EQ(commands_until_gone(plan, last), k);
    EXPECT_FALSE(last.decision.reaches_card);
    EXPECT_FALSE(last.decision.returns);
  }
}

TEST(CardFaults, RemoveAtEveryByteOfThreeExchanges) {
  for (auto k = 1; k <= 48; ++k) {
    auto plan = faults("remove@byte=" + std::to_string(k));
    auto last = Passed{};
    EXPECT_EQ(commands_until_gone(plan, last), (k - 1) / 16 + 1) << k;
    auto const place = (k - 1) % 16;  // bytes of this exchange that arrive
    EXPECT_EQ(last.decision.reaches_card, place >= 10) << k;
    if (place < 10) continue;
    ASSERT_TRUE(last.decision.leaves_after) << k;
    EXPECT_EQ(*last.decision.leaves_after, static_cast<std::size_t>(place - 10)) << k;
    EXPECT_EQ(last.answer.size(), static_cast<std::size_t>(place - 10)) << k;
  }
}

TEST(CardFaults, TheFirstOfTwoRemovalsCounts) {
  auto plan = faults("remove@byte=14,retap@byte=12:2ms");
  auto const first = pass(plan, 10, from_hex("010203049000"));
  EXPECT_EQ(first.decision.leaves_after, 1U);
  EXPECT_EQ(first.decision.returns, sim::Duration{2ms});
  auto both = faults("remove@byte=5,retap@1:2ms");
  EXPECT_EQ(both.before(10).returns, sim::Duration{2ms});
}

TEST(CardFaults, RetapHappensOnceAndTheCountGoesOn) {
  auto plan = faults("retap@2:150ms,status@3:6F00");
  EXPECT_TRUE(pass(plan, 5, from_hex("9000")).decision.reaches_card);
  auto const away = pass(plan, 5, from_hex("9000")).decision;
  EXPECT_FALSE(away.reaches_card);
  EXPECT_EQ(away.returns, sim::Duration{150ms});
  EXPECT_EQ(to_hex(pass(plan, 5, from_hex("9000")).answer), "6F00");
  EXPECT_EQ(to_hex(pass(plan, 5, from_hex("9000")).answer), "9000");
}

TEST(CardFaults, MuteReachesTheCardAndNothingComesBack) {
  auto plan = faults("mute@2");
  EXPECT_FALSE(plan.before(5).mute);
  auto const second = plan.before(5);
  EXPECT_TRUE(second.mute);
  EXPECT_TRUE(second.reaches_card);
  EXPECT_FALSE(plan.before(5).mute);
}

TEST(CardFaults, SlowTimesAddUp) {
  auto plan = faults("slow@2:2s,slow@2:1ms,slow%1000000:10us");
  EXPECT_EQ(plan.before(5).delay, sim::Duration{10us});
  EXPECT_EQ(plan.before(5).delay, sim::Duration{2s} + 1ms + 10us);
}

TEST(CardFaults, FlipInvertsSoManyDifferentBits) {
  auto const answer = from_hex("00112233445566779000");
  for (auto const count : {1, 3, 40, 79, 80, 500}) {
    auto plan = faults("flip@1:" + std::to_string(count), 9);
    auto const passed = pass(plan, 5, answer);
    ASSERT_EQ(passed.answer.size(), answer.size());
    auto flipped = 0;
    for (std::size_t i = 0; i < answer.size(); ++i) {
      flipped += std::popcount(static_cast<unsigned char>(passed.answer[i] ^ answer[i]));
    }
    EXPECT_EQ(flipped, std::min(count, 80));
    EXPECT_TRUE(passed.decision.distorted);
  }
}

TEST(CardFaults, FlipReachesEveryBitAlike) {
  // 20,000 flips of one of 16 bits: 1,250 each, within four standard errors of a binomial (34).
  auto plan = faults("flip%1000000:1");
  auto counts = std::array<int, 16>{};
  for (auto i = 0; i < 20'000; ++i) {
    auto const answer = pass(plan, 5, from_hex("0000")).answer;
    auto const word = static_cast<unsigned>(static_cast<unsigned char>(answer[0])) << 8U |
                      static_cast<unsigned char>(answer[1]);
    ++counts.at(static_cast<std::size_t>(std::countr_zero(word)));
  }
  for (auto const count : counts) EXPECT_NEAR(count, 1'250, 4 * 34.2);
}

TEST(CardFaults, TruncateLeavesTheFirstBytes) {
  auto plan = faults("truncate@1:3,truncate@2:0,truncate@3:6");
  auto const answer = from_hex("010203049000");
  auto const first = pass(plan, 5, answer);
  EXPECT_EQ(to_hex(first.answer), "010203");
  EXPECT_TRUE(first.decision.distorted);
  EXPECT_EQ(to_hex(pass(plan, 5, answer).answer), "");
  auto const whole = pass(plan, 5, answer);
  EXPECT_EQ(to_hex(whole.answer), "010203049000");
  EXPECT_FALSE(whole.decision.distorted);
}

TEST(CardFaults, StatusReplacesTheAnswerAndIsCutAfterwards) {
  auto plan = faults("status@1:6F00,truncate@2:1,status@2:6982");
  EXPECT_EQ(to_hex(pass(plan, 5, from_hex("010203049000")).answer), "6F00");
  EXPECT_EQ(to_hex(pass(plan, 5, from_hex("010203049000")).answer), "69");
}

TEST(CardFaults, BytesOfADistortedAnswerAreCountedAsTheyCome) {
  // 10 + 1, then 10: byte 22 is the first of the second answer.
  auto plan = faults("truncate@1:1,remove@byte=22");
  EXPECT_EQ(pass(plan, 10, from_hex("010203049000")).answer.size(), 1U);
  EXPECT_EQ(pass(plan, 10, from_hex("010203049000")).decision.leaves_after, 0U);
}

TEST(CardFaults, HappenAsOftenAsTheirChances) {
  constexpr auto kCommands = 200'000;
  for (auto const ppm : {1'000, 50'000, 500'000}) {
    auto plan = faults("status%" + std::to_string(ppm) + ":6F00");
    auto struck = 0;
    for (auto i = 0; i < kCommands; ++i) struck += pass(plan, 5, from_hex("9000")).answer[0] == 0x6F;
    auto const p = ppm / 1e6;
    EXPECT_NEAR(struck, kCommands * p, 4 * std::sqrt(kCommands * p * (1 - p))) << ppm;
  }
}

std::string history(CardFaults plan) {
  auto text = std::string{};
  for (auto i = 0; i < 300; ++i) {
    auto const passed = pass(plan, 5, from_hex("0102030405069000"));
    text += to_hex(passed.answer) + (passed.decision.mute ? "m" : "") +
            (passed.decision.delay > 0s ? "s" : "") + (passed.decision.reaches_card ? "\n" : "r\n");
  }
  return text;
}

TEST(CardFaults, SameSeedSameFaults) {
  constexpr auto kRules = "flip%100000:2,mute%30000,slow%200000:1ms,retap%10000:5ms";
  EXPECT_EQ(history(faults(kRules, 5)), history(faults(kRules, 5)));
  EXPECT_NE(history(faults(kRules, 5)), history(faults(kRules, 6)));
}

// At which of 2,000 commands the rule "flip%100000:2" struck, and how, when it is one of `rules`.
std::string flips(std::string_view rules) {
  auto plan = faults(rules);
  auto text = std::string{};
  for (auto i = 0; i < 2'000; ++i) {
    auto const answer = pass(plan, 5, from_hex("0102030405069000")).answer;
    if (to_hex(answer) != "0102030405069000") text += std::to_string(i) + ":" + to_hex(answer) + "\n";
  }
  return text;
}

TEST(CardFaults, ARuleBesideShiftsNoDraws) {
  auto const alone = flips("flip%100000:2");
  EXPECT_GT(alone.size(), 1'000U);
  EXPECT_EQ(flips("slow%300000:1ms,flip%100000:2"), alone);
  EXPECT_EQ(flips("flip%100000:2,slow%100000:1ms,slow@7:1s"), alone);
}

TEST(CardFaults, EqualRulesDrawForThemselves) {
  // Twice one chance in two: three quarters of 10,000, within four standard errors (43).
  auto plan = faults("slow%500000:1ms,slow%500000:1ms");
  auto slowed = 0;
  for (auto i = 0; i < 10'000; ++i) slowed += plan.before(5).delay > 0s;
  EXPECT_NEAR(slowed, 7'500, 4 * 43.3);
}

}  // namespace
}  // namespace kazasu::reader
