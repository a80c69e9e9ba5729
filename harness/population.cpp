#include "harness/population.h"

#include <algorithm>
#include <stdexcept>

#include "harness/exit_code.h"
#include "scenarios/arrivals.h"
#include "scenarios/journey_rules.h"

namespace kazasu::harness {

sim::Instant calendar_start(std::string const& option) {
  try {
    return sim::parse_iso_date_time(option);
  } catch (std::invalid_argument const& error) {
    throw CommandError(ExitCode::kUsage, "--calendar-start " + option + ": " + error.what());
  }
}

identity::PopulationSettings population_settings(scenarios::Scenario const& scenario) {
  return {.seed = scenario.population.seed,
          .people = scenario.population.people,
          .stations = scenario.population.stations,
          .calendar_start = scenario.calendar.start()};
}

eligibility::ResponderState responder_state(scenarios::Scenario const& scenario) {
  auto const& status = scenario.status;
  auto state = eligibility::ResponderState{.conduct = status.conduct};
  if (status.conduct == eligibility::ResponderConduct::kSlow) state.delay = status.delay;
  return state;
}

std::vector<RecordedJourney> recorded_journeys(scenarios::Scenario const& scenario) {
  auto journeys = std::vector<RecordedJourney>{};
  for (auto const& journey : scenario.journeys) {
    journeys.push_back({.name = journey.name, .success = scenarios::success_outcome(journey)});
  }
  return journeys;
}

sim::Duration series_interval(scenarios::Scenario const& scenario) {
  static constexpr auto kMostPoints = 600;
  auto const seconds = std::chrono::ceil<std::chrono::seconds>(scenario.arrivals.duration).count();
  return std::chrono::seconds{std::max<std::int64_t>(1, (seconds + kMostPoints - 1) / kMostPoints)};
}

std::uint64_t planned_arrivals(scenarios::Scenario const& scenario, Recorder const& recorder) {
  if (scenario.arrivals.kind == scenarios::ArrivalKind::kClosed) return recorder.arrivals();
  auto arrivals = scenarios::ArrivalProcess{scenario};
  auto planned = std::uint64_t{0};
  while (arrivals.next()) ++planned;
  return planned;
}

}  // namespace kazasu::harness
