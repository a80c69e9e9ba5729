// The terminal at a reader of pcscd: the same words as in process, and the truth about cards that leave.
#include <gtest/gtest.h>

#include <map>

#include "emulators/adapters/card/byte_card_reader.h"
#include "emulators/adapters/pcsc/pcsc_card_readers.h"
#include "emulators/adapters/pcsc/reader_choice.h"
#include "emulators/card/card_stock.h"
#include "tests/card/rsa_card_signer.h"
#include "tests/e2e/end_to_end.h"
#include "tests/pcsc/authentication.h"
#include "tests/pcsc/slot_stand.h"
#include "tests/pcsc/trace_sink.h"

namespace kazasu::e2e {
namespace {

using namespace std::chrono_literals;
using adapters::PcscSharing;
using adapters::TraceSink;
using terminal::CardAnswer;
using terminal::CardResult;

// Cards with one RSA key, whose signatures can therefore be compared.
struct Cards {
  explicit Cards(std::shared_ptr<card::RsaCardSigner const> signer) : issuer(with(std::move(signer))) {}
  static identity::CardCredential with(std::shared_ptr<card::RsaCardSigner const> signer) {
    auto credential = card::test_credential(1583);
    credential.signer = std::move(signer);
    return credential;
  }
  card::TestPeople people;
  card::TestIssuer issuer;
  card::CardStock stock{people, issuer};
};

class TerminalOverPcsc : public EndToEnd {
 protected:
  std::unique_ptr<terminal::CardReaderSource> source(PcscSharing sharing = PcscSharing::kExclusive) {
    auto parts = adapters::PcscReaderParts{.hand = hand_.get(), .sink = &trace_};
    for (auto const& name : adapters::choose_readers(adapters::list_pcsc_readers(), {"kazasu"}, sharing)) {
      parts.readers.push_back(adapters::open_pcsc_reader(name, sharing));
    }
    return make_pcsc_card_readers(realtime_, std::move(parts));
  }
  void give_hand(std::size_t slots) {
    auto by_name = std::map<std::string, adapters::CardSlot*>{};
    for (std::size_t i = 0; i < slots; ++i) by_name[reader_name(i)] = &slot(i);
    hand_ = std::make_unique<adapters::SlotHand>(cards_.stock, std::move(by_name));
  }
  // A card in place of another one, which the reader has seen leave: one that is swapped in the middle of a
  // tap would rightly count as removed.
  void lay(adapters::SlotCard const& card) {
    // A retapped card may come back at any moment, and has to be taken away again.
    for (auto tries = 0; tries < 100; ++tries) {
      slot().remove();
      if (client().wait_for(reader_name(0), false, 500ms) && slot().insert(card)) return;
    }
    FAIL() << "the reader never saw the card leave";
  }
  sim::Engine& engine() { return realtime_.engine; }
  std::vector<CardAnswer> run(terminal::CardReaderSource& readers, std::vector<terminal::Tap> taps) {
    auto answers = std::vector<CardAnswer>{};
    engine().spawn(tap_all(engine(), readers, std::move(taps), answers));
    EXPECT_EQ(engine().run_until(), sim::RunStatus::kAllDone);
    return answers;
  }

