// One run of a scenario on either clock: everything from the loaded scenario to the immutable result.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "harness/interruption.h"
#include "harness/options.h"
#include "harness/progress.h"
#include "harness/recorder.h"
#include "reports/run_result.h"
#include "scenarios/scenario.h"
#include "scenarios/thresholds.h"
#include "sim/engine.h"

namespace kazasu::harness {

struct RunControl {
  Interruption& interruption;
  ProgressLine& progress;
};

// What a self-test does to a run from outside: called about every 50 ms of run time with the time and the
// process of our own emulators.
using RunHook = std::function<void(sim::TimePoint now, int server_pid)>;

reports::RunResult run_virtual(scenarios::Scenario const& scenario, RunControl control);

// `options` names targets, credentials and the test PKI. Throws CommandError before anything is run when a
// target is refused or unreachable, the test PKI cannot be used or the emulators do not start.
reports::RunResult run_realtime(scenarios::Scenario const& scenario, RunOptions const& options,
                                RunControl control, RunHook const& hook = {});

struct Conduct {
  sim::Engine& engine;
  scenarios::Scenario const& scenario;
  Recorder& recorder;
  RunControl control;
  sim::Duration slice;
  std::function<void(sim::TimePoint)> each_slice;  // may be empty
};
// Runs the engine in slices until its last process ends; shows progress. False when interrupted.
bool conduct_run(Conduct const& conduct);

// How the generator did; what judge_run() needs beside the result.
struct RunEvidence {
  bool interrupted = false;
  bool real_time = false;
  std::uint64_t open_files_limit = 0;
  std::uint64_t open_files_needed = 0;
  double cpu_share = 0;  // of one core, in real time
};
// The parts of the result that follow from the scenario and from this machine alone.
reports::RunResult result_frame(scenarios::Scenario const& scenario, reports::ClockKind clock);
// The parts of a judgement that every kind of run has: what its thresholds came to, that the generator was
// too late, and last the verdict from the reasons so far, with the generator's health.
void judge_thresholds(reports::RunResult& result, scenarios::Scenario const& scenario,
                      scenarios::FigureSource const& figure);
reports::Reason late_generator(reports::RunResult const& result, double allowed_ms);
void conclude_run(reports::RunResult& result, RunEvidence const& evidence);
// Fills figures, thresholds and the verdict with its reasons.
void judge_run(reports::RunResult& result, scenarios::Scenario const& scenario, Recorder& recorder,
               RunEvidence const& evidence);

}  // namespace kazasu::harness
