// The faults of a scenario as rules.
#pragma once

#include <vector>

#include "emulators/eligibility/fault_plan.h"
#include "scenarios/scenario.h"

namespace kazasu::harness {

// In the order of the file.
std::vector<eligibility::FaultRule> fault_rules(scenarios::Scenario const& scenario);
eligibility::FaultPlan fault_plan(scenarios::Scenario const& scenario);
// True when a rule acts on the status of cards' certificates, so that a responder is needed.
bool needs_responder(scenarios::Scenario const& scenario);

}  // namespace kazasu::harness
