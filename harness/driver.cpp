#include "harness/driver.h"

#include "scenarios/visit.h"

namespace kazasu::harness {

namespace {

using scenarios::Arrival;

sim::Task<void> record_visit(scenarios::World& world, scenarios::Journey const& journey, Arrival arrival,
                             Recorder& recorder) {
  auto const record = co_await scenarios::visit(world, journey, arrival);
  recorder.add(record);
}

sim::Task<void> drive_open(scenarios::World& world, scenarios::Scenario const& scenario, Recorder& recorder) {
  auto arrivals = scenarios::ArrivalProcess{scenario};
  while (auto const arrival = arrivals.next()) {
    co_await world.engine.sleep_until(arrival->due);
    recorder.arrived(*arrival);
    world.engine.spawn(record_visit(world, scenario.journeys.front(), *arrival, recorder));
  }
}

// One user of the closed kind: a visit at a time until the arrivals' time is over. User u takes the arrivals
// u, u + users, u + 2 users …, so that who visits whom does not depend on who is faster.
sim::Task<void> drive_user(scenarios::World& world, scenarios::Scenario const& scenario, Recorder& recorder,
                           std::uint32_t user) {
  auto const dealer = scenarios::ArrivalDealer{scenario};
  auto const end = sim::kRunStart + scenario.arrivals.duration;
  for (auto number = std::uint64_t{user}; world.engine.now() < end; number += scenario.arrivals.users) {
    auto const arrival = dealer.deal(number, world.engine.now());
    recorder.arrived(arrival);
    auto const record = co_await scenarios::visit(world, scenario.journeys.front(), arrival);
    recorder.add(record);
  }
}

}  // namespace

void start_arrivals(scenarios::World& world, scenarios::Scenario const& scenario, Recorder& recorder) {
  if (scenario.arrivals.kind != scenarios::ArrivalKind::kClosed) {
    world.engine.spawn(drive_open(world, scenario, recorder));
    return;
  }
  for (std::uint32_t user = 0; user < scenario.arrivals.users; ++user) {
    world.engine.spawn(drive_user(world, scenario, recorder, user));
  }
}

}  // namespace kazasu::harness
