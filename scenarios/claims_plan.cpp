#include "scenarios/claims_plan.h"

#include "emulators/claims/care_month.h"
#include "scenarios/scenario.h"

namespace kazasu::scenarios {

namespace {

constexpr auto kDeadlineDay = std::chrono::day{10};
constexpr auto kLastDay = std::chrono::day{12};
constexpr auto kCloses = std::chrono::hours{21};

bool strikes(AspTrouble const& trouble, claims::Payer payer) {
  if (!trouble.from || !trouble.to) return false;
  switch (trouble.payers) {
    case AspTrouble::Payers::kBoth:
      return true;
    case AspTrouble::Payers::kFund:
      return payer == claims::Payer::kFund;
    case AspTrouble::Payers::kFederation:
      break;
  }
  return payer == claims::Payer::kFederation;
}

std::vector<std::chrono::year_month_day> holidays(Scenario const& scenario) {
  if (scenario.claims.holiday == 0) return {};
  return {claim_month(scenario) / std::chrono::day{scenario.claims.holiday}};
}

}  // namespace

std::uint64_t claims_people(Scenario const& scenario) {
  return std::uint64_t{scenario.population.stations} * claims::CarePlanner::kMostPatients;
}

std::chrono::year_month claim_month(Scenario const& scenario) {
  auto const date = sim::date_jst(scenario.calendar.start());
  return date.year() / date.month();
}

sim::Instant claim_deadline(Scenario const& scenario) {
  return sim::from_jst({claim_month(scenario) / kDeadlineDay, std::chrono::hours{24}});
}

sim::Instant claims_end(Scenario const& scenario) {
  if (scenario.claims.end) return *scenario.claims.end;
  auto const corrections = sim::from_jst({claim_month(scenario) / kLastDay, kCloses});
  return std::max(corrections, scenario.claims.extension.value_or(corrections));
}

std::vector<claims::AspFault> asp_faults(ClaimsPlan const& plan, claims::Payer payer) {
  using Kind = claims::AspFault::Kind;
  auto faults = std::vector<claims::AspFault>{};
  auto const add = [&](AspTrouble const& trouble, Kind kind) {
    if (strikes(trouble, payer)) faults.push_back({.kind = kind, .from = *trouble.from, .to = *trouble.to});
  };
  add(plan.stopped, Kind::kStopped);
  add(plan.one_server, Kind::kOneServer);
  add(plan.wrong_errors, Kind::kWrongErrors);
  return faults;
}

std::vector<claims::FrontFault> front_faults(ClaimsPlan const& plan) {
  using Kind = claims::FrontFault::Kind;
  auto faults = std::vector<claims::FrontFault>{};
  auto const add = [&](FrontTrouble const& trouble, Kind kind) {
    if (!trouble.from || !trouble.to) return;
    faults.push_back({.kind = kind, .from = *trouble.from, .to = *trouble.to, .workers = trouble.workers});
  };
  add(plan.front_closed, Kind::kClosed);
  add(plan.front_degraded, Kind::kDegraded);
  return faults;
}

claims::SendShapeSettings send_shape(Scenario const& scenario) {
  auto shape = scenario.claims.shape;
  shape.month = claim_month(scenario);
  shape.holidays = holidays(scenario);
  return shape;
}

claims::OfficeHours office_hours(Scenario const& scenario) {
  return {.holidays = holidays(scenario)};
}

claims::OtherInstitutionsSettings other_institutions(Scenario const& scenario) {
  auto settings = claims::OtherInstitutionsSettings{};
  auto const all = std::uint64_t{settings.medical.count} + settings.dental.count + settings.pharmacy.count;
  auto const share = [&](std::uint32_t count) {
    return static_cast<std::uint32_t>(std::uint64_t{count} * scenario.claims.others / all);
  };
  settings.medical.count = share(settings.medical.count);
  settings.dental.count = share(settings.dental.count);
  settings.pharmacy.count = scenario.claims.others - settings.medical.count - settings.dental.count;
  settings.shape = send_shape(scenario);
  settings.office = office_hours(scenario);
  settings.retries = scenario.claims.others_retries;
  settings.seed = scenario.population.seed;
  return settings;
}

}  // namespace kazasu::scenarios
