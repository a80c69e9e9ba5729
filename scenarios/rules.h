// What must hold between the keys of a scenario.
#pragma once

#include <vector>

#include "scenarios/mistake.h"
#include "scenarios/reader.h"

namespace kazasu::scenarios {

// Keys that go together, enough people for the stations, and an order of steps that can work. Says nothing
// about keys that are mistaken by themselves.
std::vector<Mistake> check_rules(Reading const& reading);

}  // namespace kazasu::scenarios
