// The generated population of a scenario, the same in the load generator and in the emulators.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "emulators/identity/generated_people.h"
#include "emulators/identity/generated_stations.h"
#include "emulators/identity/population_settings.h"
#include "harness/recorder.h"
#include "scenarios/scenario.h"

namespace kazasu::harness {

// What `--calendar-start` says. Throws CommandError(kUsage) when it is no time.
sim::Instant calendar_start(std::string const& option);

identity::PopulationSettings population_settings(scenarios::Scenario const& scenario);

// How the certificate status responder fares from the start.
eligibility::ResponderState responder_state(scenarios::Scenario const& scenario);

// The journeys as the recorder tells them apart.
std::vector<RecordedJourney> recorded_journeys(scenarios::Scenario const& scenario);

// Time series have at most about 600 points, and no point is finer than a second.
sim::Duration series_interval(scenarios::Scenario const& scenario);

// What the arrival process yields up to its end; for a closed load what was started.
std::uint64_t planned_arrivals(scenarios::Scenario const& scenario, Recorder const& recorder);

}  // namespace kazasu::harness
