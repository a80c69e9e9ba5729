#include "emulators/eligibility/fault_plan.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/eligibility/sample_world.h"

namespace kazasu::eligibility {
namespace {

using namespace std::chrono_literals;

auto const kNow = at("2024-12-02T09:00:00+09:00");

void add(FaultPlan& plan, std::string_view text) {
  ASSERT_TRUE(plan.add(parse_service_fault(text, kNow)));
}

FaultDecision ask(FaultPlan& plan, FaultOperation operation, identity::StationIndex station = 0) {
  return plan.decide({.operation = operation, .station = station}, kNow);
}

TEST(FaultPlan, LeavesEverythingAloneWithoutRules) {
  auto plan = FaultPlan{1};
  EXPECT_FALSE(ask(plan, FaultOperation::kInquiry).is_any());
  EXPECT_FALSE(plan.state_of({.serial = 7}, kNow));
  EXPECT_FALSE(plan.revokes_station(0, kNow));
}

TEST(FaultPlan, SelectsByOperationStationPersonSessionAndTime) {
  auto plan = FaultPlan{1};
  add(plan, "busy on inquiry station 2-3");
  add(plan, "reset on authentication person 5");
  add(plan, "truncate session 0a");
  add(plan, "malform on notices from +10s");
  EXPECT_TRUE(ask(plan, FaultOperation::kInquiry, 2).is_busy());
  EXPECT_FALSE(ask(plan, FaultOperation::kInquiry, 4).is_any());
  EXPECT_FALSE(ask(plan, FaultOperation::kConsent, 2).is_any());
  auto const of = [&](std::optional<identity::PersonIndex> person, std::string_view session) {
    return plan.decide(
        {.operation = FaultOperation::kAuthentication, .station = 0, .person = person, .session = session},
        kNow);
  };
  EXPECT_TRUE(of(5, "ff").resets());
  EXPECT_FALSE(of(6, "ff").is_any());
  EXPECT_FALSE(of({}, "ff").is_any());
  EXPECT_EQ(of({}, "0a1").effect, FaultEffect::kTruncate);
  EXPECT_FALSE(ask(plan, FaultOperation::kNotices).is_any());
  EXPECT_EQ(plan.decide({.operation = FaultOperation::kNotices}, kNow + 10s).effect, FaultEffect::kMalform);
  EXPECT_TRUE(plan.asks_for_person(FaultOperation::kAuthentication, kNow));
  EXPECT_FALSE(plan.asks_for_person(FaultOperation::kInquiry, kNow));
}

TEST(FaultPlan, AddsTimesAndTakesTheFirstOtherEffect) {
  auto plan = FaultPlan{1};
  add(plan, "delay 2s");
  add(plan, "status 502");
  add(plan, "delay 500ms");
  add(plan, "reset");
  add(plan, "drip 1s");
  auto const decision = ask(plan, FaultOperation::kInquiry);
  EXPECT_EQ(decision.delay, 2500ms);
  EXPECT_EQ(decision.drip, 1s);
  EXPECT_EQ(decision.effect, FaultEffect::kStatus);
  EXPECT_EQ(decision.http_status, 502);
  EXPECT_EQ(decision.rule, 1U);
  EXPECT_TRUE(decision.prevents());
}

// Four standard errors of a binomial share.
TEST(FaultPlan, StrikesTheShare) {
  auto plan = FaultPlan{42};
  add(plan, "busy share 10 %");
  auto struck = 0;
  constexpr auto kAsked = 20'000;
  for (auto i = 0; i < kAsked; ++i) {
    struck +=
        ask(plan, FaultOperation::kInquiry, static_cast<identity::StationIndex>(i % 500)).is_any() ? 1 : 0;
  }
  EXPECT_NEAR(struck, kAsked / 10, 4 * std::sqrt(kAsked * 0.1 * 0.9));
  auto const entry = plan.entries().front().second;
  EXPECT_EQ(entry.fitted, static_cast<std::uint64_t>(kAsked));
  EXPECT_EQ(entry.struck, static_cast<std::uint64_t>(struck));
}

// Which request of which station is struck does not depend on how the stations take turns.
TEST(FaultPlan, StrikesAlikeInAnyOrderOfStations) {
  auto const struck = [](bool by_station) {
    auto plan = FaultPlan{7};
    add(plan, "reset share 30 %");
    auto result = std::array<std::string, 4>{};
    for (auto i = 0U; i < 4 * 25U; ++i) {
      auto const station = by_station ? i / 25 : i % 4;
      result[station] += ask(plan, FaultOperation::kConsent, station).is_any() ? 'x' : '.';
    }
    return result;
  };
  EXPECT_EQ(struck(true), struck(false));
  EXPECT_NE(struck(true)[0], struck(true)[1]);
}

TEST(FaultPlan, ARuleBesideChangesNothingOfAnother) {
  auto const struck = [](bool with_another) {
    auto plan = FaultPlan{7};
    add(plan, "busy share 30 %");
    if (with_another) add(plan, "delay 1s share 50 %");
    auto result = std::string{};
    for (auto i = 0; i < 50; ++i) result += ask(plan, FaultOperation::kConsent).is_busy() ? 'x' : '.';
    return result;
  };
  EXPECT_EQ(struck(false), struck(true));
}

TEST(FaultPlan, StrikesTheFirstAndNoMore) {
  auto plan = FaultPlan{1};
  add(plan, "busy on inquiry first 2");
  add(plan, "reset on consent first 1 each station");
  EXPECT_TRUE(ask(plan, FaultOperation::kInquiry, 0).is_any());
  EXPECT_TRUE(ask(plan, FaultOperation::kInquiry, 1).is_any());
  EXPECT_FALSE(ask(plan, FaultOperation::kInquiry, 2).is_any());
  EXPECT_TRUE(ask(plan, FaultOperation::kConsent, 0).is_any());
  EXPECT_FALSE(ask(plan, FaultOperation::kConsent, 0).is_any());
  EXPECT_TRUE(ask(plan, FaultOperation::kConsent, 1).is_any());
}

TEST(FaultPlan, NumbersRulesAndTakesThemAway) {
  auto plan = FaultPlan{1};
  add(plan, "busy");
  add(plan, "reset");
  EXPECT_TRUE(plan.remove(1));
  EXPECT_FALSE(plan.remove(1));
  add(plan, "malform");
  ASSERT_EQ(plan.entries().size(), 2U);
  EXPECT_EQ(plan.entries().back().first, 3U);
  EXPECT_TRUE(ask(plan, FaultOperation::kPage).resets());
  plan.clear();
  EXPECT_TRUE(plan.empty());
}

TEST(FaultPlan, HasABound) {
  auto plan = FaultPlan{1};
  for (std::size_t i = 0; i < FaultPlan::kMostRules; ++i) add(plan, "busy");
  EXPECT_FALSE(plan.add({}));
}

TEST(FaultPlan, SpeaksOfCardsToTheResponder) {
  auto people = SamplePeople{};
  auto plan = FaultPlan{1};
  auto const rules = ResponderRules{{.seed = 1, .people = &people, .overlay = &plan}};
  auto const status = [&](identity::PersonIndex person, sim::Instant now) {
    return rules.status_of(people.person(person).certificate_serial, now).verdict;
  };
  EXPECT_EQ(status(2, kNow), StatusVerdict::kGood);
  add(plan, "card_revoked person 2 from +60s");
  EXPECT_EQ(status(2, kNow), StatusVerdict::kGood);
  EXPECT_EQ(status(2, kNow + 60s), StatusVerdict::kRevoked);
  EXPECT_EQ(status(3, kNow + 60s), StatusVerdict::kGood);
  add(plan, "ocsp_down until +5s");
  EXPECT_EQ(status(3, kNow), StatusVerdict::kNoAnswer);
  plan.clear();
  add(plan, "ocsp_expired person 0");
  EXPECT_EQ(status(0, kNow), StatusVerdict::kNoAnswer);
  EXPECT_TRUE(rules.decide(people.person(0).certificate_serial, kNow).expired_signer);
  add(plan, "ocsp_slow 3s");
  EXPECT_EQ(rules.decide(people.person(1).certificate_serial, kNow).delay, 3s);
}

TEST(FaultPlan, RevokesStationsFromATimeOn) {
  auto plan = FaultPlan{1};
  add(plan, "station_revoked station 4 from +60s");
  EXPECT_FALSE(plan.revokes_station(4, kNow));
  EXPECT_TRUE(plan.revokes_station(4, kNow + 60s));
  EXPECT_FALSE(plan.revokes_station(5, kNow + 60s));
  EXPECT_TRUE(plan.decide({.operation = FaultOperation::kInquiry, .station = 4}, kNow + 61s).resets());
}

}  // namespace
}  // namespace kazasu::eligibility
