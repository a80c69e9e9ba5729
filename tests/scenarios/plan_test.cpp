#include "scenarios/plan.h"

#include <gtest/gtest.h>

#include "scenarios/scenario_file.h"

namespace kazasu::scenarios {
namespace {

Scenario scenario_of(std::string const& text) {
  auto loaded = load_scenario_text(text, "test.yaml");
  EXPECT_TRUE(loaded) << text_of(loaded.mistakes);
  return loaded.scenario.value_or(Scenario{});
}

TEST(Plan, OfOpenArrivals) {
  auto const scenario = scenario_of(R"(name: a morning
population: {stations: 17000, people: 1200000}
calendar: {start: 2024-12-02T09:00:00+09:00, speed: 60}
arrivals: {process: constant, rate: 90/min, duration: 10min}
journey:
  steps:
    - consent: {time: 3s}
    - enter_pin: {time: {uniform: {from: 1s, to: 2s}}}
    - tap_card: {patience: 20s}
    - fetch_eligibility: {notice: poll}
thresholds: [errors share < 1 %]
)");
  EXPECT_EQ(
      plan_text(scenario),
      "a morning\n"
      "  population  17,000 stations, 1,200,000 people, seed 1\n"
      "  arrivals    constant 1.5/s for 10 min: 900 visits\n"
      "  requests    4 in a visit (2 internet, 2 closed line): about 6/s, 3/s internet and 3/s closed line\n"
      "  length      10 min in real time, then until the last visits end; people take 4.5 s of a visit on "
      "average; no visit waits longer than 50 s for answers\n"
      "  calendar    2024-12-02T09:00:00+09:00 to 2024-12-02T19:00:00+09:00, speed 60\n"
      "  threshold   errors share < 1 %\n");
}

TEST(Plan, OfClosedArrivals) {
  auto const scenario = scenario_of(R"(name: throughput
arrivals: {process: closed, users: 64, duration: 10s}
journey: {steps: [consent, enter_pin, tap_card]}
)");
  EXPECT_EQ(
      plan_text(scenario),
      "throughput\n"
      "  population  1,000 stations, 30,000 people, seed 1\n"
      "  arrivals    64 visits at a time for 10 s; as many in all as the answers allow\n"
      "  requests    2 in a visit (2 internet, 0 closed line)\n"
      "  length      10 s in real time, then until the last visits end; no visit waits longer than 30 s for "
      "answers\n"
      "  calendar    2024-12-02T09:00:00+09:00 to 2024-12-02T09:00:10+09:00, speed 1\n");
}

}  // namespace
}  // namespace kazasu::scenarios
