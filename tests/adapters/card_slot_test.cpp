// Hands on one side of a slot, a reader on the other. Faults: tests/reader/card_slot_faults_test.cpp.
#include "emulators/adapters/card_host/card_slot.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "tests/card/card_fixture.h"
#include "tests/card/hex.h"

namespace kazasu::adapters {
namespace {

using namespace std::chrono_literals;
using card::from_hex;
using card::to_hex;

constexpr auto kPatience = sim::Duration{20s};
auto const kAtr = from_hex("3B888001000041E0B381A1003B");
auto const kSelect = from_hex("00A4040C0AD392F000260100000001");
auto const kVerify = from_hex("002000980431323334");
auto const kSign = from_hex("802A009702AABB00");

SlotCard a_card(std::string label = "test") {
  return {.card = card::test_card(), .atr = kAtr, .uid = from_hex("01020304"), .label = std::move(label)};
}

struct Records final : reader::ApduSink {
  void record(reader::ApduRecord const& record) override {
    auto const lock = std::lock_guard{mutex};
    all.push_back(record);
  }
  std::vector<reader::ReaderEvent> events() {
    auto const lock = std::lock_guard{mutex};
    auto result = std::vector<reader::ReaderEvent>{};
    for (auto const& one : all) result.push_back(one.event);
    return result;
  }
  std::mutex mutex;
  std::vector<reader::ApduRecord> all;
};

class CardSlotTest : public ::testing::Test {
 protected:
  std::string send(std::string const& command, sim::Duration patience = kPatience) {
    auto const answer = slot.transmit(command, patience);
    return answer.reply == SlotReply::kAnswer ? to_hex(answer.bytes) : "failed";
  }

