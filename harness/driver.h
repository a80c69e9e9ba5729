// Starts the visits at their intended times and records what they return, on either clock.
#pragma once

#include "harness/recorder.h"
#include "scenarios/arrivals.h"
#include "scenarios/scenario.h"
#include "scenarios/world.h"

namespace kazasu::harness {

// What the driving processes share; all of it outlives the run.
struct Drive {
  scenarios::World& world;
  scenarios::Scenario const& scenario;
  scenarios::ArrivalProcess& arrivals;
  Recorder& recorder;
};

// Spawns the processes that make the arrivals; the run is over when the engine has no process left.
void start_arrivals(Drive& drive);

}  // namespace kazasu::harness
