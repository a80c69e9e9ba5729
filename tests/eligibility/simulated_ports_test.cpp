#include "emulators/eligibility/simulated_ports.h"

#include <gtest/gtest.h>

#include <vector>

#include "sim/synchronizer.h"
#include "tests/eligibility/sample_world.h"

namespace kazasu::eligibility {
namespace {

using namespace std::chrono_literals;
using sim::Duration;
using sim::TimePoint;

sim::Distribution always(Duration value) {
  return sim::Distribution::constant(value);
}

ServiceModel constant_model(std::uint32_t workers) {
  return {.workers = workers,
          .handshake = always(2ms),
          .resumption = always(1ms),
          .consent = always(3ms),
          .signature = always(10ms),
          .status = always(20ms),
          .registration = always(30ms),
          .lookup = always(5ms)};
}

struct Bench {
  explicit Bench(ServiceModel const& model, Links const& links = {}, std::uint64_t seed = 1)
      : service({.engine = engine,
                 .system = world.system,
                 .stations = world.stations,
                 .calendar = {at("2024-12-02T09:00:00+09:00"), 1},
                 .model = model,
                 .links = links,
                 .seed = seed}) {}

  SampleWorld world;
  sim::FastForward clock;
  sim::Engine engine{clock};  // every test runs it to its end, so that no process outlives the service
  SimulatedService service;
};

using Consents = std::vector<Reply<ConsentAnswer>>;

sim::Task<void> submit(Bench& bench, Caller caller, Duration patience, Consents& replies) {
  auto request = ConsentRequest{"token-0", {}};
  auto const deadline = bench.engine.now() + patience;
  auto reply = co_await bench.service.reception().submit_consent(caller, std::move(request), deadline);
  replies.push_back(std::move(reply));
}

sim::Task<void> whole_visit(Bench& bench, identity::PersonIndex person, std::vector<Duration>& parts) {
  auto& reception = bench.service.reception();
  auto const deadline = TimePoint{30s};
  auto opening = ConsentRequest{"token-0", {}};
  auto const consent = co_await reception.submit_consent(Caller{0}, std::move(opening), deadline);
  EXPECT_EQ(consent.delivery, Delivery::kDelivered);
  EXPECT_EQ(consent.answer.outcome, Outcome::kAccepted);
  EXPECT_EQ(bench.engine.now(), sim::kRunStart + consent.connect + consent.exchange);

  auto const asked = bench.engine.now();
  auto request = bench.world.signed_by(person, consent.answer);
  auto const card = co_await reception.authenticate(Caller{0}, std::move(request), deadline);
  EXPECT_EQ(card.answer.outcome, Outcome::kAccepted);
  EXPECT_EQ(bench.engine.now() - asked, card.connect + card.exchange);

  auto inquiry = InquiryRequest{std::string{SampleStations::kCodes[0]}, card.answer.number, ""};
  auto const answer = co_await bench.service.eligibility().inquire(Caller{0}, std::move(inquiry), deadline);
  EXPECT_EQ(answer.answer.outcome, Outcome::kAccepted);
  EXPECT_EQ(answer.exchange, answer.server.total());
  for (auto const part : {consent.connect, consent.exchange, card.connect, card.exchange, card.server.queue,
                          card.server.signature, card.server.status, card.server.registration, answer.connect,
                          answer.exchange}) {
    parts.push_back(part);
  }
}

TEST(SimulatedPorts, TheSumsAreExact) {
  auto bench = Bench{constant_model(1)};
  auto parts = std::vector<Duration>{};
  bench.engine.spawn(whole_visit(bench, 2, parts));
  EXPECT_EQ(bench.engine.run_until(), sim::RunStatus::kAllDone);
  EXPECT_EQ(parts, (std::vector<Duration>{2ms, 3ms, 2ms, 60ms, 0ms, 10ms, 20ms, 30ms, 2ms, 5ms}));
  EXPECT_EQ(bench.engine.now(), TimePoint{74ms});
}

TEST(SimulatedPorts, RequestsWaitTheirTurnForAWorker) {
  // Deterministic service, one worker: three arrivals at once. Each handshake (2 ms) and each request (3 ms)
  // takes its place in the same queue, so the three handshakes end at 2, 4 and 6 ms and the requests follow.
  auto bench = Bench{constant_model(1)};
  auto replies = Consents{};
  for (identity::StationIndex station = 0; station < 3; ++station) {
    bench.engine.spawn(submit(bench, {station}, 30s, replies));
  }
  bench.engine.run_until();
  ASSERT_EQ(replies.size(), 3U);
  auto const ms = [](int count) { return Duration{std::chrono::milliseconds{count}}; };
  for (int i = 0; i < 3; ++i) {
    auto const& reply = replies[static_cast<std::size_t>(i)];
    EXPECT_EQ(reply.connect, ms(2 * (i + 1)));
    EXPECT_EQ(reply.server.queue, ms(6 + 3 * i - 2 * (i + 1)));
    EXPECT_EQ(reply.server.registration, 3ms);
    EXPECT_EQ(reply.exchange, reply.server.total());
  }
  EXPECT_EQ(bench.engine.now(), TimePoint{15ms});
}

TEST(SimulatedPorts, TwoWorkersServeTwoAtATime) {
  auto bench = Bench{constant_model(2)};
  auto replies = Consents{};
  for (identity::StationIndex station = 0; station < 2; ++station) {
    bench.engine.spawn(submit(bench, {station}, 30s, replies));
  }
  bench.engine.run_until();
  EXPECT_EQ(bench.engine.now(), TimePoint{5ms});
}

sim::Task<void> one_after_another(Bench& bench, int count, Consents& replies) {
  for (int i = 0; i < count; ++i) {
    co_await submit(bench, Caller{0}, 30s, replies);
  }
}

TEST(SimulatedPorts, KeptConnectionsConnectOnce) {
  auto bench = Bench{constant_model(1)};
  auto replies = Consents{};
  bench.engine.spawn(one_after_another(bench, 2, replies));
  bench.engine.run_until();
  EXPECT_TRUE(replies[0].new_connection);
  EXPECT_FALSE(replies[1].new_connection);
  EXPECT_EQ(replies[1].connect, Duration::zero());
}

TEST(SimulatedPorts, NewConnectionsResumeTheirTlsSessionWhenTheyMay) {
  auto links = Links{};
  links.page = {.latency = always(0ms), .connection = ConnectionPolicy::kNew, .tls = TlsPolicy::kResume};
  auto bench = Bench{constant_model(1), links};
  auto replies = Consents{};
  bench.engine.spawn(one_after_another(bench, 2, replies));
  bench.engine.run_until();
  EXPECT_FALSE(replies[0].resumed);
  EXPECT_EQ(replies[0].connect, 2ms);
  EXPECT_TRUE(replies[1].new_connection && replies[1].resumed);
  EXPECT_EQ(replies[1].connect, 1ms);
}

TEST(SimulatedPorts, GiveUpAtTheDeadline) {
  auto bench = Bench{constant_model(1)};
  auto replies = Consents{};
  bench.engine.spawn(submit(bench, {0}, 4ms, replies));  // in service at its deadline
  bench.engine.spawn(submit(bench, {1}, 1ms, replies));  // waiting for its handshake
  bench.engine.spawn(submit(bench, {2}, 0ms, replies));  // late already
  bench.engine.run_until();
  ASSERT_EQ(replies.size(), 3U);
  for (auto const& reply : replies) {
    EXPECT_EQ(reply.delivery, Delivery::kTimedOut);
    EXPECT_EQ(reply.server.total(), Duration::zero());
    EXPECT_TRUE(reply.answer.session.empty());
  }
  EXPECT_EQ(replies[0].connect + replies[0].exchange, Duration::zero());
  EXPECT_EQ(replies[1].connect, 1ms);
  EXPECT_EQ(replies[2].connect, 2ms);
  EXPECT_EQ(replies[2].exchange, 2ms);
  EXPECT_EQ(bench.engine.now(), TimePoint{5ms});  // the worker ended the abandoned work
}

TEST(SimulatedPorts, AnAnswerAtTheDeadlineIsInTime) {
  auto bench = Bench{constant_model(1)};
  auto replies = Consents{};
  bench.engine.spawn(submit(bench, {0}, 5ms, replies));
  bench.engine.run_until();
  EXPECT_EQ(replies.at(0).delivery, Delivery::kDelivered);
}

TEST(SimulatedPorts, ATimeOutClosesTheConnection) {
  auto bench = Bench{constant_model(1)};
  auto replies = Consents{};
  bench.engine.spawn(submit(bench, {0}, 4ms, replies));
  bench.engine.run_until();
  bench.engine.spawn(submit(bench, {0}, 30s, replies));
  bench.engine.run_until();
  EXPECT_TRUE(replies.at(1).new_connection);
}

sim::Task<void> ask_for_another(Bench& bench, Reply<NoticeAnswer>& reply) {
  auto request = NoticeRequest{std::string{SampleStations::kCodes[1]}, 0};
  reply = co_await bench.service.eligibility().notices(Caller{0}, std::move(request), TimePoint{1s});
}

TEST(SimulatedPorts, AStationSpeaksForItselfAlone) {
  auto bench = Bench{constant_model(1)};
  auto reply = Reply<NoticeAnswer>{};
  bench.engine.spawn(ask_for_another(bench, reply));
  bench.engine.run_until();
  EXPECT_EQ(reply.delivery, Delivery::kDelivered);
  EXPECT_EQ(reply.answer.outcome, Outcome::kInstitutionMismatch);
  EXPECT_EQ(reply.server.lookup, Duration::zero());
}

Consents random_run(std::uint64_t seed, std::uint32_t others) {
  auto model = constant_model(64);
  model.consent = sim::Distribution::exponential(3ms);
  auto bench = Bench{model, {}, seed};
  auto replies = Consents{};
  auto ignored = Consents{};
  bench.engine.spawn(one_after_another(bench, 20, replies));
  for (std::uint32_t i = 0; i < others; ++i) bench.engine.spawn(submit(bench, {1 + i}, 30s, ignored));
  bench.engine.run_until();
  return replies;
}

TEST(SimulatedPorts, ACallersTimesDependOnTheSeedAndNotOnTheOthers) {
  auto const alone = random_run(1, 0);
  auto const together = random_run(1, 10);
  auto const other_seed = random_run(2, 0);
  ASSERT_EQ(alone.size(), 20U);
  auto differences = 0;
  for (std::size_t i = 0; i < alone.size(); ++i) {
    EXPECT_EQ(alone[i].exchange, together[i].exchange);
    if (alone[i].exchange != other_seed[i].exchange) ++differences;
  }
  EXPECT_GT(differences, 15);
}

sim::Task<void> office_day(Bench& bench, std::vector<Outcome>& outcomes) {
  auto& office = bench.service.back_office();
  auto const deadline = TimePoint{10min};
  auto const code = std::string{SampleStations::kCodes[0]};
  auto const search =
      InsuredSearch{.insurer_number = "06130488", .number = "102", .birth_date = day(1948, 2, 29)};
  auto again = ReInquiryRequest{code, "", search};
  auto const inquiry = co_await office.re_inquire(Caller{0}, std::move(again), deadline);
  outcomes.push_back(inquiry.answer.outcome);
  auto medical = MedicalDataRequest{.institution_code = code, .insurer_number = "06130488", .number = "102"};
  auto const data = co_await office.medical_data(Caller{0}, std::move(medical), deadline);
  outcomes.push_back(data.answer.outcome);
  auto bulk = BulkRequest{.institution_code = code, .items = {BulkItem{.search = search}}};
  auto const accepted = co_await office.request_bulk(Caller{0}, std::move(bulk), deadline);
  outcomes.push_back(accepted.answer.outcome);
  auto early =
      BulkResultRequest{.institution_code = code, .reception_number = accepted.answer.reception_number};
  auto late = early;
  auto const waiting = co_await office.bulk_result(Caller{0}, std::move(early), deadline);
  outcomes.push_back(waiting.answer.outcome);
  co_await bench.engine.sleep_for(1min);
  auto const result = co_await office.bulk_result(Caller{0}, std::move(late), deadline);
  outcomes.push_back(result.answer.outcome);
  auto cancel = CancelRequest{.institution_code = code, .search = search};
  auto const cancelled = co_await office.cancel_consents(Caller{0}, std::move(cancel), deadline);
  outcomes.push_back(cancelled.answer.outcome);
  auto foreign = ReInquiryRequest{code, "", search};
  auto const refused = co_await office.re_inquire(Caller{1}, std::move(foreign), deadline);
  outcomes.push_back(refused.answer.outcome);
}

TEST(SimulatedPorts, ServeTheBackOffice) {
  auto bench = Bench{constant_model(1)};
  bench.world.visit(2, ConsentSet::all(), at("2024-12-01T09:00:00+09:00"));
  auto outcomes = std::vector<Outcome>{};
  bench.engine.spawn(office_day(bench, outcomes));
  EXPECT_EQ(bench.engine.run_until(), sim::RunStatus::kAllDone);
  EXPECT_EQ(outcomes, (std::vector<Outcome>{Outcome::kAccepted, Outcome::kAccepted, Outcome::kAccepted,
                                            Outcome::kResultNotReady, Outcome::kAccepted, Outcome::kAccepted,
                                            Outcome::kInstitutionMismatch}));
}

}  // namespace
}  // namespace kazasu::eligibility
