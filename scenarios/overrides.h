// Settings of the command line that replace a scenario's own.
#pragma once

#include <optional>
#include <string>

#include "scenarios/scenario.h"

namespace kazasu::scenarios {

// Texts as a scenario file would write them: "10s", "200/s", "7", "500".
struct Overrides {
  std::optional<std::string> duration;
  std::optional<std::string> rate;  // not with closed arrivals
  std::optional<std::string> seed;
  std::optional<std::string> stations;
};

// Reads each text by the language's own rules. Throws std::invalid_argument with one line that names the
// option, what was expected and what was found; the scenario is unchanged then.
void apply_overrides(Scenario& scenario, Overrides const& overrides);

}  // namespace kazasu::scenarios
