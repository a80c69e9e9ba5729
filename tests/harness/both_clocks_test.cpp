// The faults of a scenario on both clocks: what timing does not decide is counted alike.
#include "tests/harness/clock_runs.h"

namespace kazasu::harness {
namespace {

using BothClocks = ClockRuns;

TEST_F(BothClocks, CountTheSameOutcomesOfABadMorning) {
  auto const what = std::string{KAZASU_SCENARIO} + " --duration 4s";
  auto const simulated = run("simulate", what);
  auto const real = run("run", what);
  EXPECT_EQ(simulated.arrival_hash, real.arrival_hash);
  EXPECT_EQ(simulated.outcomes, real.outcomes);
  EXPECT_GE(real.outcomes.size(), 5U);
}

}  // namespace
}  // namespace kazasu::harness