  std::shared_ptr<card::RsaCardSigner const> key_ = std::make_shared<card::RsaCardSigner const>();
  Cards cards_{key_};
  TraceSink trace_;
  std::unique_ptr<adapters::SlotHand> hand_;
  sim::Realtime realtime_;
};

TEST_F(TerminalOverPcsc, SaysAndHearsTheSameAsInProcess) {
  start();
  give_hand(1);
  auto in_process = Cards{key_};
  auto expected_trace = TraceSink{};
  auto const byte_readers = adapters::make_byte_card_readers(
      realtime_,
      {.stock = in_process.stock, .model = {.timing = card::CardTiming::kNone}, .sink = &expected_trace});
  auto const expected = run(*byte_readers, terminal::taps_until_locked());
  auto const readers = source();
  auto const answers = run(*readers, terminal::taps_until_locked());
  ASSERT_EQ(answers.size(), expected.size());
  for (std::size_t i = 0; i < answers.size(); ++i) {
    EXPECT_EQ(answers[i].result, expected[i].result) << i;
    EXPECT_EQ(answers[i].data, expected[i].data) << i;
    EXPECT_EQ(answers[i].tries_left, expected[i].tries_left) << i;
  }
  EXPECT_TRUE(key_->verifies("nonce", answers.back().data));
  EXPECT_EQ(trace_.lines(), expected_trace.lines());
  // Power, SELECT, file and VERIFY for seven taps; three of them go on to certificate and signature.
  EXPECT_EQ(trace_.lines().size(), 7U * 4U + 3U * (2U + 7U + 2U));
}

TEST_F(TerminalOverPcsc, AlternatesBetweenPeopleInOneReader) {
  start();
  give_hand(1);
  auto const readers = source(PcscSharing::kShared);
  auto taps = std::vector<terminal::Tap>{};
  for (identity::PersonIndex person = 1; person <= 20; ++person) taps.push_back({person, "1234"});
  auto const answers = run(*readers, std::move(taps));
  EXPECT_EQ(answers.size(), 20U * 5U);
  for (auto const& answer : answers) EXPECT_EQ(answer.result, CardResult::kOk);
}

TEST_F(TerminalOverPcsc, SharesFourReadersAmongTwelveTaps) {
  start(4);
  give_hand(4);
  auto const readers = source();
  auto answers = std::vector<std::vector<CardAnswer>>(12);
  for (identity::PersonIndex person = 0; person < 12; ++person) {
    engine().spawn(tap_all(engine(), *readers, {{person, "1234"}}, answers[person]));
  }
  EXPECT_EQ(engine().run_until(), sim::RunStatus::kAllDone);
  for (auto const& one : answers) {
    ASSERT_EQ(one.size(), 5U);
    EXPECT_EQ(one.back().result, CardResult::kOk);
  }
}

TEST_F(TerminalOverPcsc, SeesACardLeaveAtEachCommand) {
  start();
  auto const readers = source();
  // Two commands in a verification, five in reading a certificate of 600 bytes, two in signing.
  for (auto const& [command, step] : {std::pair{1, 1}, {2, 2}, {3, 2}, {4, 3}, {8, 3}, {9, 4}, {10, 4}}) {
    for (auto const* const fault : {"remove@", "retap@"}) {
      auto const rule = fault + std::to_string(command) + (fault == std::string{"retap@"} ? ":1ms" : "");
      lay(test_card(rule));
      auto const answers = run(*readers, {{5, "1234"}});
      ASSERT_FALSE(answers.empty());
      EXPECT_EQ(answers.back().result, CardResult::kCardRemoved) << rule;
      EXPECT_EQ(answers.size(), static_cast<std::size_t>(step) + 1) << rule;
    }
  }
}

TEST_F(TerminalOverPcsc, AMuteCardAndACutAnswer) {
  start(1, 200ms);
  auto const readers = source();
  slot().insert(test_card("mute@3"));
  auto const mute = run(*readers, {{5, "1234"}});
  ASSERT_EQ(mute.size(), 3U);
  EXPECT_EQ(mute.back().result, CardResult::kTimedOut);
  lay(test_card("truncate@3:1"));
  auto const cut = run(*readers, {{5, "1234"}});
  ASSERT_EQ(cut.size(), 3U);
  EXPECT_EQ(cut.back().result, CardResult::kNotThisCard);
}

sim::Task<void> activate_within(sim::Engine& engine, terminal::CardReaderSource& source, sim::Duration time,
                                CardAnswer& answer) {
  auto const reader = source.tap(1, 1);
  answer = co_await reader->activate(engine.now() + time);
}

TEST_F(TerminalOverPcsc, WaitsForACardAndForAProgramThatKeepsTheReader) {
  start();
  auto const readers = source();
  auto answer = CardAnswer{.result = CardResult::kOk};
  engine().spawn(activate_within(engine(), *readers, 150ms, answer));
  EXPECT_EQ(engine().run_until(), sim::RunStatus::kAllDone);
  EXPECT_EQ(answer.result, CardResult::kTimedOut);

  slot().insert(test_card());
  {
    auto const other = connect_at_once();
    ASSERT_TRUE(other);
    EXPECT_THROW(source(), adapters::PcscError);
    engine().spawn(activate_within(engine(), *readers, 150ms, answer));
    EXPECT_EQ(engine().run_until(), sim::RunStatus::kAllDone);
    EXPECT_EQ(answer.result, CardResult::kTimedOut);
  }
  EXPECT_EQ(run(*readers, {{5, "1234"}}).size(), 5U);
}

// Far below the reader's own patience, so that it is the deadline that ends the step.
sim::Task<void> verify_in_a_hurry(sim::Engine& engine, terminal::CardReaderSource& source,
                                  std::vector<CardAnswer>& answers) {
  auto const reader = source.tap(1, 1);
  auto const activated = co_await reader->activate(engine.now() + 20s);
  answers.push_back(activated);
  auto const selected = co_await reader->select(engine.now() + 20s);
  answers.push_back(selected);
  auto const verified = co_await reader->verify("1234", engine.now() + 50ms);
  answers.push_back(verified);
}

TEST_F(TerminalOverPcsc, AStepReturnsByItsDeadlineWhileTheCardIsMute) {
  start();
  auto readers = source();
  slot().insert(test_card("mute@3"));
  auto answers = std::vector<CardAnswer>{};
  engine().spawn(verify_in_a_hurry(engine(), *readers, answers));
  EXPECT_EQ(engine().run_until(), sim::RunStatus::kAllDone);
  ASSERT_EQ(answers.size(), 3U);
  EXPECT_EQ(answers[1].result, CardResult::kOk);
  EXPECT_EQ(answers[2].result, CardResult::kTimedOut);
  // The call ends when the card goes; until then nobody gets the reader.
  auto later = CardAnswer{};
  engine().spawn(activate_within(engine(), *readers, 50ms, later));
  EXPECT_EQ(engine().run_until(), sim::RunStatus::kAllDone);
  EXPECT_EQ(later.result, CardResult::kTimedOut);
  lay(test_card());
  EXPECT_EQ(run(*readers, {{5, "1234"}}).size(), 5U);
}

TEST_F(TerminalOverPcsc, ARunEndsWhenPcscdDoes) {
  start();
  auto readers = source();
  slot().insert(test_card());
  EXPECT_EQ(run(*readers, {{5, "1234"}}).size(), 5U);
  stop_pcscd();
  auto answers = std::vector<CardAnswer>{};
  engine().spawn(tap_all(engine(), *readers, {{5, "1234"}}, answers));
  EXPECT_THROW(engine().run_until(), adapters::PcscError);
  EXPECT_TRUE(answers.empty());
  readers.reset();
  EXPECT_THROW(adapters::list_pcsc_readers(), adapters::PcscError);
  EXPECT_THROW(adapters::open_pcsc_reader(reader_name(0), PcscSharing::kShared), adapters::PcscError);
}

// A pcscd that ends may still say that the card is gone; the next tap finds out.
TEST_F(TerminalOverPcsc, PcscdEndsInTheMiddleOfACommand) {
  start();
  auto const readers = source();
  slot().insert(test_card("mute@3"));
  auto answers = std::vector<CardAnswer>{};
  engine().spawn(tap_all(engine(), *readers, {{5, "1234"}, {5, "1234"}}, answers));
  while (answers.size() < 2) engine().run_until(engine().now() + 5ms);
  stop_pcscd();
  EXPECT_THROW(engine().run_until(), adapters::PcscError);
  ASSERT_LE(answers.size(), 3U);
  if (answers.size() == 3) {
    EXPECT_TRUE(answers[2].result == CardResult::kCardRemoved || answers[2].result == CardResult::kTimedOut);
  }
}

}  // namespace
}  // namespace kazasu::e2e
