// Taps, deadlines and lifetimes at readers whose calls block, without pcscd.
#include "emulators/adapters/pcsc/pcsc_card_readers.h"

#include <gtest/gtest.h>

#include "emulators/adapters/card/byte_card_reader.h"
#include "emulators/reader/fault_rules.h"
#include "tests/card/card_fixture.h"
#include "tests/pcsc/authentication.h"
#include "tests/pcsc/slot_reader.h"
#include "tests/pcsc/slot_stand.h"
#include "tests/pcsc/trace_sink.h"

namespace kazasu::adapters {
namespace {

using namespace std::chrono_literals;
using terminal::CardAnswer;
using terminal::CardResult;

struct Cards {
  card::TestPeople people;
  card::TestIssuer issuer{card::test_credential()};
  card::CardStock stock{people, issuer};
};

class PcscCardReaders : public testing::Test {
 protected:
  // Readers "slot 0", "slot 1", …
  std::unique_ptr<terminal::CardReaderSource> source(std::size_t readers, bool with_hand = true) {
    auto parts = PcscReaderParts{.sink = &trace_};
    auto by_name = std::map<std::string, CardSlot*>{};
    for (std::size_t i = 0; i < readers; ++i) {
      auto const name = "slot " + std::to_string(i);
      slots_.push_back(std::make_shared<CardSlot>(static_cast<std::uint32_t>(i), nullptr));
      gates_.push_back(std::make_shared<Gate>());
      parts.readers.push_back(std::make_unique<SlotReader>(name, slots_.back(), gates_.back()));
      by_name[name] = slots_.back().get();
    }
    hand_ = std::make_unique<SlotHand>(cards_.stock, std::move(by_name));
    if (with_hand) parts.hand = hand_.get();
    return make_pcsc_card_readers(realtime_, std::move(parts));
  }
  sim::Engine& engine() { return realtime_.engine; }

