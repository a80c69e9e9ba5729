#include "harness/claims_drive.h"

#include <algorithm>
#include <stdexcept>

#include "harness/claims_world.h"
#include "harness/population.h"
#include "sim/random.h"

namespace kazasu::harness {

namespace {

// As for visits: more than this share without any answer, and the target was not there.
constexpr double kUnreachableShare = 0.5;
// Of a generator on schedule; sessions begin minutes apart, so a tenth of a second changes nothing.
constexpr double kAllowedLagMs = 100;

sim::Task<void> record_session(ClaimsDrive& drive, scenarios::ClaimErrand errand) {
  auto const record = co_await scenarios::claim_session(drive.world, errand);
  drive.recorder.add(record);
}

sim::Task<void> begin_all(ClaimsDrive& drive) {
  for (auto const& errand : drive.errands) {
    co_await drive.world.engine.sleep_until(drive.world.calendar.when(errand.meant));
    ++drive.world.series.at(errand.meant).meant;
    drive.world.engine.spawn(record_session(drive, errand));
  }
}

}  // namespace

ClaimsPopulation::ClaimsPopulation(scenarios::Scenario const& scenario, claims::TextEncoder encode)
    : scenario_(scenario),
      settings_(population_settings(scenario)),
      care_(settings_.seed),
      fees_(official_fee_table()),
      drafts_({people_, stations_, care_, fees_},
              {.seed = settings_.seed, .ppm = scenario.claims.stations.mistakes_ppm}, std::move(encode)) {}

std::vector<scenarios::ClaimErrand> ClaimsPopulation::errands() const {
  auto const shape = claims::SendShape{scenarios::send_shape(scenario_)};
  auto const month = scenarios::claim_month(scenario_);
  auto const end = scenarios::claims_end(scenario_);
  auto errands = std::vector<scenarios::ClaimErrand>{};
  for (identity::StationIndex station = 0; station < stations_.stations(); ++station) {
    auto random = sim::RandomStream{settings_.seed, "claims meant by a station", station};
    auto const meant = shape.draw(random);
    if (meant >= end) continue;
    for (auto const payer : {claims::Payer::kFund, claims::Payer::kFederation}) {
      if (drafts_.has({station, payer, month, 0})) errands.push_back({station, payer, meant});
    }
  }
  std::ranges::stable_sort(errands, {}, &scenarios::ClaimErrand::meant);
  return errands;
}

reports::RunResult claims_frame(scenarios::Scenario const& scenario, reports::ClockKind clock) {
  auto result = result_frame(scenario, clock);
  auto const end = scenario.calendar.when(scenarios::claims_end(scenario));
  result.duration_s = std::chrono::duration<double>{end - sim::kRunStart}.count();
  result.arrival_process = "deadline";
  return result;
}

void start_claims(ClaimsDrive& drive) {
  drive.world.engine.spawn(begin_all(drive));
}

bool conduct_claims(sim::Engine& engine, ClaimsDrive const& drive, RunControl control, sim::Duration slice) {
  auto const& world = drive.world;
  auto const end = world.calendar.when(scenarios::claims_end(world.scenario));
  auto const duration = std::chrono::duration<double>{end - sim::kRunStart}.count();
  while (true) {
    auto const status = engine.run_until(engine.now() + slice);
    control.progress.show({.elapsed_s = std::chrono::duration<double>{engine.now() - sim::kRunStart}.count(),
                           .duration_s = duration,
                           .arrivals = drive.errands.size(),
                           .finished = drive.recorder.finished(),
                           .errors = drive.recorder.unreceived()});
    if (control.interruption.requested()) return false;
    if (status == sim::RunStatus::kAllDone) return true;
    // What the other institutions do afterwards is not looked at.
    if (engine.now() >= end && drive.recorder.finished() == drive.errands.size()) return true;
    if (status == sim::RunStatus::kStalled) {
      throw std::logic_error("the run stalled: " + std::to_string(engine.processes()) +
                             " processes wait and nothing can wake them");
    }
  }
}

void judge_claims(reports::RunResult& result, scenarios::Scenario const& scenario,
                  ClaimsRecorder const& recorder, RunEvidence const& evidence) {
  namespace code = reports::reason_code;
  auto const figure = [&](std::string_view metric, std::string_view statistic) -> std::optional<double> {
    if (metric != "others_unreceived") return recorder.figure(metric, statistic);
    auto const others = std::ranges::find(result.claims->claimants, "others", &reports::ClaimantFigures::who);
    if (others == result.claims->claimants.end()) return std::nullopt;
    return static_cast<double>(others->unreceived) / static_cast<double>(others->claimants);
  };
  judge_thresholds(result, scenario, figure);
  if (recorder.finished() == 0) result.reasons.push_back({code::kNoData, {}});
  if (result.lag.p99_ms > kAllowedLagMs) result.reasons.push_back(late_generator(result, kAllowedLagMs));
  if (static_cast<double>(recorder.no_answers()) >
      kUnreachableShare * static_cast<double>(std::max(recorder.requests(), std::uint64_t{1}))) {
    result.reasons.push_back({code::kTargetUnreachable, {}});
  }
  if (recorder.no_answers() > 0) result.generator["no_answers"] = std::to_string(recorder.no_answers());
  conclude_run(result, evidence);
}

}  // namespace kazasu::harness
