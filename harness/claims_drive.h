// The stations of a claims run, and what they share, on either clock.
#pragma once

#include <vector>

#include "emulators/claims/claim_drafts.h"
#include "emulators/claims/fee_table.h"
#include "emulators/identity/generated_people.h"
#include "emulators/identity/generated_stations.h"
#include "harness/claims_recorder.h"
#include "harness/run.h"
#include "scenarios/claim_session.h"
#include "sim/engine.h"

namespace kazasu::harness {

// The stations' files. Every station has people of its own.
class ClaimsPopulation {
 public:
  explicit ClaimsPopulation(scenarios::Scenario const& scenario, claims::TextEncoder encode = {});
  ClaimsPopulation(ClaimsPopulation const&) = delete;
  ClaimsPopulation& operator=(ClaimsPopulation const&) = delete;

  identity::StationSource const& stations() const { return stations_; }
  claims::ClaimDrafts const& drafts() const { return drafts_; }
  // A file for each payer that a station has receipts for, by the time at which it is meant to be sent.
  std::vector<scenarios::ClaimErrand> errands() const;

 private:
  scenarios::Scenario const& scenario_;
  identity::PopulationSettings settings_;
  identity::GeneratedPeople people_{settings_};
  identity::GeneratedStations stations_{settings_};
  claims::CarePlanner care_;
  claims::FeeTable fees_;
  claims::ClaimDrafts drafts_;
};

struct ClaimsDrive {
  scenarios::ClaimWorld& world;
  std::vector<scenarios::ClaimErrand> errands;
  ClaimsRecorder& recorder;
};
// What is known of a run before it begins.
reports::RunResult claims_frame(scenarios::Scenario const& scenario, reports::ClockKind clock);

// Spawns the process that lets each file's session begin at its time. `drive` outlives the run.
void start_claims(ClaimsDrive& drive);

// Runs the engine in slices until the sessions ended; shows progress. False when interrupted.
bool conduct_claims(sim::Engine& engine, ClaimsDrive const& drive, RunControl control, sim::Duration slice);

// Fills the verdict, its reasons and the thresholds.
void judge_claims(reports::RunResult& result, scenarios::Scenario const& scenario,
                  ClaimsRecorder const& recorder, RunEvidence const& evidence);

// Both fail alike for a scenario that has no claims.
reports::RunResult run_claims_virtual(scenarios::Scenario const& scenario, RunControl control);
reports::RunResult run_claims_realtime(scenarios::Scenario const& scenario, RunOptions const& options,
                                       RunControl control);

}  // namespace kazasu::harness
