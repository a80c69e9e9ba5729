#include "harness/population.h"

#include <algorithm>
#include <stdexcept>

#include "harness/exit_code.h"
#include "scenarios/arrivals.h"

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