  Cards cards_;
  TraceSink trace_;
  std::vector<std::shared_ptr<CardSlot>> slots_;
  std::vector<std::shared_ptr<Gate>> gates_;
  std::unique_ptr<SlotHand> hand_;
  sim::Realtime realtime_;
};

TEST_F(PcscCardReaders, SayAndHearTheSameAsTheReaderInProcess) {
  auto in_process = Cards{};
  auto expected_trace = TraceSink{};
  auto expected = std::vector<CardAnswer>{};
  auto answers = std::vector<CardAnswer>{};
  auto const byte_readers = make_byte_card_readers(
      realtime_,
      {.stock = in_process.stock, .model = {.timing = card::CardTiming::kNone}, .sink = &expected_trace});
  auto const pcsc_readers = source(1);
  engine().spawn(tap_all(engine(), *byte_readers, terminal::taps_until_locked(), expected));
  engine().spawn(tap_all(engine(), *pcsc_readers, terminal::taps_until_locked(), answers));
  EXPECT_EQ(engine().run_until(), sim::RunStatus::kAllDone);
  ASSERT_EQ(answers.size(), expected.size());
  for (std::size_t i = 0; i < answers.size(); ++i) {
    EXPECT_EQ(answers[i].result, expected[i].result) << i;
    EXPECT_EQ(answers[i].data, expected[i].data) << i;
    EXPECT_EQ(answers[i].tries_left, expected[i].tries_left) << i;
  }
  EXPECT_EQ(answers.size(), 5U + 5U + 3U + 3U + 3U + 3U + 5U);
  EXPECT_EQ(trace_.lines(), expected_trace.lines());
  EXPECT_FALSE(trace_.lines().empty());
}

TEST_F(PcscCardReaders, TakeTheCardAwayWhenTheTapIsOver) {
  auto readers = source(1);
  auto answers = std::vector<CardAnswer>{};
  engine().spawn(tap_all(engine(), *readers, {{3, "1234"}, {5, "1234"}}, answers));
  EXPECT_EQ(engine().run_until(), sim::RunStatus::kAllDone);
  EXPECT_EQ(answers.size(), 10U);
  readers.reset();
  EXPECT_EQ(slots_[0]->presence(), (SlotPresence{.present = false, .insertion = 2}));
}

TEST_F(PcscCardReaders, UseTheCardThatLiesThereWithoutAHand) {
  auto const readers = source(1, false);
  slots_[0]->insert(slot_card(cards_.stock, 8));
  auto answers = std::vector<CardAnswer>{};
  engine().spawn(tap_all(engine(), *readers, {{3, "0000"}, {3, "1234"}}, answers));
  EXPECT_EQ(engine().run_until(), sim::RunStatus::kAllDone);
  EXPECT_EQ(answers.size(), 3U + 5U);
  EXPECT_EQ(answers.back().result, CardResult::kOk);
  EXPECT_EQ(slots_[0]->presence(), (SlotPresence{.present = true, .insertion = 1}));
}

sim::Task<void> activate_only(sim::Engine& engine, terminal::CardReader& reader, sim::Duration patience,
                              std::vector<CardAnswer>& answers) {
  auto answer = co_await reader.activate(engine.now() + patience);
  answers.push_back(std::move(answer));
}

TEST_F(PcscCardReaders, WithoutACardTheActivationTimesOut) {
  auto const readers = source(1, false);
  auto const reader = readers->tap(1, 1);
  auto answers = std::vector<CardAnswer>{};
  engine().spawn(activate_only(engine(), *reader, 30ms, answers));
  EXPECT_EQ(engine().run_until(), sim::RunStatus::kAllDone);
  ASSERT_EQ(answers.size(), 1U);
  EXPECT_EQ(answers[0].result, CardResult::kTimedOut);
  EXPECT_GE(engine().now(), sim::kRunStart + 30ms);
}

TEST_F(PcscCardReaders, ATapThatFindsNoReaderFreeTimesOut) {
  auto const readers = source(1);
  auto const first = readers->tap(1, 1);
  auto const second = readers->tap(2, 2);
  auto answers = std::vector<CardAnswer>{};
  engine().spawn(activate_only(engine(), *first, 20s, answers));
  engine().spawn(activate_only(engine(), *second, 50ms, answers));
  EXPECT_EQ(engine().run_until(), sim::RunStatus::kAllDone);
  ASSERT_EQ(answers.size(), 2U);
  EXPECT_EQ(answers[0].result, CardResult::kOk);
  EXPECT_EQ(answers[1].result, CardResult::kTimedOut);
}

sim::Task<void> tap_and_note(sim::Engine& engine, terminal::CardReaderSource& source,
                             identity::PersonIndex person, std::vector<identity::PersonIndex>& served) {
  auto const reader = source.tap(person, person);
  auto activated = co_await reader->activate(engine.now() + 20s);
  if (activated.result == CardResult::kOk) served.push_back(person);
  auto selected = co_await reader->select(engine.now() + 20s);
  EXPECT_EQ(selected.result, CardResult::kOk);
}

TEST_F(PcscCardReaders, TapsThatWaitAreServedInOrder) {
  auto const readers = source(1);
  auto served = std::vector<identity::PersonIndex>{};
  for (auto const person : {7, 3, 9, 1, 5}) {
    engine().spawn(tap_and_note(engine(), *readers, static_cast<identity::PersonIndex>(person), served));
  }
  EXPECT_EQ(engine().run_until(), sim::RunStatus::kAllDone);
  EXPECT_EQ(served, (std::vector<identity::PersonIndex>{7, 3, 9, 1, 5}));
}

TEST_F(PcscCardReaders, ACardThatLeavesAndACardThatIsMute) {
  struct Case {
    char const* faults;
    CardResult result;
  };
  // The third command is VERIFY.
  for (auto const& [faults, result] :
       {Case{"remove@3", CardResult::kCardRemoved}, Case{"mute@3", CardResult::kTimedOut},
        Case{"truncate@3:1", CardResult::kNotThisCard}, Case{"status@3:6F00", CardResult::kNotThisCard}}) {
    slots_.clear();
    auto const readers = source(1, false);
    auto card = slot_card(cards_.stock, 2);
    card.faults = reader::CardFaults{reader::parse_faults(faults), sim::RandomStream{1, "test", 1}};
    slots_[0]->insert(std::move(card));
    auto answers = std::vector<CardAnswer>{};
    engine().spawn(tap_all(engine(), *readers, {{2, "1234"}}, answers));
    EXPECT_EQ(engine().run_until(), sim::RunStatus::kAllDone);
    ASSERT_EQ(answers.size(), 3U) << faults;
    EXPECT_EQ(answers[1].result, CardResult::kOk) << faults;
    EXPECT_EQ(answers[2].result, result) << faults;
  }
}

// The first tap hangs at VERIFY and gives up; the second waits for its reader.
sim::Task<void> hang(sim::Engine& engine, terminal::CardReaderSource& source, Gate& gate,
                     std::vector<CardAnswer>& answers) {
  auto const reader = source.tap(1, 1);
  auto activated = co_await reader->activate(engine.now() + 20s);
  answers.push_back(activated);
  gate.shut();
  auto selected = co_await reader->verify("1234", engine.now() + 40ms);
  answers.push_back(selected);
}

TEST_F(PcscCardReaders, AStepReturnsByItsDeadlineWhileACallHangs) {
  auto const readers = source(1);
  auto answers = std::vector<CardAnswer>{};
  engine().spawn(hang(engine(), *readers, *gates_[0], answers));
  EXPECT_EQ(engine().run_until(), sim::RunStatus::kAllDone);
  ASSERT_EQ(answers.size(), 2U);
  EXPECT_EQ(answers[1].result, CardResult::kTimedOut);

  // Nobody gets the reader while the call hangs; afterwards it works again, and VERIFY was never sent.
  auto const second = readers->tap(2, 2);
  engine().spawn(activate_only(engine(), *second, 40ms, answers));
  EXPECT_EQ(engine().run_until(), sim::RunStatus::kAllDone);
  EXPECT_EQ(answers.back().result, CardResult::kTimedOut);
  gates_[0]->wait_for_arrival();
  gates_[0]->open();
  engine().spawn(tap_all(engine(), *readers, {{2, "1234"}}, answers));
  EXPECT_EQ(engine().run_until(), sim::RunStatus::kAllDone);
  EXPECT_EQ(answers.back().result, CardResult::kOk);
  auto const lines = trace_.lines();
  ASSERT_GT(lines.size(), 3U);
  EXPECT_EQ(lines[0], "power on");
  EXPECT_TRUE(lines[1].starts_with("00A4020C020018")) << lines[1];
  EXPECT_EQ(lines[2], "power on");
}

TEST_F(PcscCardReaders, ACallThatHangsOutlivesItsSource) {
  auto readers = source(2);
  auto const gate = gates_[0];
  auto answers = std::vector<CardAnswer>{};
  engine().spawn(hang(engine(), *readers, *gate, answers));
  EXPECT_EQ(engine().run_until(), sim::RunStatus::kAllDone);
  gate->wait_for_arrival();
  auto const before = trace_.lines();
  readers.reset();
  hand_.reset();
  gates_.clear();
  gate->open();
  gate->wait_for_leaving(1);
  EXPECT_EQ(trace_.lines(), before);
  EXPECT_TRUE(slots_[0]->presence().present);  // the hand was gone by then
}

// A run that ends early: the source goes first, then the coroutines.
TEST_F(PcscCardReaders, TapsUnderWayMayBeDroppedAfterTheSource) {
  auto readers = source(1);
  auto answers = std::vector<CardAnswer>{};
  auto served = std::vector<identity::PersonIndex>{};
  engine().spawn(hang(engine(), *readers, *gates_[0], answers));
  engine().spawn(tap_and_note(engine(), *readers, 4, served));
  EXPECT_EQ(engine().run_until(engine().now() + 10ms), sim::RunStatus::kReachedEnd);
  gates_[0]->open();
  readers.reset();
  EXPECT_FALSE(slots_[0]->presence().present);
  engine().drop_processes();
  EXPECT_EQ(engine().processes(), 0U);
}

TEST_F(PcscCardReaders, TapsUnderWayMayBeDroppedBeforeTheSource) {
  auto readers = source(1);
  auto answers = std::vector<CardAnswer>{};
  auto served = std::vector<identity::PersonIndex>{};
  engine().spawn(hang(engine(), *readers, *gates_[0], answers));
  engine().spawn(tap_and_note(engine(), *readers, 4, served));
  EXPECT_EQ(engine().run_until(engine().now() + 10ms), sim::RunStatus::kReachedEnd);
  engine().drop_processes();
  gates_[0]->open();
  readers.reset();
  EXPECT_FALSE(slots_[0]->presence().present);
}

TEST_F(PcscCardReaders, AHandThatFailsEndsTheRun) {
  struct NoHand final : terminal::CardHand {
    void hold(std::string const&, identity::PersonIndex) override {
      throw terminal::CardHandError("no card host");
    }
    void take_away(std::string const&) override {}
  };
  auto hand = NoHand{};
  auto const slot = std::make_shared<CardSlot>(0, nullptr);
  auto parts = PcscReaderParts{.hand = &hand};
  parts.readers.push_back(std::make_unique<SlotReader>("slot 0", slot, std::make_shared<Gate>()));
  auto const readers = make_pcsc_card_readers(realtime_, std::move(parts));
  auto answers = std::vector<CardAnswer>{};
  engine().spawn(tap_all(engine(), *readers, {{1, "1234"}}, answers));
  EXPECT_THROW(engine().run_until(), terminal::CardHandError);
  EXPECT_TRUE(answers.empty());
}

TEST_F(PcscCardReaders, NeedAReaderAndAnActivation) {
  EXPECT_THROW(make_pcsc_card_readers(realtime_, {}), std::invalid_argument);
  auto const readers = source(1);
  auto const reader = readers->tap(1, 1);
  auto select = [](terminal::CardReader& card) -> sim::Task<void> {
    auto const answer = co_await card.select(sim::kNever);
    EXPECT_NE(answer.result, CardResult::kOk);
  };
  engine().spawn(select(*reader));
  EXPECT_THROW(engine().run_until(), std::logic_error);
}

}  // namespace
}  // namespace kazasu::adapters
