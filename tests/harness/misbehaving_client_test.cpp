// A client that asks many times for one view of medical data, in virtual time.
#include <gtest/gtest.h>

#include "harness/run.h"
#include "scenarios/scenario_file.h"

namespace kazasu::harness {
namespace {

reports::RunResult simulate(std::string const& faults) {
  auto const loaded = scenarios::load_scenario_text(
      "name: views\n"
      "population: {stations: 10, people: 300}\n"
      "arrivals: {process: constant, rate: 5/s, duration: 4s}\n"
      "journey:\n"
      "  steps: [consent, enter_pin, tap_card, {view_medical_data: {repeats: 20}}]\n" +
          faults,
      "views.yaml");
  EXPECT_TRUE(loaded) << scenarios::text_of(loaded.mistakes);
  auto interruption = Interruption{};
  auto progress = ProgressLine{true};
  return run_virtual(*loaded.scenario, {interruption, progress});
}

std::uint64_t count(reports::RunResult const& result, std::string const& outcome) {
  auto const found = result.outcomes.find(outcome);
  return found == result.outcomes.end() ? 0 : found->second;
}

TEST(MisbehavingClient, EndsAsItsLastAnswerSays) {
  auto const plain = simulate("");
  EXPECT_EQ(plain.success_outcome, "medical_data_shown");
  EXPECT_EQ(count(plain, "medical_data_shown"), 20U);
  // The first 19 requests of each station's first visit fail; the twentieth is answered.
  EXPECT_EQ(count(simulate("faults: [busy on medical_data first 19 each station]\n"), "busy"), 0U);
  // One more, and the first visit of each of the ten stations ends busy, unless a station has none.
  auto const busy = count(simulate("faults: [busy on medical_data first 20 each station]\n"), "busy");
  EXPECT_GE(busy, 5U);
  EXPECT_LE(busy, 10U);
}

}  // namespace
}  // namespace kazasu::harness
