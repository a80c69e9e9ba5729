#include "emulators/eligibility/simulated_responder.h"

#include <gtest/gtest.h>

#include <vector>

#include "emulators/eligibility/simulated_ports.h"
#include "sim/synchronizer.h"
#include "tests/eligibility/sample_world.h"

namespace kazasu::eligibility {
namespace {

using namespace std::chrono_literals;
using sim::Duration;
using sim::TimePoint;

auto const kStart = at("2024-12-02T09:00:00+09:00");

sim::Distribution always(Duration value) {
  return sim::Distribution::constant(value);
}

struct Visited {
  Outcome outcome = Outcome::kBusy;
  Delivery delivery = Delivery::kUnreachable;
  Duration queue{};
  Duration status{};
  Duration exchange{};
  bool operator==(Visited const&) const = default;
};

// The eligibility system on `workers` workers, signature 10 ms, chain 1 ms, registration 5 ms, one kept
// connection without handshake work.
struct Bench {
  explicit Bench(ResponderModel const& model, std::uint32_t workers = 1)
      : responder({.engine = engine, .rules = rules, .calendar = {kStart, 1}, .model = model}),
        service({.engine = engine,
                 .system = world.system,
                 .stations = world.stations,
                 .calendar = {kStart, 1},
                 .model = {.workers = workers,
                           .signature = always(10ms),
                           .status = always(1ms),
                           .registration = always(5ms)},
                 .links = {},
                 .responder = &responder}) {}

