// A scenario from a parsed document, by the table of the language.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "scenarios/document.h"
#include "scenarios/mistake.h"
#include "scenarios/scenario.h"

namespace kazasu::scenarios {

struct Reading {
  Scenario scenario;                                   // complete only when there is no mistake
  std::vector<Mistake> mistakes;                       // in no order, without the file's name
  std::map<std::string, Position, std::less<>> given;  // where each key's value stands
  std::vector<Position> steps;                         // of all journeys, one for each step on the scenario
  bool steps_known = true;                             // every step has a name of the language
};

// Checks each key by itself: known, given once, of its type, within its range, present where required.
Reading read_document(Node const& root);

// A scenario on which every key has its default.
Scenario default_scenario();

}  // namespace kazasu::scenarios
