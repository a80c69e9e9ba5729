#include "harness/scenario_faults.h"

#include <algorithm>
#include <stdexcept>

namespace kazasu::harness {

std::vector<eligibility::FaultRule> fault_rules(scenarios::Scenario const& scenario) {
  auto rules = std::vector<eligibility::FaultRule>{};
  for (auto const& fault : scenario.faults) {
    rules.push_back(eligibility::parse_service_fault(fault.text, scenario.calendar.start()));
  }
  return rules;
}

eligibility::FaultPlan fault_plan(scenarios::Scenario const& scenario) {
  auto plan = eligibility::FaultPlan{scenario.population.seed};
  for (auto const& rule : fault_rules(scenario)) {
    if (!plan.add(rule)) throw std::invalid_argument("a scenario has at most 1000 faults");
  }
  return plan;
}

bool needs_responder(scenarios::Scenario const& scenario) {
  return std::ranges::any_of(fault_rules(scenario), [](eligibility::FaultRule const& rule) {
    return eligibility::is_of_card_status(rule.effect);
  });
}

}  // namespace kazasu::harness
