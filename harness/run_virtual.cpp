// Virtual time: every port is the service itself behind a queue, and the engine jumps from event to event.
#include <chrono>

#include "harness/driver.h"
#include "harness/population.h"
#include "harness/run.h"
#include "harness/virtual_world.h"
#include "sim/synchronizer.h"

namespace kazasu::harness {

namespace {
// Long enough to cost nothing, short enough for the progress line and Ctrl-C.
constexpr auto kSlice = std::chrono::seconds{1};

}  // namespace

reports::RunResult run_virtual(scenarios::Scenario const& scenario, RunControl control) {
  auto const wall_start = std::chrono::steady_clock::now();
  auto result = result_frame(scenario, reports::ClockKind::kVirtual);
  result.target = "own emulators, in process";
  auto clock = sim::FastForward{};
  auto engine = sim::Engine{clock};
  auto virtual_world = VirtualWorld{engine, scenario};
  auto recorder = Recorder{recorded_journeys(scenario), series_interval(scenario)};
  auto arrivals = scenarios::ArrivalProcess{scenario};
  auto drive =
      Drive{.world = virtual_world.world(), .scenario = scenario, .arrivals = arrivals, .recorder = recorder};
  start_arrivals(drive);
  auto const whole = conduct_run({.engine = engine,
                                  .scenario = scenario,
                                  .recorder = recorder,
                                  .control = control,
                                  .slice = kSlice,
                                  .each_slice = {}});
  engine.drop_processes();
  result.arrival_hash = sim::hex_digest(arrivals.hash());
  result.arrivals_planned = planned_arrivals(scenario, recorder);
  result.wall_s = std::chrono::duration<double>{std::chrono::steady_clock::now() - wall_start}.count();
  judge_run(result, scenario, recorder, {.interrupted = !whole});
  return result;
}

}  // namespace kazasu::harness
