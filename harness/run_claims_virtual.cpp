// A month of claims in virtual time: the payers' systems behind the window, and everybody who shares it.
#include "emulators/claims/claims_front.h"
#include "emulators/claims/claims_system.h"
#include "emulators/claims/other_institutions.h"
#include "emulators/claims/simulated_claims.h"
#include "harness/claims_drive.h"
#include "sim/synchronizer.h"

namespace kazasu::harness {

namespace {

// Of the run's clock; long enough to cost nothing.
constexpr auto kSlices = 2'000;

// The engine drops its processes before any of this goes.
struct VirtualClaims {
  VirtualClaims(sim::Engine& run_engine, scenarios::Scenario const& run_scenario)
      : engine(run_engine), scenario(run_scenario), population(run_scenario) {
    if (scenario.claims.extension) {
      system.extend_window(scenarios::claim_month(scenario), *scenario.claims.extension);
    }
  }
  ~VirtualClaims() { engine.drop_processes(); }
  VirtualClaims(VirtualClaims const&) = delete;
  VirtualClaims& operator=(VirtualClaims const&) = delete;

  sim::Engine& engine;
  scenarios::Scenario const& scenario;
  ClaimsPopulation population;
  claims::OpenPasswords seal;
  claims::ClaimsSystem system{{.stations = population.stations(),
                               .seal = seal,
                               .seed = scenario.population.seed,
                               .asp = scenario.claims.asp,
                               .fund_faults = asp_faults(scenario.claims, claims::Payer::kFund),
                               .federation_faults = asp_faults(scenario.claims, claims::Payer::kFederation)}};
  claims::ClaimsFront front{scenario.claims.front, front_faults(scenario.claims), scenario.population.seed};
  claims::ClaimWindows windows{scenario.claims.extension};
  claims::OtherInstitutionsSettings habits = scenarios::other_institutions(scenario);
  claims::OtherInstitutions others{engine,
                                   scenario.calendar,
                                   {.front = front,
                                    .fund_asp = system.asp(claims::Payer::kFund),
                                    .federation_asp = system.asp(claims::Payer::kFederation),
                                    .windows = windows},
                                   habits};
  claims::SimulatedClaims port{{engine, scenario.calendar, system, front, population.drafts()}};
  claims::Retries retries{scenario.claims.stations.retries};
  claims::ClaimsSeries series = stations_series(scenario);
  scenarios::ClaimWorld world{.engine = engine,
                              .calendar = scenario.calendar,
                              .stations = population.stations(),
                              .port = port,
                              .contents = population.drafts(),
                              .windows = windows,
                              .retries = retries,
                              .series = series,
                              .habits = habits,
                              .scenario = scenario};
};

}  // namespace

reports::RunResult run_claims_virtual(scenarios::Scenario const& scenario, RunControl control) {
  auto const wall_start = std::chrono::steady_clock::now();
  auto result = claims_frame(scenario, reports::ClockKind::kVirtual);
  result.target = "own emulators, in process";
  auto clock = sim::FastForward{};
  auto engine = sim::Engine{clock};
  auto claims = VirtualClaims{engine, scenario};
  auto recorder = ClaimsRecorder{};
  auto drive =
      ClaimsDrive{.world = claims.world, .errands = claims.population.errands(), .recorder = recorder};
  result.arrivals_planned = drive.errands.size();
  claims.others.start();
  start_claims(drive);
  auto const run = claims.scenario.calendar.when(scenarios::claims_end(scenario)) - sim::kRunStart;
  auto const whole = conduct_claims(engine, drive, control, run / kSlices);
  engine.drop_processes();
  result.wall_s = std::chrono::duration<double>{std::chrono::steady_clock::now() - wall_start}.count();
  recorder.fill(result, scenario);
  add_others(result, scenario, claims.others.totals());
  fill_window(result, scenario, claims.series, claims.others.series().slices());
  judge_claims(result, scenario, recorder, {.interrupted = !whole});
  return result;
}

}  // namespace kazasu::harness
