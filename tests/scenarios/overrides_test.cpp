#include "scenarios/overrides.h"

#include <gtest/gtest.h>

#include <chrono>
#include <stdexcept>
#include <string>

#include "scenarios/reader.h"

namespace kazasu::scenarios {
namespace {

using namespace std::chrono_literals;

std::string refusal(Scenario scenario, Overrides const& overrides) {
  auto const stations = scenario.population.stations;
  try {
    apply_overrides(scenario, overrides);
  } catch (std::invalid_argument const& error) {
    EXPECT_EQ(scenario.population.stations, stations);
    return error.what();
  }
  return "accepted";
}

TEST(Overrides, ReplaceWhatTheyName) {
  auto scenario = default_scenario();
  apply_overrides(scenario, {.duration = "10s", .rate = "200/s", .seed = "7", .stations = "500"});
  EXPECT_EQ(scenario.arrivals.duration, 10s);
  EXPECT_EQ(scenario.arrivals.rate_per_second, 200.0);
  EXPECT_EQ(scenario.population.seed, 7U);
  EXPECT_EQ(scenario.population.stations, 500U);
}

TEST(Overrides, LeaveTheRestAlone) {
  auto scenario = default_scenario();
  apply_overrides(scenario, {.duration = {}, .rate = {}, .seed = "7", .stations = {}});
  EXPECT_EQ(scenario.arrivals.duration, default_scenario().arrivals.duration);
  EXPECT_EQ(scenario.population.stations, 1000U);
}

TEST(Overrides, AreCheckedLikeTheFile) {
  auto const scenario = default_scenario();
  EXPECT_EQ(refusal(scenario, {.duration = "10", .rate = {}, .seed = {}, .stations = {}}),
            "--duration: the duration '10' has no unit — expected ns, us, ms, s, min or h");
  EXPECT_EQ(refusal(scenario, {.duration = "25h", .rate = {}, .seed = {}, .stations = {}}),
            "--duration: '25h' is out of range — expected a duration from 1ms to 24h");
  EXPECT_EQ(refusal(scenario, {.duration = {}, .rate = "fast", .seed = {}, .stations = "500"}),
            "--rate: expected a rate such as 20/s or 600/min, found 'fast'");
  EXPECT_EQ(refusal(scenario, {.duration = {}, .rate = {}, .seed = "-1", .stations = {}}),
            "--seed: expected a whole number, found '-1'");
  EXPECT_EQ(refusal(scenario, {.duration = {}, .rate = {}, .seed = {}, .stations = "30001"}),
            "--stations: 30001 stations need as many people — the scenario has 30000");
}

TEST(Overrides, ARateNeedsOpenArrivals) {
  auto scenario = default_scenario();
  scenario.arrivals.kind = ArrivalKind::kClosed;
  EXPECT_EQ(refusal(scenario, {.duration = {}, .rate = "20/s", .seed = {}, .stations = {}}),
            "--rate: has no meaning with closed arrivals; change arrivals.users in the scenario");
}

TEST(Overrides, AMonthOfClaimsTakesSeedAndStations) {
  auto scenario = default_scenario();
  scenario.claims.used = true;
  scenario.population.people = 0;
  EXPECT_EQ(refusal(scenario, {.duration = "10s", .rate = {}, .seed = {}, .stations = {}}),
            "--duration: has no meaning with claims");
  EXPECT_EQ(refusal(scenario, {.duration = {}, .rate = "20/s", .seed = {}, .stations = {}}),
            "--rate: has no meaning with claims");
  apply_overrides(scenario, {.duration = {}, .rate = {}, .seed = "7", .stations = "17000"});
  EXPECT_EQ(scenario.population.seed, 7U);
  EXPECT_EQ(scenario.population.stations, 17'000U);
  EXPECT_EQ(scenario.population.people, claims_people(scenario));
}

}  // namespace
}  // namespace kazasu::scenarios
