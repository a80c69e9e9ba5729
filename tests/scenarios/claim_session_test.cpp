// One station's claim from its first login to its receipt, in virtual time against the payers' systems.
#include "scenarios/claim_session.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "emulators/claims/simulated_claims.h"
#include "emulators/identity/generated_stations.h"
#include "scenarios/scenario_file.h"
#include "sim/synchronizer.h"

namespace kazasu::scenarios {
namespace {

using namespace std::chrono_literals;
using claims::ReceiptClass;

sim::Instant at(std::string const& text) {
  return sim::parse_iso_date_time("2025-06-" + text + ":00+09:00");
}

// A file whose first version is checked as `first` says, and without fault once it was corrected.
struct MadeContents final : claims::ClaimContents {
  bool has(claims::ClaimFileKey const&) const override { return true; }
  std::string bytes(claims::ClaimFileKey const&) const override { return {}; }
  claims::CheckedFile checked(claims::ClaimFileKey const& file) const override {
    auto made = claims::CheckedFile{.refused = refused};
    for (auto const one : first) {
      made.receipts.push_back({.identity = 100 + made.receipts.size(),
                               .checked = file.version == 0 ? one : ReceiptClass::kNormal});
    }
    return made;
  }

  std::vector<ReceiptClass> first = {ReceiptClass::kNormal, ReceiptClass::kNotice, ReceiptClass::kNormal};
  bool refused = false;
};

// A line that loses what the test says.
class LossyLine final : public claims::ClaimsPort {
 public:
  LossyLine(sim::Engine& engine, sim::Calendar const& calendar, claims::ClaimsPort& far)
      : engine_(engine), calendar_(calendar), far_(far) {}

  bool loses_login_answer = false;  // the first one, after the login was done
  bool loses_confirmations = false;
  sim::Instant down_until{};

  sim::Task<claims::ClaimReply<claims::LoginAnswer>> log_in(claims::ClaimCaller caller,
                                                            claims::LoginRequest request,
                                                            sim::TimePoint deadline) override {
    if (is_down()) co_return claims::ClaimReply<claims::LoginAnswer>{};
    auto reply = co_await far_.log_in(caller, request, deadline);
    if (std::exchange(loses_login_answer, false)) reply = {claims::ClaimDelivery::kTimedOut, {}};
    co_return reply;
  }
  sim::Task<claims::ClaimReply<claims::SendAnswer>> send(claims::ClaimCaller caller,
                                                         claims::ClaimUpload upload,
                                                         sim::TimePoint deadline) override {
    return far_.send(caller, upload, deadline);
  }
  sim::Task<claims::ClaimReply<claims::StatusAnswer>> status(claims::ClaimCaller caller,
                                                             std::chrono::year_month month,
                                                             sim::TimePoint deadline) override {
    return far_.status(caller, month, deadline);
  }
  sim::Task<claims::ClaimReply<claims::ListAnswer>> list(claims::ClaimCaller caller,
                                                         claims::ListRequest request,
                                                         sim::TimePoint deadline) override {
    return far_.list(caller, request, deadline);
  }
  sim::Task<claims::ClaimReply<claims::ClaimOutcome>> decide(claims::ClaimCaller caller,
                                                             claims::ClaimDecision decision,
                                                             sim::TimePoint deadline) override {
    if (loses_confirmations && !decision.cancel) co_return claims::ClaimReply<claims::ClaimOutcome>{};
    auto reply = co_await far_.decide(caller, decision, deadline);
    co_return reply;
  }

 private:
  bool is_down() const { return calendar_.at(engine_.now()) < down_until; }

  sim::Engine& engine_;
  sim::Calendar const& calendar_;
  claims::ClaimsPort& far_;
};

// `claims` stands in the scenario below `claims:`.
Scenario scenario_with(std::string const& claims) {
  auto loaded = load_scenario_text(
      "name: one claim\n"
      "population: {stations: 3, seed: 5}\n"
      "calendar: {start: 2025-06-05T08:00:00+09:00}\n"
      "claims:\n" +
          claims,
      "claim.yaml");
  EXPECT_TRUE(loaded) << text_of(loaded.mistakes);
  return loaded.scenario.value_or(Scenario{});
}
constexpr auto kQuickAsp = "  asp: {fixed: 1min, per_file: 1s}\n";
std::string stations(std::string const& keys) {
  return kQuickAsp + ("  stations: {without_asp: 0 %, " + keys + "}\n");
}

sim::Task<void> play(ClaimWorld& world, ClaimErrand errand, ClaimRecord& record) {
  record = co_await claim_session(world, errand);
}

class OneClaim {
 public:
  explicit OneClaim(Scenario made) : scenario(std::move(made)) {
    if (scenario.claims.extension) system.extend_window(claim_month(scenario), *scenario.claims.extension);
  }