  SampleWorld world;
  ResponderRules rules{{}};
  sim::FastForward clock;
  sim::Engine engine{clock};
  SimulatedResponder responder;
  SimulatedService service;
};

sim::Task<void> visit(Bench& bench, identity::PersonIndex person, Duration patience,
                      std::vector<Visited>& seen) {
  auto& port = bench.service.reception();
  auto opening = ConsentRequest{"token-0", {}};
  auto const consent = co_await port.submit_consent(Caller{0}, std::move(opening), sim::kNever);
  auto request = bench.world.signed_by(person, consent.answer);
  auto const deadline = bench.engine.now() + patience;
  auto const reply = co_await port.authenticate(Caller{0}, std::move(request), deadline);
  seen.push_back({.outcome = reply.answer.outcome,
                  .delivery = reply.delivery,
                  .queue = reply.server.queue,
                  .status = reply.server.status,
                  .exchange = reply.exchange});
}

sim::Task<void> pass_time(sim::Engine& engine, Duration time) {
  co_await engine.sleep_for(time);
}

std::vector<Visited> run_visits(Bench& bench, std::vector<identity::PersonIndex> const& people,
                                Duration patience = 30s) {
  auto seen = std::vector<Visited>{};
  for (auto const person : people) bench.engine.spawn(visit(bench, person, patience, seen));
  bench.engine.run_until();
  return seen;
}

TEST(SimulatedResponder, ItsTimeIsOnTheCriticalPath) {
  auto bench = Bench{{.answer = always(7ms)}};
  auto const seen = run_visits(bench, {2});
  EXPECT_EQ(seen, (std::vector<Visited>{{.outcome = Outcome::kAccepted,
                                         .delivery = Delivery::kDelivered,
                                         .status = 8ms,
                                         .exchange = 23ms}}));
}

TEST(SimulatedResponder, TheServersWorkerIsFreeMeanwhile) {
  // One worker, two cards at once: signatures end at 10 and 20 ms, the responder answers at 110 and 210 ms
  // (one after the other), registrations end at 116 and 216 ms.
  auto bench = Bench{{.answer = always(100ms)}};
  auto const seen = run_visits(bench, {2, 3});
  ASSERT_EQ(seen.size(), 2U);
  EXPECT_EQ(seen[0].exchange, Duration{116ms});
  EXPECT_EQ(seen[0].queue, Duration{0ms});
  EXPECT_EQ(seen[1].exchange, Duration{216ms});
  EXPECT_EQ(seen[1].queue, Duration{10ms});
  EXPECT_EQ(seen[1].status, Duration{191ms}) << "10 ms to 110 ms it waited for the responder's worker";
}

TEST(SimulatedResponder, AnswersAreKeptUntilTheirNextUpdate) {
  auto bench = Bench{{.answer = always(7ms), .validity = 60s}};
  EXPECT_EQ(run_visits(bench, {2})[0].status, Duration{8ms});
  EXPECT_EQ(run_visits(bench, {2})[0].status, Duration{1ms});
  bench.rules.set({.conduct = ResponderConduct::kDown});
  EXPECT_EQ(run_visits(bench, {2})[0].outcome, Outcome::kAccepted) << "the kept answer still holds";
  EXPECT_EQ(run_visits(bench, {3})[0].outcome, Outcome::kStatusUnavailable);
  EXPECT_EQ(bench.responder.asked(), 2U);
  bench.engine.spawn(pass_time(bench.engine, 60s));
  bench.engine.run_until();
  EXPECT_EQ(run_visits(bench, {2})[0].outcome, Outcome::kStatusUnavailable);
}

TEST(SimulatedResponder, ASlowResponderIsGivenUp) {
  auto bench = Bench{{.answer = always(1ms), .patience = 2s}};
  bench.rules.set({.conduct = ResponderConduct::kSlow, .delay = 1500ms});
  EXPECT_EQ(run_visits(bench, {2})[0].status, Duration{1502ms});
  bench.rules.set({.conduct = ResponderConduct::kSlow, .delay = 3s});
  auto const seen = run_visits(bench, {2})[0];
  EXPECT_EQ(seen.outcome, Outcome::kStatusUnavailable);
  EXPECT_EQ(seen.status, Duration{2001ms});
}

TEST(SimulatedResponder, WhoGivesUpIsRegisteredAllTheSame) {
  auto bench = Bench{{.answer = always(1s)}};
  auto const seen = run_visits(bench, {2}, 500ms);
  EXPECT_EQ(seen[0].delivery, Delivery::kTimedOut);
  EXPECT_EQ(seen[0].exchange, Duration{500ms});
  EXPECT_EQ(bench.world.system.counters().authentications.of(Outcome::kAccepted), 1U);
}

TEST(SimulatedResponder, WhoGivesUpInTheQueueLeavesIt) {
  auto bench = Bench{{.answer = always(1ms)}};
  auto const seen = run_visits(bench, {2, 3}, 9ms);
  EXPECT_EQ(seen[1].delivery, Delivery::kTimedOut);
  EXPECT_EQ(bench.world.system.counters().authentications.total(), 1U);
}

TEST(SimulatedResponder, MayBeTakenDownWithVisitsUnderWay) {
  auto bench = Bench{{.answer = always(1s)}};
  auto seen = std::vector<Visited>{};
  for (auto const person : {2U, 3U, 4U}) bench.engine.spawn(visit(bench, person, 30s, seen));
  bench.engine.run_until(TimePoint{500ms});
  bench.engine.drop_processes();
  EXPECT_TRUE(seen.empty());
}

TEST(SimulatedResponder, ACardThatIsRefusedAnywayAsksNobody) {
  auto bench = Bench{{.answer = always(1s)}};
  auto seen = std::vector<Visited>{};
  auto forged = [](Bench& of, std::vector<Visited>& into) -> sim::Task<void> {
    auto request = AuthenticationRequest{"token-0", "nothing", "x", "y"};
    auto const reply =
        co_await of.service.reception().authenticate(Caller{0}, std::move(request), sim::kNever);
    into.push_back({.outcome = reply.answer.outcome, .delivery = reply.delivery});
  };
  bench.engine.spawn(forged(bench, seen));
  bench.engine.run_until();
  EXPECT_EQ(seen.at(0).outcome, Outcome::kSessionUnknown);
  EXPECT_EQ(bench.responder.asked(), 0U);
}

}  // namespace
}  // namespace kazasu::eligibility
