#include "scenarios/overrides.h"

#include <stdexcept>
#include <string_view>
#include <utility>

#include "scenarios/language.h"
#include "scenarios/value_text.h"

namespace kazasu::scenarios {

namespace {

void apply(Scenario& scenario, std::string_view path, std::optional<std::string> const& text) {
  if (!text) return;
  auto const& entry = *find_entry(path);
  auto const parsed = read_text(entry, *text);
  if (!parsed.value) throw std::invalid_argument("--" + std::string{key_of(entry)} + ": " + parsed.error);
  entry.set(scenario, *parsed.value);
}

}  // namespace

void apply_overrides(Scenario& scenario, Overrides const& overrides) {
  if (overrides.rate && scenario.arrivals.kind == ArrivalKind::kClosed) {
    throw std::invalid_argument(
        "--rate: has no meaning with closed arrivals; change arrivals.users in the scenario");
  }
  if (scenario.claims.used && (overrides.duration || overrides.rate)) {
    throw std::invalid_argument(std::string{overrides.duration ? "--duration" : "--rate"} +
                                ": has no meaning with claims");
  }
  auto changed = scenario;
  apply(changed, "arrivals.duration", overrides.duration);
  apply(changed, "arrivals.rate", overrides.rate);
  apply(changed, "population.seed", overrides.seed);
  apply(changed, "population.stations", overrides.stations);
  if (changed.claims.used) changed.population.people = claims_people(changed);
  if (changed.population.stations > changed.population.people) {
    throw std::invalid_argument("--stations: " + std::to_string(changed.population.stations) +
                                " stations need as many people — the scenario has " +
                                std::to_string(changed.population.people));
  }
  scenario = std::move(changed);
}

}  // namespace kazasu::scenarios
