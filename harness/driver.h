// Starts the visits at their intended times and records what they return, on either clock.
#pragma once

#include "harness/recorder.h"
#include "scenarios/scenario.h"
#include "scenarios/world.h"

namespace kazasu::harness {

// Spawns the processes that make `scenario`'s arrivals; the run is over when the engine has no process left.
// All three outlive the run.
void start_arrivals(scenarios::World& world, scenarios::Scenario const& scenario, Recorder& recorder);

}  // namespace kazasu::harness