  ClaimRecord run(sim::Instant meant) {
    auto record = ClaimRecord{};
    engine.spawn(play(world, {.station = 1, .payer = claims::Payer::kFederation, .meant = meant}, record));
    EXPECT_EQ(engine.run_until(), sim::RunStatus::kAllDone);
    return record;
  }
  claims::SendStatus send(std::uint32_t number) {
    auto const caller = claims::ClaimCaller{.station = 1, .payer = claims::Payer::kFederation};
    return system.status(caller, claim_month(scenario), claims_end(scenario)).sends.at(number - 1);
  }

  Scenario scenario;
  sim::FastForward clock;
  sim::Engine engine{clock};
  identity::GeneratedStations people{{.seed = scenario.population.seed,
                                      .people = 10,
                                      .stations = scenario.population.stations,
                                      .calendar_start = scenario.calendar.start()}};
  MadeContents contents;
  claims::OpenPasswords seal;
  claims::ClaimsSystem system{{.stations = people,
                               .seal = seal,
                               .seed = scenario.population.seed,
                               .asp = scenario.claims.asp,
                               .fund_faults = asp_faults(scenario.claims, claims::Payer::kFund),
                               .federation_faults = asp_faults(scenario.claims, claims::Payer::kFederation)}};
  claims::ClaimsFront front{scenario.claims.front, {}, scenario.population.seed};
  claims::SimulatedClaims payers{{engine, scenario.calendar, system, front, contents}};
  LossyLine line{engine, scenario.calendar, payers};
  claims::ClaimWindows windows{scenario.claims.extension};
  claims::OtherInstitutionsSettings habits = other_institutions(scenario);
  claims::Retries retries{scenario.claims.stations.retries};
  claims::ClaimsSeries series{scenario.calendar.start(), claims_end(scenario)};
  ClaimWorld world{engine,  scenario.calendar, people, line,   contents,
                   windows, retries,           series, habits, scenario};
};

bool has_step(ClaimRecord const& record, ClaimStep step) {
  return record.steps[static_cast<std::size_t>(step)].has_value();
}

TEST(ClaimSession, SendsWaitsForItsChecksAndConfirms) {
  auto claim = OneClaim{scenario_with(stations("corrects: 100 %"))};
  auto const record = claim.run(at("05T10:00"));
  EXPECT_EQ(record.station, 1U);
  EXPECT_EQ(record.payer, claims::Payer::kFederation);
  EXPECT_EQ(record.end, ClaimEnd::kConfirmed);
  EXPECT_EQ(record.meant, at("05T10:00"));
  EXPECT_EQ(record.intended, claim.scenario.calendar.when(record.meant));
  EXPECT_EQ(record.began, record.intended);
  EXPECT_EQ(record.sends, 1U);
  EXPECT_EQ(record.corrected, 0U);
  EXPECT_EQ(record.cancelled, 0U);
  EXPECT_EQ(record.requests, 6U) << "login, send, status, list, confirmation, receipt";
  EXPECT_EQ(record.retries, 0U);
  EXPECT_EQ(record.no_answers, 0U);
  EXPECT_EQ(record.counts, (claims::ReceiptCounts{2, 1, 0, 0, 0}));
  EXPECT_EQ(record.claimed, 3U);
  ASSERT_TRUE(record.received.has_value());
  EXPECT_GT(*record.received, record.meant);
  EXPECT_LT(*record.received, record.meant + 5min);
  for (auto const step : {ClaimStep::kLogIn, ClaimStep::kUpload, ClaimStep::kCheck, ClaimStep::kConfirm}) {
    EXPECT_TRUE(has_step(record, step)) << static_cast<int>(step);
  }
  EXPECT_GE(record.steps[static_cast<std::size_t>(ClaimStep::kCheck)], 1min);
  // What the window saw, and what the payer has.
  auto const sums = claim.series.sums();
  EXPECT_EQ(sums.requests, 6U);
  EXPECT_EQ(sums.answered, 6U);
  EXPECT_EQ(claim.send(1).state, claims::SendState::kConfirmed);
  EXPECT_EQ(claim.send(1).claimed, 3U);
}

TEST(ClaimSession, CorrectsAndSendsAgain) {
  auto claim = OneClaim{scenario_with(stations("corrects: 100 %"))};
  claim.contents.first = {ReceiptClass::kNormal, ReceiptClass::kReturn, ReceiptClass::kReview};
  auto const record = claim.run(at("05T10:00"));
  EXPECT_EQ(record.end, ClaimEnd::kConfirmed);
  EXPECT_EQ(record.sends, 2U);
  EXPECT_EQ(record.corrected, 1U);
  EXPECT_EQ(record.cancelled, 1U);
  EXPECT_EQ(record.counts, (claims::ReceiptCounts{3, 0, 0, 0, 0})) << "of the send that stands";
  EXPECT_EQ(record.claimed, 3U);
  EXPECT_GT(record.received, at("05T10:20")) << "of the send that stands";
  EXPECT_EQ(claim.send(1).state, claims::SendState::kCancelled);
  EXPECT_EQ(claim.send(2).claimed, 3U);
}

TEST(ClaimSession, ClaimsWhatIsGoodWhenItDoesNotCorrect) {
  auto claim = OneClaim{scenario_with(stations("corrects: 0 %"))};
  claim.contents.first = {ReceiptClass::kNormal, ReceiptClass::kReturn};
  auto const record = claim.run(at("05T10:00"));
  EXPECT_EQ(record.end, ClaimEnd::kConfirmed);
  EXPECT_EQ(record.sends, 1U);
  EXPECT_EQ(record.counts, (claims::ReceiptCounts{1, 0, 0, 1, 0}));
  EXPECT_EQ(record.claimed, 1U);
  EXPECT_EQ(claim.send(1).claimed, 1U);
}

TEST(ClaimSession, WithoutTheAspThereIsNothingToWaitFor) {
  auto claim = OneClaim{scenario_with("  stations: {without_asp: 100 %, corrects: 100 %}\n")};
  claim.contents.first = {ReceiptClass::kNormal, ReceiptClass::kReturn};
  auto const record = claim.run(at("05T10:00"));
  EXPECT_EQ(record.end, ClaimEnd::kConfirmed);
  EXPECT_EQ(record.sends, 1U);
  EXPECT_EQ(record.claimed, 2U);
  EXPECT_LT(record.steps[static_cast<std::size_t>(ClaimStep::kCheck)], 5min);
}

TEST(ClaimSession, LogsInWithTheNewPasswordWhenTheFirstAnswerWasLost) {
  auto claim = OneClaim{scenario_with(stations("retry: constant, pause: 1min"))};
  claim.line.loses_login_answer = true;
  auto const record = claim.run(at("05T10:00"));
  EXPECT_EQ(record.end, ClaimEnd::kConfirmed);
  EXPECT_EQ(record.no_answers, 1U);
  EXPECT_EQ(record.retries, 1U);
  EXPECT_EQ(record.requests, 8U) << "the lost one, the first password again, the new one, and the other five";
  EXPECT_EQ(record.claimed, 3U);
}

TEST(ClaimSession, CancelsAtErrorsThatAreNoneAndSendsAgain) {
  auto claim = OneClaim{scenario_with(stations("corrects: 0 %") +
                                      "  asp_wrong_errors: {from: 2025-06-05T08:00:00+09:00, "
                                      "to: 2025-06-05T10:10:00+09:00}\n")};
  auto const record = claim.run(at("05T10:00"));
  EXPECT_EQ(record.end, ClaimEnd::kConfirmed);
  EXPECT_EQ(record.cancelled, 1U);
  EXPECT_EQ(record.sends, 2U);
  EXPECT_GT(record.received, at("05T10:10"));
  EXPECT_EQ(record.claimed, 3U);
}

TEST(ClaimSession, ComesBackWhenTheWindowIsOpen) {
  auto claim = OneClaim{scenario_with(stations("corrects: 100 %"))};
  auto const record = claim.run(at("05T21:30"));
  EXPECT_EQ(record.end, ClaimEnd::kConfirmed);
  EXPECT_EQ(record.requests, 6U) << "none while it was closed";
  EXPECT_GT(record.received, at("06T08:00"));
  EXPECT_LT(record.received, at("06T21:00"));
}

TEST(ClaimSession, GivesUpAWindowThatNeverAnswers) {
  for (auto const* const retry : {"none", "constant"}) {
    auto claim =
        OneClaim{scenario_with(stations("most_retries: 2, pause: 1min, retry: " + std::string{retry}) +
                               "  front: {time_out: 1ms, service: 2s}\n")};
    auto const record = claim.run(at("09T10:00"));
    EXPECT_EQ(record.end, ClaimEnd::kUnreceived);
    EXPECT_FALSE(record.received.has_value());
    EXPECT_EQ(record.sends, 0U);
    EXPECT_EQ(record.claimed, 0U);
    EXPECT_FALSE(has_step(record, ClaimStep::kLogIn));
    EXPECT_GT(record.requests, 3U) << "on both days, and more than once a day";
    auto const sums = claim.series.sums();
    EXPECT_EQ(sums.timed_out, record.requests);
    EXPECT_EQ(sums.retries, record.retries);
    if (std::string{retry} == "none") {
      EXPECT_EQ(record.retries, 0U);
    } else {
      EXPECT_GE(record.retries, record.requests / 2);
      EXPECT_LE(record.retries, record.requests * 2 / 3) << "two for each first try";
    }
  }
}

TEST(ClaimSession, IsConfirmedByTheSystemWhenItsChecksWereNotSeen) {
  auto claim = OneClaim{scenario_with(stations("corrects: 100 %"))};
  auto const record = claim.run(at("10T23:55"));
  EXPECT_EQ(record.end, ClaimEnd::kBySystem);
  EXPECT_LT(record.received, claim_deadline(claim.scenario));
  EXPECT_EQ(record.counts, claims::ReceiptCounts{});
  EXPECT_EQ(record.claimed, 0U) << "the station does not know";
  EXPECT_FALSE(has_step(record, ClaimStep::kCheck));
  EXPECT_EQ(claim.send(1).claimed, 3U);
}

TEST(ClaimSession, KnowsWhatTheSystemClaimsWhenItsChecksWereSeen) {
  auto claim = OneClaim{scenario_with(stations("retry: none, corrects: 0 %"))};
  claim.contents.first = {ReceiptClass::kNormal, ReceiptClass::kReturn, ReceiptClass::kNotice};
  claim.line.loses_confirmations = true;
  auto const record = claim.run(at("10T19:00"));
  EXPECT_EQ(record.end, ClaimEnd::kBySystem);
  EXPECT_GT(record.no_answers, 0U);
  EXPECT_FALSE(has_step(record, ClaimStep::kConfirm));
  EXPECT_EQ(record.counts, (claims::ReceiptCounts{1, 1, 0, 1, 0}));
  EXPECT_EQ(record.claimed, 2U);
  EXPECT_EQ(claim.send(1).claimed, 2U);
}

TEST(ClaimSession, IsReceivedInTheExtension) {
  auto const extended = stations("retry: none") + "  extension: 2025-06-12T21:00:00+09:00\n";
  auto claim = OneClaim{scenario_with(extended)};
  claim.line.down_until = claim_deadline(claim.scenario);
  auto const record = claim.run(at("10T15:00"));
  EXPECT_EQ(record.end, ClaimEnd::kInExtension);
  EXPECT_GT(record.received, claim_deadline(claim.scenario));
  EXPECT_LT(record.received, claims_end(claim.scenario));
  EXPECT_EQ(record.claimed, 0U) << "after the deadline nobody waits for the checks: the system confirms";
  EXPECT_EQ(claim.send(1).claimed, 3U);
  auto without = OneClaim{scenario_with(stations("retry: none"))};
  without.line.down_until = claim_deadline(without.scenario);
  EXPECT_EQ(without.run(at("10T15:00")).end, ClaimEnd::kUnreceived);
}

TEST(ClaimSession, EndsWhereThePayerRefuses) {
  auto claim = OneClaim{scenario_with(stations("corrects: 100 %"))};
  claim.contents.refused = true;
  auto const record = claim.run(at("05T10:00"));
  EXPECT_EQ(record.end, ClaimEnd::kRefused);
  EXPECT_EQ(record.refusal, claims::ClaimOutcome::kRefusedBefore);
  EXPECT_EQ(record.claimed, 0U);
}

TEST(ClaimSession, RepeatsItselfByTheSeed) {
  auto const text = stations("corrects: 100 %");
  auto first = OneClaim{scenario_with(text)};
  auto second = OneClaim{scenario_with(text)};
  auto const one = first.run(at("05T10:00"));
  auto const other = second.run(at("05T10:00"));
  EXPECT_EQ(one.ended, other.ended);
  EXPECT_EQ(one.received, other.received);
}

}  // namespace
}  // namespace kazasu::scenarios
