// Virtual time: every port is the service itself behind a queue, and the engine jumps from event to event.
#include <chrono>

#include "emulators/card/card_stock.h"
#include "emulators/card/nfc_timing.h"
#include "emulators/eligibility/continuing_care.h"
#include "emulators/eligibility/instant_credential_check.h"
#include "emulators/eligibility/link_delay.h"
#include "emulators/eligibility/simulated_ports.h"
#include "emulators/identity/instant_crypto.h"
#include "emulators/terminal/model_card_reader.h"
#include "harness/driver.h"
#include "harness/people_world.h"
#include "harness/population.h"
#include "harness/run.h"
#include "scenarios/journey_choice.h"
#include "sim/synchronizer.h"

namespace kazasu::harness {

namespace {
// Long enough to cost nothing, short enough for the progress line and Ctrl-C.
constexpr auto kSlice = std::chrono::seconds{1};

eligibility::SimulatedResponder simulated_responder(scenarios::Scenario const& scenario, sim::Engine& engine,
                                                    eligibility::ResponderRules const& rules) {
  return eligibility::SimulatedResponder{{.engine = engine,
                                          .rules = rules,
                                          .calendar = scenario.calendar,
                                          .model = {.answer = scenario.status.answer,
                                                    .patience = scenario.status.patience,
                                                    .validity = scenario.status.validity},
                                          .seed = scenario.population.seed}};
}
}  // namespace

reports::RunResult run_virtual(scenarios::Scenario const& scenario, RunControl control) {
  auto const wall_start = std::chrono::steady_clock::now();
  auto result = result_frame(scenario, reports::ClockKind::kVirtual);
  result.target = "own emulators, in process";
  auto clock = sim::FastForward{};
  auto engine = sim::Engine{clock};
  auto const settings = population_settings(scenario);
  auto const persons =
      PeopleWorld{settings, scenario.population.people_file, scenarios::insurance_mix(scenario)};
  auto const& people = persons.people();
  auto const& registry = persons.registry();
  auto const stations = identity::GeneratedStations{settings};
  auto const issuer = identity::make_instant_issuer();
  auto const check = eligibility::InstantCredentialCheck{};
  auto system = eligibility::EligibilitySystem{{.stations = stations,
                                                .people = people,
                                                .registry = registry,
                                                .check = check,
                                                .seed = settings.seed,
                                                .without_status = scenario.status.accept_without
                                                                      ? eligibility::WithoutStatus::kAccept
                                                                      : eligibility::WithoutStatus::kRefuse}};
  eligibility::begin_continuing_care(system, scenarios::continuing_care(scenario), people);
  auto stock = card::CardStock{people, *issuer, {.mix = scenario.card_mix, .seed = settings.seed}};
  auto readers =
      terminal::ModelCardReaders{engine, {.stock = stock, .model = scenario.card, .seed = settings.seed}};
  auto rules = eligibility::ResponderRules{{.seed = settings.seed,
                                            .revoked_ppm = scenario.status.revoked_ppm,
                                            .origin = settings.calendar_start,
                                            .people = &people}};
  rules.set(responder_state(scenario));
  auto responder = simulated_responder(scenario, engine, rules);
  auto service = eligibility::SimulatedService{{.engine = engine,
                                                .system = system,
                                                .stations = stations,
                                                .calendar = scenario.calendar,
                                                .model = scenario.service,
                                                .links = scenario.links,
                                                .seed = settings.seed,
                                                .responder = scenario.status.asked ? &responder : nullptr}};
  auto reception =
      eligibility::ReceptionLinkDelay{engine, service.reception(), scenario.links, settings.seed};
  auto line = eligibility::EligibilityLinkDelay{engine, service.eligibility(), scenario.links, settings.seed};
  auto back_office =
      eligibility::BackOfficeLinkDelay{engine, service.back_office(), scenario.links, settings.seed};
  auto devices_line = eligibility::DeviceLinkDelay{
      engine, {service.settings(), service.activation()}, scenario.links, settings.seed};
  auto devices = terminal::StationDevices{};
  auto world = scenarios::World{.engine = engine,
                                .calendar = scenario.calendar,
                                .people = people,
                                .stations = stations,
                                .readers = readers,
                                .reception = reception,
                                .eligibility = line,
                                .back_office = back_office,
                                .settings = devices_line,
                                .activation = devices_line,
                                .registry = registry,
                                .devices = devices,
                                .scenario = scenario,
                                .seed = settings.seed};
  auto recorder = Recorder{recorded_journeys(scenario), series_interval(scenario)};
  auto arrivals = scenarios::ArrivalProcess{scenario};
  auto drive = Drive{.world = world, .scenario = scenario, .arrivals = arrivals, .recorder = recorder};
  start_arrivals(drive);
  auto const whole = conduct_run({.engine = engine,
                                  .scenario = scenario,
                                  .recorder = recorder,
                                  .control = control,
                                  .slice = kSlice,
                                  .each_slice = {}});
  engine.drop_processes();
  result.arrival_hash = sim::hex_digest(arrivals.hash());
  result.arrivals_planned = planned_arrivals(scenario, recorder);
  result.wall_s = std::chrono::duration<double>{std::chrono::steady_clock::now() - wall_start}.count();
  judge_run(result, scenario, recorder, {.interrupted = !whole});
  return result;
}

}  // namespace kazasu::harness
