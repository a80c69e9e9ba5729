// The whole simulation as one number: the same on every compiler, C library and level of optimisation. Every
// preset (GCC -O3, GCC with sanitizers at -O0, Clang) is held to the same golden hash.
#include <gtest/gtest.h>

#include "harness/run.h"
#include "scenarios/scenario_file.h"
#include "sim/trace.h"

namespace kazasu::harness {
namespace {

reports::RunResult simulate_home_visits() {
  auto const loaded = scenarios::load_scenario("scenarios/home_visits.yaml");
  EXPECT_TRUE(loaded) << scenarios::text_of(loaded.mistakes);
  auto interruption = Interruption{};
  auto progress = ProgressLine{true};
  return run_virtual(loaded.scenario.value(), {interruption, progress});
}

TEST(RunVirtual, TheShippedScenarioHasItsGoldenTrace) {
  auto const result = simulate_home_visits();
  EXPECT_EQ(result.trace_hash, "ec195d3ac3a7ef14")
      << "changed on purpose? then this golden and the report change too";
  EXPECT_EQ(result.arrival_hash, "ba5037d05ea35772");
}

TEST(RunVirtual, IsValidWithoutAnyLag) {
  auto const result = simulate_home_visits();
  EXPECT_EQ(result.verdict, reports::Verdict::kValid);
  EXPECT_EQ(result.lag.max_ms, 0.0);
  EXPECT_EQ(result.arrivals_planned, result.arrivals_completed);
  EXPECT_EQ(result.outcomes.at("shown") + result.outcomes.at("certificate_beyond_grace"),
            result.arrivals_completed);
}

}  // namespace
}  // namespace kazasu::harness
