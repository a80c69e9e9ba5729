// What a caller finds in virtual time when a fault strikes.
#include <gtest/gtest.h>

#include <optional>

#include "emulators/eligibility/simulated_ports.h"
#include "sim/synchronizer.h"
#include "tests/eligibility/sample_world.h"

namespace kazasu::eligibility {
namespace {

using namespace std::chrono_literals;

auto const kStart = at("2024-12-02T09:00:00+09:00");

struct Bench {
  explicit Bench(ConnectionPolicy connection = ConnectionPolicy::kNew)
      : service({.engine = engine,
                 .system = world.system,
                 .stations = world.stations,
                 .calendar = {kStart, 1},
                 .model = {.lookup = sim::Distribution::constant(5ms)},
                 .links = {.page = {.connection = connection},
                           .app = {.connection = connection},
                           .closed_line = {.connection = connection}},
                 .seed = 1,
                 .faults = &plan}) {}

  void add(std::string_view text) { ASSERT_TRUE(plan.add(parse_service_fault(text, kStart))); }
  Reply<NoticeAnswer> notices(identity::StationIndex station = 0, sim::Duration patience = 10s);
  Reply<ConsentAnswer> consent();
  std::uint64_t recorded() const { return world.system.counters().notices.total(); }

  SampleWorld world;
  FaultPlan plan{1};
  sim::FastForward clock;
  sim::Engine engine{clock};
  SimulatedService service;
};

template <class Answer>
sim::Task<void> keep(sim::Task<Reply<Answer>> call, std::optional<Reply<Answer>>& kept) {
  auto reply = co_await std::move(call);
  kept = std::move(reply);
}
template <class Answer>
Reply<Answer> finish(sim::Engine& engine, sim::Task<Reply<Answer>> call) {
  auto kept = std::optional<Reply<Answer>>{};
  engine.spawn(keep(std::move(call), kept));
  engine.run_until();
  return std::move(*kept);
}

Reply<NoticeAnswer> Bench::notices(identity::StationIndex station, sim::Duration patience) {
  auto request = NoticeRequest{.institution_code = std::string{SampleStations::kCodes[station]}};
  return finish(engine,
                service.eligibility().notices({station}, std::move(request), engine.now() + patience));
}
Reply<ConsentAnswer> Bench::consent() {
  auto request = ConsentRequest{.reception_token = "token-0", .consents = ConsentSet::all()};
  return finish(engine, service.reception().submit_consent({0}, std::move(request), engine.now() + 10s));
}

TEST(SimulatedFaults, BusyIsAnAnswerAndRecordsNothing) {
  auto bench = Bench{};
  bench.add("busy on consent first 1");
  auto const refused = bench.consent();
  EXPECT_EQ(refused.delivery, Delivery::kDelivered);
  EXPECT_EQ(refused.answer.outcome, Outcome::kBusy);
  EXPECT_EQ(bench.world.system.open_visits(), 0U);
  EXPECT_EQ(bench.consent().answer.outcome, Outcome::kAccepted);
  EXPECT_EQ(bench.world.system.open_visits(), 1U);
}

TEST(SimulatedFaults, AStatusIsNotUnderstoodAndRecordsNothing) {
  auto bench = Bench{};
  bench.add("status 502 on notices");
  EXPECT_EQ(bench.notices().delivery, Delivery::kNotUnderstood);
  EXPECT_EQ(bench.recorded(), 0U);
}

TEST(SimulatedFaults, SpoiltAnswersAreOfWorkThatWasDone) {
  auto bench = Bench{};
  bench.add("truncate on notices first 1");
  bench.add("malform on notices first 2");
  EXPECT_EQ(bench.notices().delivery, Delivery::kUnreachable);
  EXPECT_EQ(bench.notices().delivery, Delivery::kNotUnderstood);
  EXPECT_EQ(bench.notices().delivery, Delivery::kDelivered);
  EXPECT_EQ(bench.recorded(), 3U);
}

TEST(SimulatedFaults, DelaysAndDripsComeOnTop) {
  auto bench = Bench{};
  bench.add("delay 2s on notices");
  bench.add("drip 1s on notices");
  auto const reply = bench.notices();
  EXPECT_EQ(reply.delivery, Delivery::kDelivered);
  EXPECT_EQ(reply.exchange, 3005ms);
  EXPECT_EQ(reply.server.lookup, 5ms);
  auto const impatient = bench.notices(0, 2500ms);
  EXPECT_EQ(impatient.delivery, Delivery::kTimedOut);
  EXPECT_EQ(impatient.connect + impatient.exchange, 2500ms);
}

TEST(SimulatedFaults, AResetOfAKeptConnectionIsTriedOnceMore) {
  auto bench = Bench{ConnectionPolicy::kKept};
  bench.notices();
  bench.add("reset on notices first 1");
  auto const again = bench.notices();
  EXPECT_EQ(again.delivery, Delivery::kDelivered);
  EXPECT_TRUE(again.new_connection);
  bench.plan.clear();
  bench.add("reset on notices");
  EXPECT_EQ(bench.notices().delivery, Delivery::kUnreachable);
  EXPECT_EQ(bench.plan.entries().front().second.struck, 2U);
}

TEST(SimulatedFaults, AResetOfANewConnectionIsNot) {
  auto bench = Bench{};
  bench.add("reset on notices first 1");
  EXPECT_EQ(bench.notices().delivery, Delivery::kUnreachable);
  EXPECT_EQ(bench.recorded(), 0U);
}

TEST(SimulatedFaults, ALostLineIsOneStationsAndUntilItIsRedone) {
  auto bench = Bench{};
  bench.add("line_lost station 1");
  EXPECT_EQ(bench.notices(1).delivery, Delivery::kUnreachable);
  EXPECT_EQ(bench.notices(0).delivery, Delivery::kDelivered);
  ASSERT_TRUE(bench.plan.remove(1));
  EXPECT_EQ(bench.notices(1).delivery, Delivery::kDelivered);
}

TEST(SimulatedFaults, FindThePersonBehindARequest) {
  auto bench = Bench{};
  bench.add("busy on authentication person 3");
  auto const card = [&](identity::PersonIndex person) {
    auto request = bench.world.signed_by(person, bench.consent().answer);
    return finish(bench.engine,
                  bench.service.reception().authenticate({0}, std::move(request), bench.engine.now() + 10s));
  };
  EXPECT_EQ(card(2).answer.outcome, Outcome::kAccepted);
  EXPECT_EQ(card(3).answer.outcome, Outcome::kBusy);
}

}  // namespace
}  // namespace kazasu::eligibility
