// Real time: the same bodies over TLS, against our own emulators in a process of their own or against the
// user's system.
#include <algorithm>

#include "harness/admin_client.h"
#include "harness/card_readers.h"
#include "harness/far_side.h"
#include "harness/machine.h"
#include "harness/near_side.h"
#include "harness/open_pki.h"
#include "harness/run.h"
#include "harness/scenario_faults.h"

namespace kazasu::harness {

namespace {

// One connection for the closed line and one or two for the device, for as many visits as may be under way.
std::uint64_t open_files_needed(scenarios::Scenario const& scenario) {
  static constexpr auto kPerStation = std::uint64_t{3};
  static constexpr auto kOwn = std::uint64_t{64};
  return kOwn + kPerStation * scenario.population.stations;
}

// Before any clock runs; their times are calendar times.
void put_faults_in_force(scenarios::Scenario const& scenario, Emulators const& emulators) {
  for (auto const& rule : fault_rules(scenario)) {
    add_fault({emulators.process.ports().admin, emulators.token}, eligibility::text_of(rule));
  }
}

}  // namespace

reports::RunResult run_realtime(scenarios::Scenario const& scenario, RunOptions const& options,
                                RunControl control, RunHook const& hook) {
  auto const wall_start = std::chrono::steady_clock::now();
  auto const files = raise_open_files_limit();
  auto result = result_frame(scenario, reports::ClockKind::kReal);
  require_card_readers(options, scenario);
  if (!std::filesystem::exists(options.data / "pki")) control.progress.say("making the test PKI, once");
  auto const& calendar = scenario.calendar;
  auto const end = sim::kRunStart + scenario.arrivals.duration;
  auto const pki = open_test_pki(options.data, calendar.start(), calendar.at(end));
  auto const far_side = reach_far_side(options, scenario, pki, control.progress);
  result.target = far_side.targets.description;
  auto near_side = NearSide{scenario, options, pki, far_side.targets};
  near_side.issue_credentials(control.progress);

  auto const* const emulators = far_side.emulators.get();
  auto const server = emulators != nullptr ? emulators->process.pid() : 0;
  if (emulators != nullptr) put_faults_in_force(scenario, *emulators);
  if (emulators == nullptr && !options.capture.empty()) {
    control.progress.say("--capture keeps nothing: every endpoint is named with --target");
  }
  if (emulators == nullptr && !scenario.faults.empty()) {
    control.progress.say("the scenario's faults strike nobody: every endpoint is named with --target");
    result.generator["faults"] = "none, every endpoint was named with --target";
  }
  auto const zero = near_side.start_clock();
  if (emulators != nullptr) {
    auto const admin = AdminTarget{emulators->process.ports().admin, emulators->token};
    set_calendar(admin, scenario.calendar, zero);
  }
  auto const cpu_before = cpu_seconds();
  auto const whole = with_card_readers([&] {
    return near_side.run(control, [&hook, server](sim::TimePoint time) {
      if (hook) hook(time, server);
    });
  });
  auto const evidence =
      RunEvidence{.interrupted = !whole,
                  .real_time = true,
                  .open_files_limit = files,
                  .open_files_needed = open_files_needed(scenario),
                  .cpu_share = (cpu_seconds() - cpu_before) / std::max(near_side.elapsed_s(), 1e-3)};
  if (emulators != nullptr) {
    result.generator["server_memory"] = std::to_string(emulators->process.resident_kib() / 1024) + " MiB";
  }
  if (auto const trouble = near_side.finish_trace()) {
    control.progress.say("the trace is not whole: " + *trouble);
    result.generator["apdu_trace"] = *trouble;
  }
  if (!options.readers.empty()) result.generator["card_readers"] = near_side.card_readers();
  result.arrival_hash = sim::hex_digest(near_side.arrivals().hash());
  result.arrivals_planned = planned_arrivals(scenario, near_side.recorder());
  result.wall_s = std::chrono::duration<double>{std::chrono::steady_clock::now() - wall_start}.count();
  judge_run(result, scenario, near_side.recorder(), evidence);
  return result;
}

}  // namespace kazasu::harness
