// A month of claims as a scenario has it. Months, days and hours are those of the calendar.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

#include "emulators/claims/asp_queue.h"
#include "emulators/claims/claims_front.h"
#include "emulators/claims/office_hours.h"
#include "emulators/claims/other_institutions.h"
#include "emulators/claims/retry_policy.h"
#include "emulators/claims/send_shape.h"
#include "sim/calendar.h"

namespace kazasu::scenarios {

// A stretch of time in which a payer's ASP goes wrong.
struct AspTrouble {
  enum class Payers : std::uint8_t { kBoth, kFund, kFederation };
  Payers payers = Payers::kBoth;
  std::optional<sim::Instant> from = {};
  std::optional<sim::Instant> to = {};
};

// A stretch of time in which the window has so many workers, or none.
struct FrontTrouble {
  std::optional<sim::Instant> from = {};
  std::optional<sim::Instant> to = {};
  std::uint32_t workers = 0;
};

// How the population's stations go about it; each sends a file for each payer that it has receipts for.
struct ClaimingStations {
  std::uint32_t mistakes_ppm = 20'000;     // receipts with a mistake as first sent
  std::uint32_t corrects_ppm = 900'000;    // files with findings that are corrected and sent again
  std::uint32_t without_asp_ppm = 50'000;  // files that are sent without checks to wait for
  claims::RetryPolicy retries;
};

struct ClaimsPlan {
  bool used = false;                     // else a scenario of visits
  std::optional<sim::Instant> end = {};  // of the run; nothing: when the last day of corrections closes
  std::optional<sim::Instant> extension = {};
  std::uint32_t holiday = 0;  // a day of the month; 0: none
  claims::SendShapeSettings shape;
  claims::FrontModel front;
  claims::AspModel asp;
  AspTrouble stopped;
  AspTrouble one_server;
  AspTrouble wrong_errors;
  FrontTrouble front_closed;
  FrontTrouble front_degraded;
  ClaimingStations stations;
  std::uint32_t others = 0;  // institutions, in the published proportions
  claims::RetryPolicy others_retries;
};

struct Scenario;

// Every station has people of its own, as many as a station may have patients.
std::uint64_t claims_people(Scenario const& scenario);
// The month of the claims: that in which the calendar starts.
std::chrono::year_month claim_month(Scenario const& scenario);
// 24:00 on the 10th.
sim::Instant claim_deadline(Scenario const& scenario);
// When the run ends.
sim::Instant claims_end(Scenario const& scenario);
// What goes wrong at that payer's ASP.
std::vector<claims::AspFault> asp_faults(ClaimsPlan const& plan, claims::Payer payer);
// What goes wrong at the window.
std::vector<claims::FrontFault> front_faults(ClaimsPlan const& plan);
// With month and holiday in their places.
claims::SendShapeSettings send_shape(Scenario const& scenario);
claims::OfficeHours office_hours(Scenario const& scenario);
claims::OtherInstitutionsSettings other_institutions(Scenario const& scenario);

}  // namespace kazasu::scenarios
