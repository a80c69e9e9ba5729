// Both readers say the same to the same card.
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "emulators/adapters/card/byte_card_reader.h"
#include "emulators/terminal/model_card_reader.h"
#include "sim/realtime.h"
#include "tests/card/card_fixture.h"
#include "tests/card/rsa_card_signer.h"

namespace kazasu::terminal {
namespace {

using namespace std::chrono_literals;
using card::CardModel;
using card::CardTiming;

struct Step {
  CardAnswer answer;
  sim::TimePoint ended;
};

// One authentication from the tap to the signature; ends at the first step that is not kOk.
sim::Task<void> authenticate(sim::Engine& engine, CardReader& reader, std::string pin,
                             std::vector<Step>& steps) {
  auto activated = co_await reader.activate(engine.now() + 10s);
  steps.push_back({activated, engine.now()});
  auto selected = co_await reader.select(engine.now() + 10s);
  steps.push_back({selected, engine.now()});
  auto verified = co_await reader.verify(pin, engine.now() + 10s);
  steps.push_back({verified, engine.now()});
  if (verified.result != CardResult::kOk) co_return;
  auto certificate = co_await reader.read_certificate(engine.now() + 10s);
  steps.push_back({certificate, engine.now()});
  auto signature = co_await reader.sign("nonce", engine.now() + 10s);
  steps.push_back({signature, engine.now()});
}

struct World {
  explicit World(identity::CardCredential credential = card::test_credential(kNominalCertificateBytes))
      : issuer(std::move(credential)) {}
  card::TestPeople people;
  card::TestIssuer issuer;
  card::CardStock stock{people, issuer};
};

std::vector<Step> in_virtual_time(World& world, CardModel model, std::string pin) {
  auto clock = sim::FastForward{};
  auto engine = sim::Engine{clock};
  auto readers = ModelCardReaders{engine, {.stock = world.stock, .model = std::move(model), .seed = 42}};
  auto const reader = readers.tap(3, 7);
  auto steps = std::vector<Step>{};
  engine.spawn(authenticate(engine, *reader, std::move(pin), steps));
  EXPECT_EQ(engine.run_until(), sim::RunStatus::kAllDone);
  return steps;
}

std::vector<Step> in_real_time(World& world, CardModel model, std::string pin) {
  auto realtime = sim::Realtime{};
  auto const readers = adapters::make_byte_card_readers(
      realtime, {.stock = world.stock, .model = std::move(model), .seed = 42, .threads = 2});
  auto const reader = readers->tap(3, 7);
  auto steps = std::vector<Step>{};
  realtime.engine.spawn(authenticate(realtime.engine, *reader, std::move(pin), steps));
  EXPECT_EQ(realtime.engine.run_until(), sim::RunStatus::kAllDone);
  return steps;
}

// Virtual time stamps of seed 42, visit 7 at 424 kbit/s, in nanoseconds.
TEST(ModelCardReader, TakesTheModelledTimeExactly) {
  auto world = World{};
  auto const steps = in_virtual_time(world, CardModel{}, "1234");
  auto const golden =
      std::vector<std::int64_t>{131'414'162, 142'913'892, 183'047'573, 273'726'662, 406'134'532};
  ASSERT_EQ(steps.size(), golden.size());
  for (std::size_t i = 0; i < golden.size(); ++i) {
    EXPECT_EQ(steps[i].answer.result, CardResult::kOk);
    EXPECT_EQ(steps[i].ended.time_since_epoch().count(), golden[i]) << i;
  }
  EXPECT_EQ(steps[3].answer.data, card::fake_der(kNominalCertificateBytes));
  EXPECT_EQ(steps[4].answer.data, card::EchoSigner{}.sign("nonce"));
}

// A real authentication takes about 0.35 to 0.6 s of card time at 424 kbit/s and 0.6 to 1.0 s at 106 kbit/s.
TEST(ModelCardReader, OneAuthenticationTakesAsLongAsExpected) {
  auto const mean_ms = [](card::AirBitRate rate) {
    auto const timing = card::NfcTiming{CardModel{.bit_rate = rate}};
    auto total = 0.0;
    for (std::uint64_t visit = 0; visit < 4000; ++visit) {
      auto random = sim::RandomStream{1, "test", visit};
      auto time = timing.exchange(9, 2, card::Work::kVerify, random) +
                  timing.exchange(57, 258, card::Work::kSign, random);
      for (auto i = 0; i < 4; ++i) time += timing.exchange(9, 2, card::Work::kSelect, random);
      for (auto i = 0; i < 7; ++i) time += timing.exchange(5, 230, card::Work::kNone, random);
      total += std::chrono::duration<double, std::milli>(time).count();
    }
    return total / 4000;
  };
  EXPECT_GT(mean_ms(card::AirBitRate::k424), 350);
  EXPECT_LT(mean_ms(card::AirBitRate::k424), 600);
  EXPECT_GT(mean_ms(card::AirBitRate::k106), mean_ms(card::AirBitRate::k424) + 100);
  EXPECT_LT(mean_ms(card::AirBitRate::k106), 1000);
}

TEST(CardReaders, GiveTheSameAnswersOnBothClocks) {
  auto const model = CardModel{.timing = CardTiming::kNone};
  auto virtual_world = World{};
  auto real_world = World{};
  for (auto const* const pin : {"1234", "0000", "0000", "0000", "0000"}) {
    auto const modelled = in_virtual_time(virtual_world, model, pin);
    auto const real = in_real_time(real_world, model, pin);
    ASSERT_EQ(modelled.size(), real.size());
    for (std::size_t i = 0; i < real.size(); ++i) {
      EXPECT_EQ(modelled[i].answer.result, real[i].answer.result) << i;
      EXPECT_EQ(modelled[i].answer.tries_left, real[i].answer.tries_left) << i;
      EXPECT_EQ(modelled[i].ended, sim::kRunStart);
      if (i < 4) {
        EXPECT_EQ(modelled[i].answer.data, real[i].answer.data) << i;
      }
    }
  }
}

TEST(CardReaders, CountWrongPinsUntilTheCardIsLocked) {
  auto world = World{};
  auto const model = CardModel{.timing = CardTiming::kNone};
  auto const last = [&](std::string pin) {
    return in_virtual_time(world, model, std::move(pin)).back().answer;
  };
  EXPECT_EQ(last("0000").tries_left, 2);
  EXPECT_EQ(last("0000").result, CardResult::kPinWrong);
  EXPECT_EQ(last("0000").result, CardResult::kPinLocked);
  EXPECT_EQ(last("1234").result, CardResult::kPinLocked);
  EXPECT_EQ(last("1234").tries_left, 0);
}

// The modelled times of the two are the same, so a real run cannot be faster than the virtual one.
TEST(ByteCardReader, KeepsTheModelledPace) {
  auto world = World{};
  auto const modelled = in_virtual_time(world, CardModel{}, "1234");
  auto const real = in_real_time(world, CardModel{}, "1234");
  ASSERT_EQ(real.size(), modelled.size());
  for (std::size_t i = 0; i < real.size(); ++i) {
    EXPECT_EQ(real[i].answer.result, CardResult::kOk);
    EXPECT_GE(real[i].ended, modelled[i].ended) << i;
  }
}

TEST(ByteCardReader, SignsTheDigestInfoOfTheMessage) {
  auto const signer = std::make_shared<card::RsaCardSigner>();
  auto credential = card::test_credential();
  credential.signer = signer;
  auto world = World{credential};
  auto const steps = in_real_time(world, CardModel{.timing = CardTiming::kNone}, "1234");
  ASSERT_EQ(steps.size(), 5U);
  EXPECT_EQ(steps[3].answer.data, card::fake_der(600));
  EXPECT_TRUE(signer->verifies("nonce", steps[4].answer.data));
  EXPECT_FALSE(signer->verifies("another", steps[4].answer.data));
}

// Verifies with too little patience, then again with enough.
sim::Task<void> hurry(sim::Engine& engine, CardReader& reader, std::vector<Step>& steps) {
  auto activated = co_await reader.activate(sim::kNever);
  steps.push_back({activated, engine.now()});
  auto selected = co_await reader.select(sim::kNever);
  steps.push_back({selected, engine.now()});
  auto hurried = co_await reader.verify("0000", engine.now() + 120ms);
  steps.push_back({hurried, engine.now()});
  auto too_late = co_await reader.verify("0000", engine.now() - 1ns);
  steps.push_back({too_late, engine.now()});
  auto patient = co_await reader.verify("0000", sim::kNever);
  steps.push_back({patient, engine.now()});
}

void expect_deadline_kept(std::vector<Step> const& steps) {
  ASSERT_EQ(steps.size(), 5U);
  EXPECT_EQ(steps[2].answer.result, CardResult::kTimedOut);
  EXPECT_TRUE(steps[2].answer.data.empty());
  EXPECT_GE(steps[2].ended, steps[1].ended + 120ms);
  EXPECT_EQ(steps[3].answer.result, CardResult::kTimedOut);
  EXPECT_EQ(steps[3].ended, steps[2].ended);
  // SELECT 0018 took less than 120 ms and VERIFY more, so the first wrong PIN did reach the card.
  EXPECT_EQ(steps[4].answer.result, CardResult::kPinWrong);
  EXPECT_EQ(steps[4].answer.tries_left, 1);
}

class Deadlines : public testing::Test {
 protected:
  static CardModel model() {
    // Tests run side by side, so the file is named after the one that reads it.
    auto const path = testing::TempDir() + "deadlines-" +
                      testing::UnitTest::GetInstance()->current_test_info()->name() + ".csv";
    if (auto* const file = std::fopen(path.c_str(), "w")) {
      std::fputs("kind,milliseconds\nactivation,10\nselect,20\nverify,200\n", file);
      std::fclose(file);
    }
    return CardModel{.trace_file = path};
  }
};

TEST_F(Deadlines, InVirtualTime) {
  auto world = World{};
  auto clock = sim::FastForward{};
  auto engine = sim::Engine{clock};
  auto readers = ModelCardReaders{engine, {.stock = world.stock, .model = model()}};
  auto const reader = readers.tap(1, 1);
  auto steps = std::vector<Step>{};
  engine.spawn(hurry(engine, *reader, steps));
  EXPECT_EQ(engine.run_until(), sim::RunStatus::kAllDone);
  expect_deadline_kept(steps);
  EXPECT_EQ(steps[2].ended, sim::kRunStart + 30ms + 120ms);
  EXPECT_EQ(steps[4].ended, sim::kRunStart + 150ms + 220ms);
}

TEST_F(Deadlines, InRealTime) {
  auto world = World{};
  auto realtime = sim::Realtime{};
  auto const readers = adapters::make_byte_card_readers(realtime, {.stock = world.stock, .model = model()});
  auto const reader = readers->tap(1, 1);
  auto steps = std::vector<Step>{};
  realtime.engine.spawn(hurry(realtime.engine, *reader, steps));
  EXPECT_EQ(realtime.engine.run_until(), sim::RunStatus::kAllDone);
  expect_deadline_kept(steps);
}

TEST(CardReaders, ACardWithoutACertificateIsNotThisCard) {
  auto credential = card::test_credential();
  credential.certificate.clear();
  auto const model = CardModel{.timing = CardTiming::kNone};
  auto world = World{credential};
  EXPECT_EQ(in_virtual_time(world, model, "1234")[3].answer.result, CardResult::kNotThisCard);
  EXPECT_EQ(in_real_time(world, model, "1234")[3].answer.result, CardResult::kNotThisCard);
}

TEST(ByteCardReader, NeedsAThread) {
  auto world = World{};
  auto realtime = sim::Realtime{};
  EXPECT_THROW(adapters::make_byte_card_readers(realtime, {.stock = world.stock, .model = {}, .threads = 0}),
               std::invalid_argument);
}

}  // namespace
}  // namespace kazasu::terminal
