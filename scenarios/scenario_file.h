// Loads and checks scenario files.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/mistake.h"
#include "scenarios/scenario.h"

namespace kazasu::scenarios {

// A scenario, or everything that is wrong with it, in the order of the file.
struct LoadResult {
  std::optional<Scenario> scenario;  // nothing when there are mistakes
  std::vector<Mistake> mistakes;
  explicit operator bool() const { return scenario.has_value(); }
};

// Never throws on account of the file: a file that cannot be read is a mistake as well.
LoadResult load_scenario(std::filesystem::path const& path);

// The same for a text; `name` stands for the file in mistakes, and files that the text names are relative to
// it.
LoadResult load_scenario_text(std::string text, std::string const& name);

// One line for each mistake, each ended by a line feed.
std::string text_of(std::vector<Mistake> const& mistakes);

}  // namespace kazasu::scenarios
