#include "harness/served_world.h"

#include "emulators/eligibility/continuing_care.h"
#include "harness/population.h"

namespace kazasu::harness {

namespace {

identity::InsuranceMix served_mix(ServeOptions const& options) {
  auto mix = options.insurance == "realistic" ? identity::InsuranceMix{} : identity::InsuranceMix::plain();
  mix.unregistered_ppm = options.unregistered_ppm.value_or(mix.unregistered_ppm);
  mix.suspended_ppm = options.suspended_ppm.value_or(mix.suspended_ppm);
  mix.revoked_ppm = options.revoked_ppm.value_or(mix.revoked_ppm);
  return mix;
}

}  // namespace

ServedWorld::ServedWorld(ServeOptions const& options)
    : settings{.seed = options.seed,
               .people = options.people,
               .stations = options.stations,
               .calendar_start = calendar_start(options.calendar_start)},
      persons(settings, options.people_file, served_mix(options)),
      people(persons.people()),
      registry(persons.registry()),
      stations(settings),
      continuing_ppm(options.continuing_ppm) {}

void ServedWorld::begin_continuing_care(eligibility::EligibilitySystem& system) const {
  eligibility::begin_continuing_care(system,
                                     {.seed = settings.seed,
                                      .share_ppm = continuing_ppm,
                                      .people = people.people(),
                                      .stations = settings.stations,
                                      .start = settings.calendar_start},
                                     people);
}

}  // namespace kazasu::harness
