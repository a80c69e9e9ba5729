// Virtual time: every port is the service itself behind a queue, and the engine jumps from event to event.
#include <chrono>

#include "emulators/card/card_stock.h"
#include "emulators/card/nfc_timing.h"
#include "emulators/eligibility/eligibility_system.h"
#include "emulators/eligibility/instant_credential_check.h"
#include "emulators/eligibility/link_delay.h"
#include "emulators/eligibility/simulated_ports.h"
#include "emulators/identity/generated_registry.h"
#include "emulators/identity/instant_crypto.h"
#include "emulators/terminal/model_card_reader.h"
#include "harness/driver.h"
#include "harness/population.h"
#include "harness/run.h"
#include "harness/scenario_faults.h"
#include "sim/synchronizer.h"

namespace kazasu::harness {

namespace {
// Long enough to cost nothing, short enough for the progress line and Ctrl-C.
constexpr auto kSlice = std::chrono::seconds{1};

// The scenario's faults, and the responder that those of cards act on.
struct SimulatedFaults {
  SimulatedFaults(scenarios::Scenario const& scenario, sim::Engine& engine,
                  identity::PersonSource const& people)
      : plan(fault_plan(scenario)),
        of_cards(needs_responder(scenario)),
        rules({.seed = scenario.population.seed, .people = &people, .overlay = &plan}),
        responder({.engine = engine,
                   .rules = rules,
                   .calendar = scenario.calendar,
                   .model = {},
                   .seed = scenario.population.seed}) {}
  SimulatedFaults(SimulatedFaults const&) = delete;
  SimulatedFaults& operator=(SimulatedFaults const&) = delete;

  eligibility::FaultPlan* plan_or_none() { return plan.empty() ? nullptr : &plan; }
  eligibility::SimulatedResponder* responder_or_none() { return of_cards ? &responder : nullptr; }

  eligibility::FaultPlan plan;
  bool of_cards;
  eligibility::ResponderRules rules;
  eligibility::SimulatedResponder responder;
};

}  // namespace

reports::RunResult run_virtual(scenarios::Scenario const& scenario, RunControl control) {
  auto const wall_start = std::chrono::steady_clock::now();
  auto result = result_frame(scenario, reports::ClockKind::kVirtual);
  result.target = "own emulators, in process";
  auto clock = sim::FastForward{};
  auto engine = sim::Engine{clock};
  auto const settings = population_settings(scenario);
  auto const people = identity::GeneratedPeople{settings};
  auto const registry = identity::GeneratedRegistry{people, settings, identity::InsuranceMix::plain()};
  auto const stations = identity::GeneratedStations{settings};
  auto const issuer = identity::make_instant_issuer();
  auto const check = eligibility::InstantCredentialCheck{};
  auto system = eligibility::EligibilitySystem{
      {.stations = stations, .people = people, .registry = registry, .check = check, .seed = settings.seed}};
  auto stock = card::CardStock{people, *issuer};
  auto readers =
      terminal::ModelCardReaders{engine, {.stock = stock, .model = scenario.card, .seed = settings.seed}};
  auto faults = SimulatedFaults{scenario, engine, people};
  auto service = eligibility::SimulatedService{{.engine = engine,
                                                .system = system,
                                                .stations = stations,
                                                .calendar = scenario.calendar,
                                                .model = scenario.service,
                                                .links = scenario.links,
                                                .seed = settings.seed,
                                                .responder = faults.responder_or_none(),
                                                .faults = faults.plan_or_none()}};
  auto reception =
      eligibility::ReceptionLinkDelay{engine, service.reception(), scenario.links, settings.seed};
  auto line = eligibility::EligibilityLinkDelay{engine, service.eligibility(), scenario.links, settings.seed};
  auto back_office =
      eligibility::BackOfficeLinkDelay{engine, service.back_office(), scenario.links, settings.seed};
  auto world = scenarios::World{.engine = engine,
                                .calendar = scenario.calendar,
                                .people = people,
                                .stations = stations,
                                .readers = readers,
                                .reception = reception,
                                .eligibility = line,
                                .back_office = back_office,
                                .seed = settings.seed};
  auto recorder = Recorder{success_outcome(scenario.journeys.front()), series_interval(scenario)};
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
