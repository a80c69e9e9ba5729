// The people, their insurance and the stations that `kazasu serve` knows, the same in every environment.
#pragma once

#include "emulators/eligibility/eligibility_system.h"
#include "emulators/identity/generated_stations.h"
#include "emulators/identity/population_settings.h"
#include "harness/options.h"
#include "harness/people_world.h"

namespace kazasu::harness {

struct ServedWorld {
  // Throws CommandError(kUsage) for a calendar start that is no time and for a file of people that cannot be
  // used.
  explicit ServedWorld(ServeOptions const& options);
  ServedWorld(ServedWorld const&) = delete;
  ServedWorld& operator=(ServedWorld const&) = delete;

  // Gives their consents to those who were visited before the calendar began.
  void begin_continuing_care(eligibility::EligibilitySystem& system) const;

  identity::PopulationSettings settings;
  PeopleWorld persons;
  identity::PersonSource const& people;
  identity::InsuredRegistry const& registry;
  identity::GeneratedStations stations;
  std::uint32_t continuing_ppm = 0;  // share of the people
};

}  // namespace kazasu::harness
