// What must hold within a journey and between several.
#pragma once

#include <vector>

#include "scenarios/mistake.h"
#include "scenarios/reader.h"

namespace kazasu::scenarios {

// Adds to `mistakes`. Precondition: every step has a name of the language.
void check_journeys(Reading const& reading, std::vector<Mistake>& mistakes);

// The outcome that means success for this journey: what its last step reaches.
std::string_view success_outcome(Journey const& journey);

}  // namespace kazasu::scenarios
