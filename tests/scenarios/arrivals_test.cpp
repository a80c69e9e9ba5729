#include "scenarios/arrivals.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <set>
#include <stdexcept>
#include <vector>

#include "scenarios/reader.h"

namespace kazasu::scenarios {
namespace {

using namespace std::chrono_literals;

Scenario scenario_with(ArrivalKind kind, double rate, sim::Duration duration) {
  auto scenario = default_scenario();
  scenario.arrivals = {.kind = kind, .rate_per_second = rate, .users = 8, .duration = duration};
  return scenario;
}

std::vector<Arrival> all_of(Scenario const& scenario) {
  auto process = ArrivalProcess{scenario};
  auto arrivals = std::vector<Arrival>{};
  while (auto const arrival = process.next()) arrivals.push_back(*arrival);
  EXPECT_EQ(process.yielded(), arrivals.size());
  EXPECT_FALSE(process.next());
  return arrivals;
}

TEST(ConstantArrivals, SpacingIsExact) {
  auto const arrivals = all_of(scenario_with(ArrivalKind::kConstant, 20.0, 30s));
  ASSERT_EQ(arrivals.size(), 600U);
  for (std::size_t i = 0; i < arrivals.size(); ++i) {
    ASSERT_EQ(arrivals[i].number, i);
    ASSERT_EQ(arrivals[i].due.time_since_epoch(), 50ms * static_cast<int>(i));
  }
}

TEST(ConstantArrivals, NeitherDriftNorLoseVisitsWhenTheSpacingIsNoWholeNanosecond) {
  // 100 a minute is 600 ms apart; 7 a second is 142.857142857... ms.
  EXPECT_EQ(all_of(scenario_with(ArrivalKind::kConstant, 100.0 / 60.0, 60s)).size(), 100U);
  auto const arrivals = all_of(scenario_with(ArrivalKind::kConstant, 7.0, 1h));
  ASSERT_EQ(arrivals.size(), 7U * 3600U);
  for (std::size_t i = 0; i < arrivals.size(); ++i) {
    auto const exact = static_cast<std::int64_t>(i) * 1'000'000'000 / 7;
    ASSERT_EQ(arrivals[i].due.time_since_epoch().count(), exact);
  }
}

TEST(ConstantArrivals, PlannedCountIsTheCount) {
  for (auto const rate : {0.001, 0.3, 1.0, 2.0 / 3.0, 7.0, 33.3, 999.0}) {
    for (auto const duration :
         {sim::Duration{1ms}, sim::Duration{999ms}, sim::Duration{1s}, sim::Duration{61s}}) {
      auto const scenario = scenario_with(ArrivalKind::kConstant, rate, duration);
      EXPECT_EQ(planned_arrivals(scenario.arrivals), all_of(scenario).size())
          << rate << " " << duration.count();
    }
  }
}

TEST(PoissonArrivals, GapsAreExponential) {
  auto const arrivals = all_of(scenario_with(ArrivalKind::kPoisson, 25.0, 1000s));
  auto gaps = std::vector<double>{};
  auto previous = 0.0;
  for (auto const& arrival : arrivals) {
    auto const due = std::chrono::duration<double>(arrival.due.time_since_epoch()).count();
    gaps.push_back(due - previous);
    previous = due;
  }
  std::sort(gaps.begin(), gaps.end());
  auto const count = static_cast<double>(gaps.size());
  auto distance = 0.0;
  for (std::size_t i = 0; i < gaps.size(); ++i) {
    auto const expected = 1.0 - std::exp(-25.0 * gaps[i]);
    auto const below = static_cast<double>(i) / count;
    distance = std::max({distance, expected - below, below + 1.0 / count - expected});
  }
  // Kolmogorov-Smirnov at the 1 % level.
  EXPECT_LT(distance, 1.628 / std::sqrt(count));
  // The count is Poisson itself: 25,000 with a standard deviation of 158.
  EXPECT_NEAR(count, 25'000.0, 4 * 158.0);
  EXPECT_EQ(planned_arrivals(
                {.kind = ArrivalKind::kPoisson, .rate_per_second = 25.0, .users = 1, .duration = 1000s}),
            25'000U);
}

TEST(PoissonArrivals, ComeInOrderWithinTheDuration) {
  auto const arrivals = all_of(scenario_with(ArrivalKind::kPoisson, 1000.0, 5s));
  ASSERT_FALSE(arrivals.empty());
  EXPECT_TRUE(std::is_sorted(arrivals.begin(), arrivals.end(),
                             [](Arrival const& a, Arrival const& b) { return a.due < b.due; }));
  EXPECT_LT(arrivals.back().due, sim::kRunStart + 5s);
}

TEST(Arrivals, TheSameSeedGivesTheSameHash) {
  auto const poisson = scenario_with(ArrivalKind::kPoisson, 25.0, 30s);
  EXPECT_EQ(sim::hex_digest(arrival_hash(poisson)), "ba5037d05ea35772");
  auto const constant = scenario_with(ArrivalKind::kConstant, 7.0, 30s);
  EXPECT_EQ(sim::hex_digest(arrival_hash(constant)), "4017fe1406edc36a");
  auto other = poisson;
  other.population.seed = 2;
  EXPECT_NE(arrival_hash(other), arrival_hash(poisson));
}

TEST(Arrivals, AFewMoreStationsDoNotMoveTheTimes) {
  auto scenario = scenario_with(ArrivalKind::kPoisson, 25.0, 30s);
  auto const before = all_of(scenario);
  scenario.population.stations = 999;
  auto const after = all_of(scenario);
  ASSERT_EQ(before.size(), after.size());
  for (std::size_t i = 0; i < before.size(); ++i) ASSERT_EQ(before[i].due, after[i].due);
}

TEST(Arrivals, NobodyIsVisitedTwiceWhileTheStationHasOthers) {
  auto scenario = scenario_with(ArrivalKind::kConstant, 100.0, 30s);
  scenario.population = {.stations = 7, .people = 10'001, .seed = 5};
  auto people = std::set<identity::PersonIndex>{};
  auto stations = std::set<identity::StationIndex>{};
  for (auto const& arrival : all_of(scenario)) {
    EXPECT_TRUE(people.insert(arrival.person).second) << arrival.number;
    stations.insert(arrival.station);
    // The person belongs to the station's block.
    EXPECT_EQ(((arrival.person + 1) * 7 - 1) / 10'001, arrival.station);
  }
  EXPECT_EQ(people.size(), 3000U);
  EXPECT_EQ(stations.size(), 7U);
}

TEST(Arrivals, StationsBeginAgainWhenTheirPeopleAreDone) {
  auto scenario = scenario_with(ArrivalKind::kConstant, 100.0, 1s);
  scenario.population = {.stations = 1, .people = 30, .seed = 5};
  auto const arrivals = all_of(scenario);
  ASSERT_EQ(arrivals.size(), 100U);
  for (std::size_t i = 0; i < arrivals.size(); ++i) EXPECT_EQ(arrivals[i].person, i % 30);
}

TEST(Arrivals, StationsAreVisitedAlike) {
  auto scenario = scenario_with(ArrivalKind::kConstant, 1000.0, 100s);
  scenario.population = {.stations = 10, .people = 1'000'000, .seed = 3};
  auto visits = std::vector<int>(10);
  for (auto const& arrival : all_of(scenario)) ++visits[arrival.station];
  auto statistic = 0.0;
  for (auto const count : visits) statistic += (count - 10'000.0) * (count - 10'000.0) / 10'000.0;
  EXPECT_LT(statistic, 21.67);  // chi-squared, nine degrees of freedom, 1 % level
}

TEST(ClosedArrivals, TheDriverDecidesWhenAndTheNumberDecidesWho) {
  auto const closed = scenario_with(ArrivalKind::kClosed, 0.0, 1s);
  auto const open = all_of(scenario_with(ArrivalKind::kConstant, 10.0, 1s));
  auto first = ArrivalProcess{closed};
  auto second = ArrivalProcess{closed};
  EXPECT_FALSE(first.next());
  for (std::size_t i = 0; i < 10; ++i) {
    auto const one = first.next_at(sim::kRunStart + 5ms);
    auto const two = second.next_at(sim::kRunStart + 9ms * static_cast<int>(i));
    EXPECT_EQ(one.number, i);
    EXPECT_EQ(one.due, sim::kRunStart + 5ms);
    EXPECT_EQ(one.station, open[i].station);
    EXPECT_EQ(one.person, open[i].person);
    EXPECT_EQ(two.person, one.person);
  }
  EXPECT_EQ(first.hash(), second.hash());
  EXPECT_EQ(planned_arrivals(closed.arrivals), std::nullopt);
  EXPECT_EQ(arrival_hash(closed), sim::RunningHash{}.digest());
}

TEST(Arrivals, RefuseWhatCannotBeDealt) {
  auto scenario = scenario_with(ArrivalKind::kConstant, 10.0, 1s);
  scenario.population = {.stations = 10, .people = 9, .seed = 1};
  EXPECT_THROW((ArrivalProcess{scenario}), std::invalid_argument);
  EXPECT_THROW((ArrivalProcess{scenario_with(ArrivalKind::kPoisson, 0.0, 1s)}), std::invalid_argument);
  EXPECT_THROW((ArrivalProcess{scenario_with(ArrivalKind::kPoisson, std::nan(""), 1s)}),
               std::invalid_argument);
}

}  // namespace
}  // namespace kazasu::scenarios
