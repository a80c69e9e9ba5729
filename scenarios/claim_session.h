// The one body of a claim: a station's clerk sends a file to a payer, waits for its checks, corrects,
// confirms, and tries again when a request fails. It runs unchanged on both clocks.
#pragma once

#include "emulators/claims/claim_windows.h"
#include "emulators/claims/claims_port.h"
#include "emulators/claims/claims_series.h"
#include "emulators/claims/other_institutions.h"
#include "emulators/claims/retry_policy.h"
#include "scenarios/claim_record.h"
#include "scenarios/scenario.h"
#include "sim/calendar.h"
#include "sim/engine.h"

namespace kazasu::scenarios {

// Everything that a claim may touch.
struct ClaimWorld {
  sim::Engine& engine;
  sim::Calendar const& calendar;
  identity::StationSource const& stations;
  claims::ClaimsPort& port;
  claims::ClaimContents const& contents;
  claims::ClaimWindows const& windows;
  claims::Retries& retries;                         // of all stations together
  claims::ClaimsSeries& series;                     // of all stations together
  claims::OtherInstitutionsSettings const& habits;  // how clerks go about it; the stations' are the same
  Scenario const& scenario;
};

struct ClaimErrand {
  identity::StationIndex station = 0;
  claims::Payer payer = claims::Payer::kFund;
  sim::Instant meant;  // when the clerk means to begin
};

// Never throws for what the far side does. `world` outlives the run.
sim::Task<ClaimRecord> claim_session(ClaimWorld& world, ClaimErrand errand);

}  // namespace kazasu::scenarios
