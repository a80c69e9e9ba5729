#include <gtest/gtest.h>

#include <array>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <variant>

#include "scenarios/arrivals.h"
#include "scenarios/plan.h"
#include "scenarios/scenario_file.h"

namespace kazasu::scenarios {
namespace {

using namespace std::chrono_literals;

Scenario shipped(std::filesystem::path const& path) {
  auto loaded = load_scenario(path);
  EXPECT_TRUE(loaded) << text_of(loaded.mistakes);
  return loaded.scenario.value_or(Scenario{});
}

std::array<sim::Distribution const*, 10> distributions_of(Scenario const& s) {
  return {&s.links.page.latency,   &s.links.app.latency, &s.links.closed_line.latency, &s.service.handshake,
          &s.service.resumption,   &s.service.consent,   &s.service.signature,         &s.service.status,
          &s.service.registration, &s.service.lookup};
}

void expect_same(Scenario const& a, Scenario const& b) {
  EXPECT_EQ(a.name, b.name);
  EXPECT_EQ(a.description, b.description);
  EXPECT_EQ(plan_text(a), plan_text(b));
  EXPECT_EQ(arrival_hash(a), arrival_hash(b));
  EXPECT_EQ(a.links.app.connection, b.links.app.connection);
  EXPECT_EQ(a.card.timing, b.card.timing);
  EXPECT_EQ(a.service.workers, b.service.workers);
  ASSERT_EQ(a.journeys.size(), b.journeys.size());
  for (std::size_t i = 0; i < a.journeys.size(); ++i) {
    EXPECT_EQ(a.journeys[i].steps.size(), b.journeys[i].steps.size());
  }
  auto const left = distributions_of(a);
  auto const right = distributions_of(b);
  for (std::size_t i = 0; i < left.size(); ++i) {
    EXPECT_EQ(left[i]->mean(), right[i]->mean());
    for (auto bits = std::uint64_t{1}; bits != 0; bits <<= 7U)
      EXPECT_EQ(left[i]->at(bits), right[i]->at(bits));
  }
}

TEST(ShippedScenarios, LoadAndRepeatFromTheirOwnText) {
  auto count = 0;
  for (auto const& file : std::filesystem::directory_iterator{"scenarios"}) {
    if (file.path().extension() != ".yaml") continue;
    ++count;
    auto const scenario = shipped(file.path());
    EXPECT_EQ(scenario.source, file.path().string());
    auto input = std::ifstream{file.path(), std::ios::binary};
    EXPECT_EQ(scenario.text, std::string(std::istreambuf_iterator<char>{input}, {}));
    auto const again = load_scenario_text(scenario.text, scenario.source);
    ASSERT_TRUE(again) << file.path();
    expect_same(scenario, *again.scenario);
  }
  EXPECT_GE(count, 4);
}

TEST(ShippedScenarios, HomeVisits) {
  auto const scenario = shipped("scenarios/home_visits.yaml");
  EXPECT_EQ(scenario.population.stations, 1000U);
  EXPECT_EQ(scenario.arrivals.kind, ArrivalKind::kPoisson);
  EXPECT_EQ(scenario.arrivals.rate_per_second, 25.0);
  EXPECT_EQ(scenario.arrivals.duration, 30s);
  EXPECT_EQ(sim::iso_date_time(scenario.calendar.start()), "2024-12-02T09:00:00+09:00");
  auto const& steps = scenario.journeys.front().steps;
  ASSERT_EQ(steps.size(), 4U);
  EXPECT_EQ(std::get<ConsentStep>(steps[0]).consents, eligibility::ConsentSet::all());
  EXPECT_EQ(std::get<EnterPinStep>(steps[1]).wrong_ppm, 5000U);
  EXPECT_EQ(std::get<TapCardStep>(steps[2]).patience, 30s);
  EXPECT_EQ(std::get<FetchEligibilityStep>(steps[3]).notice, NoticeMode::kTold);
  EXPECT_EQ(scenario.links.page.connection, eligibility::ConnectionPolicy::kNew);
  EXPECT_EQ(scenario.links.app.connection, eligibility::ConnectionPolicy::kNew);
  EXPECT_EQ(scenario.links.app.tls, eligibility::TlsPolicy::kFull);
  EXPECT_EQ(scenario.links.closed_line.connection, eligibility::ConnectionPolicy::kKept);
  EXPECT_EQ(scenario.card.timing, card::CardTiming::kModel);
  EXPECT_EQ(scenario.thresholds.size(), 5U);
}

TEST(ShippedScenarios, MonthsOfClaimsHaveTheWholeCountry) {
  auto const month = shipped("scenarios/month_end.yaml");
  auto const outage = shipped("scenarios/outage_2022_05.yaml");
  auto const surge = shipped("scenarios/opening_surge.yaml");
  for (auto const* const scenario : {&month, &outage, &surge}) {
    EXPECT_TRUE(scenario->claims.used);
    EXPECT_EQ(scenario->population.stations, 17'000U);
    EXPECT_EQ(scenario->claims.others, 156'466U);
    EXPECT_EQ(scenario->claims.front.workers, 55U);
  }
  EXPECT_EQ(month.claims.stations.retries.kind, claims::RetryKind::kConstant);
  EXPECT_TRUE(asp_faults(month.claims, claims::Payer::kFederation).empty());
  EXPECT_EQ(month.thresholds.size(), 3U);
  EXPECT_EQ(claims_end(month), sim::parse_iso_date_time("2025-04-12T21:00:00+09:00"));
  // The fault is that of the federations alone, and five hours in all.
  EXPECT_TRUE(asp_faults(outage.claims, claims::Payer::kFund).empty());
  auto const faults = asp_faults(outage.claims, claims::Payer::kFederation);
  ASSERT_EQ(faults.size(), 2U);
  EXPECT_EQ(faults[0].to - faults[0].from + (faults[1].to - faults[1].from), 5h);
  EXPECT_EQ(outage.claims.extension, sim::parse_iso_date_time("2025-06-12T21:00:00+09:00"));
  EXPECT_EQ(outage.claims.holiday, 5U);
  EXPECT_EQ(surge.claims.shape.waiting_at_opening_ppm, 100'000U);
  EXPECT_EQ(surge.claims.stations.retries.kind, claims::RetryKind::kJitter);
  EXPECT_LT(claims_end(surge), claim_deadline(surge));
}

TEST(ShippedScenarios, ThroughputDiffersInTheConnectionsOfTheApp) {
  auto const fresh = shipped("scenarios/throughput_new.yaml");
  auto const resumed = shipped("scenarios/throughput_resumed.yaml");
  auto const kept = shipped("scenarios/throughput_kept.yaml");
  EXPECT_EQ(fresh.links.app.connection, eligibility::ConnectionPolicy::kNew);
  EXPECT_EQ(kept.links.app.connection, eligibility::ConnectionPolicy::kKept);
  EXPECT_EQ(resumed.links.app.connection, eligibility::ConnectionPolicy::kNew);
  EXPECT_EQ(fresh.links.app.tls, eligibility::TlsPolicy::kFull);
  EXPECT_EQ(resumed.links.app.tls, eligibility::TlsPolicy::kResume);
  auto const later = shipped("scenarios/throughput_re_inquiry.yaml");
  EXPECT_EQ(later.population.continuing_ppm, 1'000'000U);
  EXPECT_FALSE(later.status.asked);
  for (auto const* const scenario : {&fresh, &resumed, &kept}) EXPECT_TRUE(scenario->status.asked);
  for (auto const* const scenario : {&fresh, &resumed, &kept, &later}) {
    EXPECT_EQ(scenario->arrivals.kind, ArrivalKind::kClosed);
    EXPECT_EQ(scenario->arrivals.users, 64U);
    EXPECT_EQ(scenario->population.stations, 64U);
    EXPECT_EQ(scenario->links.page.connection, eligibility::ConnectionPolicy::kKept);
    EXPECT_EQ(scenario->links.app.latency.mean(), 0s);
    EXPECT_EQ(scenario->card.timing, card::CardTiming::kNone);
  }
}

}  // namespace
}  // namespace kazasu::scenarios
