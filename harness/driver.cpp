#include "harness/driver.h"

#include "scenarios/journey_choice.h"
#include "scenarios/visit.h"

namespace kazasu::harness {

namespace {

using scenarios::Arrival;

sim::Task<void> record_visit(Drive& drive, Arrival arrival) {
  auto const journey = scenarios::choose_journey(drive.scenario, arrival);
  auto record = co_await scenarios::visit(drive.world, drive.scenario.journeys[journey], arrival);
  record.journey = journey;
  drive.recorder.add(record);
}

sim::Task<void> drive_open(Drive& drive) {
  while (auto const arrival = drive.arrivals.next()) {
    co_await drive.world.engine.sleep_until(arrival->due);
    drive.recorder.arrived(*arrival);
    drive.world.engine.spawn(record_visit(drive, *arrival));
  }
}

// One user of the closed kind: a visit at a time until the arrivals' time is over. Users take the next
// arrival as they come, so the list of arrivals does not depend on who is faster.
sim::Task<void> drive_user(Drive& drive) {
  auto& engine = drive.world.engine;
  while (engine.now() < sim::kRunStart + drive.scenario.arrivals.duration) {
    auto const arrival = drive.arrivals.next_at(engine.now());
    drive.recorder.arrived(arrival);
    co_await record_visit(drive, arrival);
  }
}

}  // namespace

void start_arrivals(Drive& drive) {
  auto& engine = drive.world.engine;
  if (drive.scenario.arrivals.kind != scenarios::ArrivalKind::kClosed) {
    engine.spawn(drive_open(drive));
    return;
  }
  for (std::uint32_t user = 0; user < drive.scenario.arrivals.users; ++user) engine.spawn(drive_user(drive));
}

}  // namespace kazasu::harness
