#include "scenarios/journey_choice.h"

#include <stdexcept>

namespace kazasu::scenarios {

eligibility::ContinuingCare continuing_care(Scenario const& scenario) {
  return {.seed = scenario.population.seed,
          .share_ppm = scenario.population.continuing_ppm,
          .people = scenario.population.people,
          .stations = scenario.population.stations,
          .start = scenario.calendar.start()};
}

std::size_t choose_journey(Scenario const& scenario, Arrival const& arrival) {
  auto const& journeys = scenario.journeys;
  if (journeys.size() == 1 && journeys.front().patients == Patients::kAll) return 0;
  auto const continuing = eligibility::is_continuing(continuing_care(scenario), arrival.person);
  auto const other = continuing ? Patients::kNew : Patients::kContinuing;
  auto whole = std::uint64_t{0};
  for (auto const& journey : journeys) whole += journey.patients == other ? 0 : journey.weight;
  if (whole == 0) throw std::invalid_argument("journeys: there is none for this patient");
  auto random = sim::RandomStream{scenario.population.seed, "journey", arrival.number};
  auto draw = random.below(whole);
  for (std::size_t i = 0; i < journeys.size(); ++i) {
    if (journeys[i].patients == other) continue;
    if (draw < journeys[i].weight) return i;
    draw -= journeys[i].weight;
  }
  throw std::logic_error("the weights of the journeys do not add up");
}

identity::InsuranceMix insurance_mix(Scenario const& scenario) {
  auto mix =
      scenario.population.realistic_insurance ? identity::InsuranceMix{} : identity::InsuranceMix::plain();
  mix.unregistered_ppm = scenario.standings.unregistered_ppm.value_or(mix.unregistered_ppm);
  mix.suspended_ppm = scenario.standings.suspended_ppm.value_or(mix.suspended_ppm);
  mix.revoked_ppm = scenario.standings.revoked_ppm.value_or(mix.revoked_ppm);
  return mix;
}

}  // namespace kazasu::scenarios
