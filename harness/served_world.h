// The people, their insurance and the stations that `kazasu serve` knows, the same in every environment.
#pragma once

#include "emulators/identity/generated_people.h"
#include "emulators/identity/generated_registry.h"
#include "emulators/identity/generated_stations.h"
#include "emulators/identity/population_settings.h"
#include "harness/options.h"
#include "harness/population.h"

namespace kazasu::harness {

struct ServedWorld {
  // Throws CommandError(kUsage) for a calendar start that is no time.
  explicit ServedWorld(ServeOptions const& options)
      : settings{.seed = options.seed,
                 .people = options.people,
                 .stations = options.stations,
                 .calendar_start = calendar_start(options.calendar_start)} {}

  identity::PopulationSettings settings;
  identity::GeneratedPeople people{settings};
  identity::GeneratedRegistry registry{people, settings, identity::InsuranceMix::plain()};
  identity::GeneratedStations stations{settings};
};

}  // namespace kazasu::harness
