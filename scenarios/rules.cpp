#include "scenarios/rules.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "scenarios/language.h"
#include "sim/nearest_word.h"

namespace kazasu::scenarios {

namespace {

using Mistakes = std::vector<Mistake>;

void report(Mistakes& mistakes, Position at, std::string message) {
  mistakes.push_back({.file = {}, .at = at, .message = std::move(message)});
}

// True when the key was given and is right.
bool sound(Reading const& reading, std::string_view path) {
  auto const place = reading.given.find(path);
  if (place == reading.given.end()) return false;
  return std::none_of(reading.mistakes.begin(), reading.mistakes.end(),
                      [&](Mistake const& mistake) { return mistake.at == place->second; });
}

// Of the only condition there is: users and rate belong to a process.
std::size_t process_of(Reading const& reading) {
  return static_cast<std::size_t>(reading.scenario.arrivals.kind);
}

void check_conditions(Reading const& reading, Mistakes& mistakes) {
  for (auto const& entry : language()) {
    if (entry.condition.path.empty() || !sound(reading, entry.condition.path)) continue;
    auto const process = find_entry(entry.condition.path)->words[process_of(reading)];
    auto const& words = entry.condition.words;
    auto const needed = std::find(words.begin(), words.end(), process) != words.end();
    auto const given = reading.given.find(entry.path);
    auto const with = std::string{key_of(*find_entry(entry.condition.path))} + ": ";
    if (needed && given == reading.given.end()) {
      report(mistakes, reading.given.find(entry.condition.path)->second,
             "missing key '" + std::string{entry.path} + "', which goes with " + with + std::string{process});
    } else if (!needed && given != reading.given.end()) {
      report(mistakes, given->second,
             std::string{entry.path} + ": has no meaning with " + with + std::string{process} +
                 ", only with " + sim::one_of(words));
    }
  }
}

void check_population(Reading const& reading, Mistakes& mistakes) {
  auto const& population = reading.scenario.population;
  if (population.people >= population.stations) return;
  auto const people = reading.given.find("population.people");
  auto const stations = reading.given.find("population.stations");
  auto const at = people != reading.given.end()     ? people->second
                  : stations != reading.given.end() ? stations->second
                                                    : Position{1, 1};
  report(mistakes, at,
         "population.people: " + std::to_string(population.people) + " people cannot be dealt to " +
             std::to_string(population.stations) + " stations — expected at least one for each");
}

// The steps that a visit takes at most once, and what each of them needs before it.
struct StepRule {
  std::string_view name;
  std::array<std::string_view, 2> after;
};
constexpr auto kStepRules = std::to_array<StepRule>({
    {"think", {}},
    {"consent", {}},
    {"enter_pin", {}},
    {"tap_card", {"consent", "enter_pin"}},
    {"fetch_eligibility", {"tap_card", ""}},
    {"view_medical_data", {"tap_card", ""}},
});

void check_steps(Reading const& reading, Mistakes& mistakes) {
  auto const& steps = reading.scenario.journeys.front().steps;
  auto seen = std::vector<std::string_view>{};
  auto const before = [&](std::string_view name) {
    return std::find(seen.begin(), seen.end(), name) != seen.end();
  };
  for (std::size_t i = 0; i < steps.size(); ++i) {
    auto const& rule = kStepRules[steps[i].index()];
    auto const name = std::string{rule.name};
    if (rule.name != "think" && before(rule.name)) {
      report(mistakes, reading.steps[i], "the step '" + name + "' occurs twice; a visit has it once");
    }
    for (auto const needed : rule.after) {
      if (!needed.empty() && !before(needed)) {
        report(mistakes, reading.steps[i],
               "the step '" + name + "' cannot work here — expected '" + std::string{needed} + "' before it");
      }
    }
    seen.push_back(rule.name);
  }
}

}  // namespace

std::vector<Mistake> check_rules(Reading const& reading) {
  auto mistakes = Mistakes{};
  check_conditions(reading, mistakes);
  check_population(reading, mistakes);
  if (reading.steps_known) check_steps(reading, mistakes);
  return mistakes;
}

}  // namespace kazasu::scenarios
