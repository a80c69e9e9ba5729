// The story of May 2022 with the stations in it: what the fault, the retries and a budget have to do with it.
#include <gtest/gtest.h>

#include "harness/claims_drive.h"
#include "scenarios/scenario_file.h"

namespace kazasu::harness {
namespace {

// The shipped scenario with an eleventh of everybody, and of the window's workers; the ASP's servers are that
// much slower.
scenarios::Scenario outage() {
  constexpr auto kOneIn = 11U;
  auto loaded = scenarios::load_scenario("scenarios/outage_2022_05.yaml");
  EXPECT_TRUE(loaded) << scenarios::text_of(loaded.mistakes);
  auto scenario = loaded.scenario.value();
  scenario.population.stations /= kOneIn;
  scenario.population.people = scenarios::claims_people(scenario);
  auto& claims = scenario.claims;
  claims.others /= kOneIn;
  claims.front.workers /= kOneIn;
  claims.front.longest_queue /= kOneIn;
  claims.asp.per_file *= kOneIn;
  claims.asp.per_receipt *= kOneIn;
  return scenario;
}

struct Missed {
  double stations = 0;  // shares
  double others = 0;
  std::uint64_t later = 0;  // of both, in the extension
  std::uint64_t unreceived = 0;
};
Missed run(scenarios::Scenario const& scenario) {
  auto interruption = Interruption{};
  auto progress = ProgressLine{true};
  auto const result = run_claims_virtual(scenario, {interruption, progress});
  EXPECT_EQ(result.verdict, reports::Verdict::kValid);
  auto missed = Missed{};
  for (auto const& claimant : result.claims.value().claimants) {
    EXPECT_EQ(claimant.by_deadline + claimant.unreceived, claimant.claimants) << claimant.who;
    EXPECT_GT(claimant.claimants, 1'000U) << claimant.who;
    auto const share = static_cast<double>(claimant.unreceived) / static_cast<double>(claimant.claimants);
    (claimant.who == "stations" ? missed.stations : missed.others) = share;
    missed.later += claimant.by_extension;
    missed.unreceived += claimant.unreceived;
  }
  return missed;
}
void set_retries(scenarios::Scenario& scenario, claims::RetryKind kind) {
  scenario.claims.stations.retries.kind = kind;
  scenario.claims.others_retries.kind = kind;
}

TEST(ClaimsOutage, TheFaultAndItsRetriesKeepManyFromTheDeadline) {
  auto const missed = run(outage());
  EXPECT_GT(missed.others, 0.04);  // reported: 9 %
  EXPECT_LT(missed.others, 0.25);
  EXPECT_GT(missed.stations, 0.02);
  EXPECT_GT(static_cast<double>(missed.later), 0.9 * static_cast<double>(missed.unreceived));
}

TEST(ClaimsOutage, WithoutTheFaultAlmostNobodyIsLate) {
  auto scenario = outage();
  scenario.claims.stopped = {};
  scenario.claims.wrong_errors = {};
  auto const missed = run(scenario);
  EXPECT_LT(missed.others, 0.005);
  EXPECT_LT(missed.stations, 0.01);
}

TEST(ClaimsOutage, WithoutTheRetriesOrWithinABudgetAlmostNobodyIsLate) {
  for (auto const kind : {claims::RetryKind::kNone, claims::RetryKind::kBudget}) {
    auto scenario = outage();
    set_retries(scenario, kind);
    auto const missed = run(scenario);
    EXPECT_LT(missed.others, 0.005) << name_of(kind);
    EXPECT_LT(missed.stations, 0.01) << name_of(kind);
  }
}

TEST(ClaimsOutage, AWindowThatIsDownOnTheLastEveningKeepsSomeFromTheDeadline) {
  auto scenario = outage();
  scenario.claims.stopped = {};
  scenario.claims.wrong_errors = {};
  scenario.claims.front_closed = {.from = sim::parse_iso_date_time("2025-06-10T15:00:00+09:00"),
                                  .to = scenarios::claim_deadline(scenario)};
  auto const missed = run(scenario);
  EXPECT_GT(missed.others, 0.02);
  EXPECT_GT(missed.stations, 0.02);
  EXPECT_GT(static_cast<double>(missed.later), 0.9 * static_cast<double>(missed.unreceived));
}

// A run that ends while everybody tries again counts what its picture shows.
TEST(ClaimsOutage, ARunThatEndsEarlyCountsWhatWasReceivedByItsEnd) {
  auto scenario = outage();
  scenario.claims.extension.reset();
  scenario.claims.end = sim::parse_iso_date_time("2025-06-05T12:00:00+09:00");
  scenario.claims.front_closed = {.from = sim::parse_iso_date_time("2025-06-05T11:00:00+09:00"),
                                  .to = sim::parse_iso_date_time("2025-06-05T13:00:00+09:00")};
  scenario.claims.stations.retries.most_retries = scenario.claims.others_retries.most_retries = 0;
  auto interruption = Interruption{};
  auto progress = ProgressLine{true};
  auto const claims = run_claims_virtual(scenario, {interruption, progress}).claims.value();
  auto shown = std::uint64_t{0};
  for (auto const& slice : claims.slices) shown += slice.received;
  auto counted = std::uint64_t{0};
  for (auto const& claimant : claims.claimants) counted += claimant.by_deadline;
  EXPECT_GT(shown, 20U);
  EXPECT_GE(counted, shown);
  EXPECT_LE(counted, shown + shown / 50) << "no more than what was under way at the end";
}

}  // namespace
}  // namespace kazasu::harness
