// Which of several journeys a visit takes.
#pragma once

#include <cstddef>

#include "emulators/eligibility/continuing_care.h"
#include "scenarios/arrivals.h"
#include "scenarios/scenario.h"

namespace kazasu::scenarios {

// Who was visited before the run.
eligibility::ContinuingCare continuing_care(Scenario const& scenario);

// Index of a journey for this patient, drawn by weight from the stream (seed, "journey", number of the
// arrival). Throws std::invalid_argument when there is none for him.
std::size_t choose_journey(Scenario const& scenario, Arrival const& arrival);

}  // namespace kazasu::scenarios
