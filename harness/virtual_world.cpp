#include "harness/virtual_world.h"

#include "emulators/eligibility/continuing_care.h"
#include "emulators/identity/instant_crypto.h"
#include "harness/population.h"
#include "harness/scenario_faults.h"
#include "scenarios/journey_choice.h"

namespace kazasu::harness {

namespace {

eligibility::WithoutStatus without_status(scenarios::Scenario const& scenario) {
  return scenario.status.accept_without ? eligibility::WithoutStatus::kAccept
                                        : eligibility::WithoutStatus::kRefuse;
}

eligibility::ResponderModel responder_model(scenarios::Scenario const& scenario) {
  if (!scenario.status.asked) return {};  // asked because of faults alone
  return {.answer = scenario.status.answer,
          .patience = scenario.status.patience,
          .validity = scenario.status.validity};
}

}  // namespace

VirtualWorld::VirtualWorld(sim::Engine& engine, scenarios::Scenario const& scenario)
    : settings_(population_settings(scenario)),
      persons_(settings_, scenario.population.people_file, scenarios::insurance_mix(scenario)),
      issuer_(identity::make_instant_issuer()),
      system_({.stations = stations_,
               .people = persons_.people(),
               .registry = persons_.registry(),
               .check = check_,
               .seed = settings_.seed,
               .without_status = without_status(scenario)}),
      stock_(persons_.people(), *issuer_, {.mix = scenario.card_mix, .seed = settings_.seed}),
      readers_(engine, {.stock = stock_, .model = scenario.card, .seed = settings_.seed}),
      faults_(fault_plan(scenario)),
      rules_({.seed = settings_.seed,
              .revoked_ppm = scenario.status.revoked_ppm,
              .origin = settings_.calendar_start,
              .people = &persons_.people(),
              .overlay = &faults_}),
      responder_({.engine = engine,
                  .rules = rules_,
                  .calendar = scenario.calendar,
                  .model = responder_model(scenario),
                  .seed = settings_.seed}),
      service_({.engine = engine,
                .system = system_,
                .stations = stations_,
                .calendar = scenario.calendar,
                .model = scenario.service,
                .links = scenario.links,
                .seed = settings_.seed,
                .responder = scenario.status.asked || needs_responder(scenario) ? &responder_ : nullptr,
                .faults = faults_.empty() ? nullptr : &faults_}),
      reception_(engine, service_.reception(), scenario.links, settings_.seed),
      line_(engine, service_.eligibility(), scenario.links, settings_.seed),
      back_office_(engine, service_.back_office(), scenario.links, settings_.seed),
      devices_line_(engine, {service_.settings(), service_.activation()}, scenario.links, settings_.seed),
      world_{.engine = engine,
             .calendar = scenario.calendar,
             .people = persons_.people(),
             .stations = stations_,
             .readers = readers_,
             .reception = reception_,
             .eligibility = line_,
             .back_office = back_office_,
             .settings = devices_line_,
             .activation = devices_line_,
             .registry = persons_.registry(),
             .devices = devices_,
             .scenario = scenario,
             .seed = settings_.seed} {
  rules_.set(responder_state(scenario));
  eligibility::begin_continuing_care(system_, scenarios::continuing_care(scenario), persons_.people());
}

}  // namespace kazasu::harness
