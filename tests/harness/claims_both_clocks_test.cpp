// A small month of claims on both clocks: real files over mutual TLS against the same story in virtual time.
#include "tests/harness/clock_runs.h"

namespace kazasu::harness {
namespace {

// All wait for the opening and have the day for what takes an hour or two, so that no answer's time decides
// anything.
constexpr auto kScenario = R"(name: both clocks
population: {stations: 12, seed: 4}
calendar: {start: 2025-06-05T07:59:00+09:00, speed: 6000}
claims:
  end: 2025-06-05T20:00:00+09:00
  shape: {waiting_at_opening: 100 %, surge: 60s}
  stations: {mistakes: 8 %, corrects: 60 %, without_asp: 20 %, retry: constant, pause: 5min}
)";

using ClaimsBothClocks = ClockRuns;

TEST_F(ClaimsBothClocks, CountTheSameOutcomesSendsAndReceipts) {
  auto const what = (folder() / "claims.yaml").string();
  std::ofstream{what} << kScenario;
  auto const simulated = run("simulate", what);
  auto const real = run("run", what);
  ASSERT_TRUE(simulated.claims && real.claims);
  EXPECT_EQ(simulated.clock, reports::ClockKind::kVirtual);
  EXPECT_EQ(real.clock, reports::ClockKind::kReal);
  EXPECT_EQ(simulated.outcomes, real.outcomes);
  EXPECT_EQ(simulated.claims->sends, real.claims->sends);
  EXPECT_EQ(simulated.claims->receipts, real.claims->receipts);
  // There was something to compare.
  auto const& stations = real.claims->claimants.at(0);
  EXPECT_EQ(stations.claimants, simulated.claims->claimants.at(0).claimants);
  EXPECT_EQ(stations.by_deadline, stations.claimants);
  EXPECT_GT(stations.claimants, 12U);
  EXPECT_GT(real.claims->sends.at("corrected"), 0U);
  EXPECT_GT(real.claims->receipts.at("return") + real.claims->receipts.at("review"), 0U);
}

}  // namespace
}  // namespace kazasu::harness
