// The port of virtual time: the window decides when and whether the payers' systems do what is asked.
#include "emulators/claims/simulated_claims.h"

#include <gtest/gtest.h>

#include "sim/synchronizer.h"
#include "tests/claims/claims_parts.h"

namespace kazasu::claims {
namespace {

using namespace std::chrono_literals;

constexpr auto kMonth = std::chrono::year{2025} / std::chrono::January;
constexpr auto kCaller = ClaimCaller{.station = 3, .payer = Payer::kFund};

struct TwoReceipts final : ClaimContents {
  bool has(ClaimFileKey const&) const override { return true; }
  std::string bytes(ClaimFileKey const&) const override { return {}; }
  CheckedFile checked(ClaimFileKey const& file) const override {
    return {.receipts = {{.identity = 1},
                         {.identity = 2,
                          .checked = file.version == 0 ? ReceiptClass::kReturn : ReceiptClass::kNormal}}};
  }
};

struct Answers {
  ClaimReply<LoginAnswer> login;
  ClaimReply<SendAnswer> send;
  ClaimReply<StatusAnswer> status;
  ClaimReply<ClaimOutcome> decision;
};

class SimulatedClaimsTest : public ::testing::Test {
 protected:
  void use_front(FrontModel const& model) { front = ClaimsFront{model, {}, 1}; }
  LoginRequest first_time() const {
    auto request = first_login(5, stations.station(kCaller.station));
    request.new_password = "chosen12";
    return request;
  }
  ClaimUpload upload(std::uint32_t version = 0) const {
    return {.file = {kCaller.station, kCaller.payer, kMonth, version}};
  }

  sim::Task<void> log_in(LoginRequest request) {
    answers.login = co_await port.log_in(kCaller, request, sim::kNever);
  }
  sim::Task<void> send(ClaimUpload file) { answers.send = co_await port.send(kCaller, file, sim::kNever); }
  sim::Task<void> ask() { answers.status = co_await port.status(kCaller, kMonth, sim::kNever); }
  sim::Task<void> confirm() {
    auto const decision = ClaimDecision{.month = kMonth, .send = 1};
    answers.decision = co_await port.decide(kCaller, decision, sim::kNever);
  }
  // Runs what was spawned to its end; how long that took on the calendar.
  std::chrono::milliseconds run(sim::Task<void> request) {
    auto const begins = now();
    engine.spawn(std::move(request));
    EXPECT_EQ(engine.run_until(), sim::RunStatus::kAllDone);
    return now() - begins;
  }
  sim::Instant now() const { return calendar.at(engine.now()); }

  sim::FastForward clock;
  sim::Engine engine{clock};
  sim::Calendar calendar{at("2025-01-07T12:00:00"), 10};
  identity::GeneratedStations stations = test_stations();
  OpenPasswords seal;
  ClaimsSystem system{{.stations = stations, .seal = seal, .seed = 5, .asp = {.servers = 1, .fixed = 0min}}};
  ClaimsFront front{{.workers = 1, .service = sim::Distribution::constant(std::chrono::seconds{2})}, {}, 1};
  TwoReceipts contents;
  SimulatedClaims port{{engine, calendar, system, front, contents}};
  Answers answers;
};

TEST_F(SimulatedClaimsTest, AnswersWhenTheWindowIsDone) {
  EXPECT_EQ(run(log_in(first_time())), 2s);
  EXPECT_EQ(answers.login.delivery, ClaimDelivery::kDelivered);
  EXPECT_EQ(answers.login.answer.outcome, ClaimOutcome::kAccepted);
  EXPECT_EQ(run(send(upload())), 2s);
  EXPECT_EQ(answers.send.answer.outcome, ClaimOutcome::kAccepted);
  EXPECT_EQ(answers.send.answer.number, 1U);
  run(ask());
  ASSERT_EQ(answers.status.answer.sends.size(), 1U);
  EXPECT_EQ(answers.status.answer.sends[0].received, at("2025-01-07T12:00:04"));
  EXPECT_EQ(answers.status.answer.sends[0].counts, (ReceiptCounts{1, 0, 0, 1, 0}));
  run(confirm());
  EXPECT_EQ(answers.decision.answer, ClaimOutcome::kAccepted);
  run(ask());
  EXPECT_EQ(answers.status.answer.sends[0].claimed, 1U);
}

TEST_F(SimulatedClaimsTest, NothingIsDoneWithoutALogin) {
  run(send(upload()));
  EXPECT_EQ(answers.send.delivery, ClaimDelivery::kDelivered);
  EXPECT_EQ(answers.send.answer.outcome, ClaimOutcome::kNotLoggedIn);
  run(ask());
  EXPECT_EQ(answers.status.answer.outcome, ClaimOutcome::kNotLoggedIn);
  run(confirm());
  EXPECT_EQ(answers.decision.answer, ClaimOutcome::kNotLoggedIn);
  auto wrong = first_time();
  wrong.password = "guessed12";
  run(log_in(wrong));
  EXPECT_EQ(answers.login.answer.outcome, ClaimOutcome::kWrongPassword);
}

TEST_F(SimulatedClaimsTest, AVersionIsOneFile) {
  run(log_in(first_time()));
  run(send(upload()));
  run(send(upload()));
  EXPECT_EQ(answers.send.answer.outcome, ClaimOutcome::kAcceptedBefore);
  EXPECT_EQ(answers.send.answer.number, 1U);
  run(send(upload(1)));
  EXPECT_EQ(answers.send.answer.outcome, ClaimOutcome::kAccepted);
  EXPECT_EQ(answers.send.answer.number, 2U);
}

TEST_F(SimulatedClaimsTest, WhatTimedOutWasNotDone) {
  run(log_in(first_time()));
  use_front({.workers = 1,
             .service = sim::Distribution::constant(std::chrono::seconds{90}),
             .time_out = std::chrono::seconds{60}});
  EXPECT_EQ(run(send(upload())), 60s);
  EXPECT_EQ(answers.send.delivery, ClaimDelivery::kDelivered);
  EXPECT_EQ(answers.send.answer.outcome, ClaimOutcome::kGatewayTimeOut);
  use_front({.workers = 1});
  run(ask());
  EXPECT_TRUE(answers.status.answer.sends.empty());
}

TEST_F(SimulatedClaimsTest, TurnsAwayWhatDoesNotFitIntoTheQueue) {
  run(log_in(first_time()));
  use_front(
      {.workers = 1, .service = sim::Distribution::constant(std::chrono::seconds{5}), .longest_queue = 0});
  engine.spawn(ask());
  EXPECT_EQ(run(send(upload())), 5s);
  EXPECT_EQ(answers.status.answer.outcome, ClaimOutcome::kAccepted);
  EXPECT_EQ(answers.send.answer.outcome, ClaimOutcome::kBusy);
}

}  // namespace
}  // namespace kazasu::claims
