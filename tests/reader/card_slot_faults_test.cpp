// Faults as a reader meets them: what the terminal gets, and what the card remembers.
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

#include "emulators/adapters/card_host/card_slot.h"
#include "emulators/card/card_commands.h"
#include "tests/card/card_fixture.h"
#include "tests/card/hex.h"

namespace kazasu::adapters {
namespace {

using namespace std::chrono_literals;
using card::from_hex;
using card::to_hex;

constexpr auto kPatience = sim::Duration{20s};
constexpr auto kShortPatience = sim::Duration{20ms};
constexpr auto kWrongPin = "002000980439393939";  // 9 command bytes
constexpr auto kTries = "00200098";               // 4
constexpr auto kSelect = "00A4040C0AD392F000260100000001";

class SlotFaults : public testing::Test {
 protected:
  void insert(card::Card card, std::string_view faults) {
    ASSERT_TRUE(slot_.insert({.card = std::move(card),
                              .atr = from_hex("3B888001000041E0B381A1003B"),
                              .uid = {},
                              .label = "test",
                              .faults = reader::CardFaults{reader::parse_faults(faults),
                                                           sim::RandomStream{1, "card faults", 0}}}));
    ASSERT_EQ(slot_.power_on().reply, SlotReply::kAnswer);
  }

  std::string send(std::string_view hex, sim::Duration patience = kPatience) {
    auto const answer = slot_.transmit(from_hex(hex), patience);
    switch (answer.reply) {
      case SlotReply::kAnswer:
        return to_hex(answer.bytes);
      case SlotReply::kNoCard:
        return "no card";
      case SlotReply::kNotPowered:
        return "not powered";
      case SlotReply::kRemoved:
        return "removed";
      case SlotReply::kMute:
        return "mute";
    }
    return {};
  }

  // The tries that a terminal finds after the card was put into another slot.
  static std::string tries_elsewhere(card::Card card) {
    card.power_off();
    card::transmit(card, from_hex(kSelect));
    return to_hex(card::transmit(card, from_hex(kTries)));
  }

  CardSlot slot_{0, nullptr};
};

TEST_F(SlotFaults, ACommandThatIsCutCostsNoTry) {
  auto const card = card::test_card();
  insert(card, "remove@byte=26");  // 15 + 2 bytes of SELECT, the ninth and last of VERIFY
  EXPECT_EQ(send(kSelect), "9000");
  EXPECT_EQ(send(kWrongPin), "removed");
  EXPECT_EQ(send(kTries), "no card");
  EXPECT_EQ(tries_elsewhere(card), "63C3");
}

TEST_F(SlotFaults, AnAnswerThatIsLostCostsTheTryAllTheSame) {
  auto const card = card::test_card();
  insert(card, "remove@byte=27");  // the first byte of VERIFY's answer
  EXPECT_EQ(send(kSelect), "9000");
  EXPECT_EQ(send(kWrongPin), "removed");
  EXPECT_EQ(tries_elsewhere(card), "63C2");
}

TEST_F(SlotFaults, AMuteCardHasTakenTheTry) {
  auto const card = card::test_card();
  insert(card, "mute@2");
  EXPECT_EQ(send(kSelect), "9000");
  EXPECT_EQ(send(kWrongPin, kShortPatience), "mute");
  EXPECT_EQ(send(kTries), "63C2");
}

TEST_F(SlotFaults, SlowIsWaitedForWithinThePatience) {
  insert(card::test_card(), "slow@1:30ms,slow@2:30s");
  EXPECT_EQ(send(kSelect), "9000");
  EXPECT_EQ(send(kSelect, kShortPatience), "mute");
  EXPECT_EQ(send(kSelect), "9000");
}

TEST_F(SlotFaults, DistortedAnswersArriveAsSuch) {
  insert(card::test_card(), "status@1:6F00,truncate@2:1,truncate@3:0,flip@4:16");
  EXPECT_EQ(send(kSelect), "6F00");
  EXPECT_EQ(send(kSelect), "90");
  EXPECT_EQ(send(kSelect), "");
  EXPECT_EQ(send(kSelect), "6FFF");
  EXPECT_EQ(send(kSelect), "9000");
}

TEST_F(SlotFaults, ARetappedCardIsAnotherInsertionOfTheSameCard) {
  auto const card = card::test_card();
  insert(card, "retap@2:1ms");
  EXPECT_EQ(send(kSelect), "9000");
  EXPECT_EQ(send(kWrongPin), "removed");
  while (!slot_.presence().present) std::this_thread::sleep_for(1ms);
  EXPECT_EQ(slot_.presence().insertion, 2U);
  EXPECT_EQ(send(kTries), "not powered");
  EXPECT_EQ(slot_.power_on().reply, SlotReply::kAnswer);
  EXPECT_EQ(send(kSelect), "9000");
  EXPECT_EQ(send(kTries), "63C3");
}

}  // namespace
}  // namespace kazasu::adapters