  Records records;
  CardSlot slot{3, &records};
};

TEST_F(CardSlotTest, IsEmptyAtFirst) {
  EXPECT_EQ(slot.presence(), (SlotPresence{false, 0}));
  EXPECT_EQ(slot.power_on().reply, SlotReply::kNoCard);
  EXPECT_EQ(slot.transmit(kSelect, kPatience).reply, SlotReply::kNoCard);
  EXPECT_FALSE(slot.remove());
  EXPECT_FALSE(slot.label());
  slot.power_off();
}

TEST_F(CardSlotTest, HoldsOneCard) {
  EXPECT_TRUE(slot.insert(a_card("first")));
  EXPECT_FALSE(slot.insert(a_card("second")));
  EXPECT_EQ(slot.label(), "first");
  EXPECT_EQ(slot.presence(), (SlotPresence{true, 1}));
  EXPECT_TRUE(slot.remove());
  EXPECT_FALSE(slot.remove());
  EXPECT_EQ(slot.presence(), (SlotPresence{false, 1}));
  EXPECT_TRUE(slot.insert(a_card("third")));
  EXPECT_EQ(slot.presence(), (SlotPresence{true, 2}));
}

TEST_F(CardSlotTest, ACardWithoutPowerDoesNotAnswer) {
  slot.insert(a_card());
  EXPECT_EQ(slot.transmit(kSelect, kPatience).reply, SlotReply::kNotPowered);
  EXPECT_EQ(slot.power_on().bytes, kAtr);
  EXPECT_EQ(send(kSelect), "9000");
  slot.power_off();
  EXPECT_EQ(slot.transmit(kSelect, kPatience).reply, SlotReply::kNotPowered);
}

TEST_F(CardSlotTest, PowerAndResetTakeTheRightAway) {
  slot.insert(a_card());
  slot.power_on();
  for (auto const warm : {true, false}) {
    EXPECT_EQ(send(kSelect), "9000");
    EXPECT_EQ(send(kVerify), "9000");
    EXPECT_EQ(send(kSign).substr(512), "9000");
    if (!warm) slot.power_off();
    slot.power_on();
    EXPECT_EQ(send(kSelect), "9000");
    EXPECT_EQ(send(kSign), "6982");
  }
}

TEST_F(CardSlotTest, ASwappedCardHasToBePoweredUp) {
  slot.insert(a_card("first"));
  slot.power_on();
  EXPECT_EQ(send(kSelect), "9000");
  slot.swap(a_card("second"));
  EXPECT_EQ(slot.label(), "second");
  EXPECT_EQ(slot.presence(), (SlotPresence{true, 2}));
  EXPECT_EQ(slot.transmit(kSelect, kPatience).reply, SlotReply::kNotPowered);
  slot.power_on();
  EXPECT_EQ(send(kSelect), "9000");
}

TEST_F(CardSlotTest, ASwapIntoAnEmptySlotIsAnInsertion) {
  slot.swap(a_card());
  EXPECT_EQ(slot.presence(), (SlotPresence{true, 1}));
}

TEST_F(CardSlotTest, APinThatWasSpentStaysSpentInTheNextSlot) {
  auto const shared = card::test_card();
  auto first = a_card();
  first.card = shared;
  slot.insert(std::move(first));
  slot.power_on();
  send(kSelect);
  EXPECT_EQ(send(from_hex("002000980439393939")), "63C2");
  slot.remove();
  auto second = a_card();
  second.card = shared;
  auto other = CardSlot{4, nullptr};
  other.insert(std::move(second));
  other.power_on();
  other.transmit(kSelect, kPatience);
  EXPECT_EQ(to_hex(other.transmit(from_hex("00200098"), kPatience).bytes), "63C2");
}

TEST_F(CardSlotTest, ARemovalEndsTheCommandThatIsUnderWay) {
  auto slow = a_card();
  slow.pace = [](std::string_view, std::string_view) { return sim::Duration{15s}; };
  slot.insert(std::move(slow));
  slot.power_on();
  auto hand = std::thread{[this] {
    while (slot.exchanges() == 0) std::this_thread::yield();
    EXPECT_TRUE(slot.remove());
  }};
  EXPECT_EQ(slot.transmit(kSelect, kPatience).reply, SlotReply::kRemoved);
  hand.join();
  EXPECT_EQ(slot.transmit(kSelect, kPatience).reply, SlotReply::kNoCard);
  EXPECT_EQ(records.all.back().end, reader::ExchangeEnd::kRemoved);
}

TEST_F(CardSlotTest, ASwapEndsTheCommandThatIsUnderWay) {
  auto slow = a_card();
  slow.pace = [](std::string_view, std::string_view) { return sim::Duration{15s}; };
  slot.insert(std::move(slow));
  slot.power_on();
  auto hand = std::thread{[this] {
    while (slot.exchanges() == 0) std::this_thread::yield();
    slot.swap(a_card("second"));
  }};
  EXPECT_EQ(slot.transmit(kSelect, kPatience).reply, SlotReply::kRemoved);
  hand.join();
  EXPECT_EQ(slot.label(), "second");
}

TEST_F(CardSlotTest, PaceDelaysAnAnswerAndEndsWithTheReadersPatience) {
  auto slow = a_card();
  slow.pace = [](std::string_view command, std::string_view answer) {
    EXPECT_EQ(answer, from_hex("9000"));
    return command == kSelect ? sim::Duration{10ms} : sim::Duration{10s};
  };
  slot.insert(std::move(slow));
  slot.power_on();
  EXPECT_EQ(send(kSelect), "9000");
  EXPECT_EQ(slot.transmit(kVerify, 20ms).reply, SlotReply::kMute);
  EXPECT_EQ(records.all[3].end, reader::ExchangeEnd::kMute);
}

TEST_F(CardSlotTest, TheReaderAnswersItsOwnCommands) {
  slot.insert(a_card());
  slot.power_on();
  EXPECT_EQ(send(from_hex("FFCA000000")), "010203049000");
  slot.swap({.card = card::test_card(), .atr = kAtr, .uid = {}, .label = "contacts"});
  slot.power_on();
  EXPECT_EQ(send(from_hex("FFCA000000")), "6A81");
}

TEST_F(CardSlotTest, RecordsWhatHappens) {
  slot.insert(a_card());
  slot.power_on();
  slot.power_on();
  send(kSelect);
  slot.power_off();
  slot.remove();
  using reader::ReaderEvent;
  EXPECT_EQ(records.events(),
            (std::vector{ReaderEvent::kInserted, ReaderEvent::kPowerOn, ReaderEvent::kReset,
                         ReaderEvent::kExchange, ReaderEvent::kPowerOff, ReaderEvent::kRemoved}));
  EXPECT_EQ(records.all[1].answer, kAtr);
  EXPECT_EQ(records.all[3].slot, 3U);
  EXPECT_EQ(records.all[3].command, kSelect);
  EXPECT_EQ(records.all[3].answer, from_hex("9000"));
}

TEST_F(CardSlotTest, TellsWatchersOfEveryChange) {
  auto seen = std::vector<SlotPresence>{};
  slot.watch([&](SlotPresence now) { seen.push_back(now); });
  slot.insert(a_card());
  slot.swap(a_card());
  slot.remove();
  EXPECT_EQ(seen, (std::vector<SlotPresence>{{true, 1}, {true, 2}, {false, 2}}));
}

// However changes race, what a watcher hears last is what holds, and numbers never go back.
TEST_F(CardSlotTest, WatchersHearTheLastStateLast) {
  auto last = SlotPresence{};
  auto backwards = 0;
  slot.watch([&](SlotPresence now) {
    if (now.insertion < last.insertion) ++backwards;
    last = now;
  });
  auto hands = std::vector<std::thread>{};
  for (auto i = 0; i < 4; ++i) {
    hands.emplace_back([this, i] {
      for (auto round = 0; round < 200; ++round) {
        if ((round + i) % 3 == 0) {
          slot.remove();
        } else {
          slot.swap(a_card());
        }
      }
    });
  }
  for (auto& hand : hands) hand.join();
  EXPECT_EQ(backwards, 0);
  EXPECT_EQ(last, slot.presence());
}

// Hands and a reader at once: every answer is the card's, or says that the card was not there.
TEST_F(CardSlotTest, SurvivesHandsAndAReaderAtOnce) {
  auto stop = std::atomic<bool>{false};
  auto hand = std::thread{[&] {
    while (!stop) {
      slot.swap(a_card());
      slot.remove();
      slot.insert(a_card());
    }
  }};
  auto answered = 0;
  for (auto round = 0; round < 5000; ++round) {
    if (slot.power_on().reply != SlotReply::kAnswer) continue;
    auto const answer = slot.transmit(kSelect, kPatience);
    if (answer.reply == SlotReply::kAnswer) {
      EXPECT_EQ(answer.bytes, from_hex("9000"));
      ++answered;
    } else {
      EXPECT_NE(answer.reply, SlotReply::kMute);
    }
  }
  stop = true;
  hand.join();
  slot.swap(a_card());
  slot.power_on();
  EXPECT_EQ(send(kSelect), "9000");
  RecordProperty("answered", answered);
}

}  // namespace
}  // namespace kazasu::adapters
