// What a run of a scenario amounts to, before it is started.
#pragma once

#include <string>

#include "scenarios/scenario.h"

namespace kazasu::scenarios {

// Exchanges of one visit with the eligibility system that meets no refusal: one for the consent, one for the
// authentication after the tap, one for the inquiry and, when the back office polls, at least one for the
// notice, and as many as a view of medical data repeats.
struct ExchangesPerVisit {
  int internet = 0;
  int closed_line = 0;
  int total() const { return internet + closed_line; }
};
ExchangesPerVisit exchanges_per_visit(Journey const& journey);

// Lines for people: stations, visits, requests per second, length of the run, calendar, faults, thresholds.
std::string plan_text(Scenario const& scenario);

}  // namespace kazasu::scenarios
