#include "emulators/eligibility/certificate_status.h"

#include <gtest/gtest.h>

#include "emulators/eligibility/responder_rules.h"
#include "emulators/eligibility/status_cache.h"
#include "tests/eligibility/sample_world.h"

namespace kazasu::eligibility {
namespace {

using namespace std::chrono_literals;

auto const kNow = at("2024-12-02T09:00:00+09:00");

TEST(CertificateStatus, ReasonsHaveTheNumbersOfTheStandardAndNamesOfTheirOwn) {
  for (auto const number : {0, 1, 2, 3, 4, 5, 6, 8, 9, 10}) {
    auto const reason = static_cast<RevocationReason>(number);
    EXPECT_EQ(reason_by_name(name_of(reason)), reason);
  }
  EXPECT_EQ(static_cast<int>(*reason_by_name("key_compromise")), 1);
  EXPECT_EQ(static_cast<int>(*reason_by_name("certificate_hold")), 6);
  EXPECT_FALSE(reason_by_name("lost"));
}

TEST(ResponderRules, ARevocationHoldsFromItsTimeOn) {
  auto rules = ResponderRules{{}};
  ASSERT_TRUE(rules.set(
      7, {.conduct = ResponderConduct::kRevoked, .since = kNow, .reason = RevocationReason::kKeyCompromise}));
  EXPECT_EQ(rules.status_of(7, kNow - 1s), CertificateStatus{});
  auto const expected = CertificateStatus{
      .verdict = StatusVerdict::kRevoked, .revoked_at = kNow, .reason = RevocationReason::kKeyCompromise};
  EXPECT_EQ(rules.status_of(7, kNow), expected);
  EXPECT_EQ(rules.status_of(8, kNow), CertificateStatus{}) << "another certificate";
  EXPECT_TRUE(rules.forget(7));
  EXPECT_FALSE(rules.forget(7));
  EXPECT_EQ(rules.status_of(7, kNow), CertificateStatus{});
}

TEST(ResponderRules, OneCertificateGoesBeforeEveryone) {
  auto rules = ResponderRules{{}};
  rules.set({.conduct = ResponderConduct::kDown});
  ASSERT_TRUE(rules.set(7, {}));
  EXPECT_EQ(rules.status_of(8, kNow), kNoStatus);
  EXPECT_FALSE(rules.decide(8, kNow).answers);
  EXPECT_EQ(rules.status_of(7, kNow), CertificateStatus{});
  rules.reset();
  EXPECT_EQ(rules.status_of(8, kNow), CertificateStatus{});
  EXPECT_TRUE(rules.states().empty());
}

TEST(ResponderRules, AFailingResponderLeavesTheTableAsItIs) {
  auto rules = ResponderRules{{.revoked_ppm = 1'000'000, .origin = kNow}};
  rules.set({.conduct = ResponderConduct::kExpiredResponder});
  EXPECT_EQ(rules.decide(7, kNow).status.verdict, StatusVerdict::kRevoked);
  EXPECT_TRUE(rules.decide(7, kNow).expired_signer);
  EXPECT_EQ(rules.status_of(7, kNow), kNoStatus) << "an answer that cannot be trusted";
  rules.set({.conduct = ResponderConduct::kSlow, .delay = 3s});
  EXPECT_EQ(rules.decide(7, kNow).delay, sim::Duration{3s});
  EXPECT_EQ(rules.status_of(7, kNow).verdict, StatusVerdict::kRevoked);
}

TEST(ResponderRules, TheSeedDrawsTheSharesAndTheirDates) {
  auto const settings =
      ResponderSettings{.seed = 3, .revoked_ppm = 100'000, .unknown_ppm = 50'000, .origin = kNow};
  auto const rules = ResponderRules{settings};
  auto const again = ResponderRules{settings};
  constexpr auto kCertificates = 20'000;
  auto revoked = 0;
  auto unknown = 0;
  for (auto serial = 0U; serial < kCertificates; ++serial) {
    auto const status = rules.status_of(serial, kNow);
    EXPECT_EQ(status, again.status_of(serial, kNow));
    if (status.verdict == StatusVerdict::kUnknown) ++unknown;
    if (status.verdict != StatusVerdict::kRevoked) continue;
    ++revoked;
    EXPECT_LT(status.revoked_at, kNow);
    EXPECT_GE(status.revoked_at, kNow - std::chrono::days{365} - 1s);
    EXPECT_EQ(rules.status_of(serial, status.revoked_at - 1s).verdict, StatusVerdict::kGood);
  }
  EXPECT_NEAR(revoked, 2000, 5 * 42.4);  // five standard errors of a binomial draw
  EXPECT_NEAR(unknown, 1000, 5 * 30.8);
}

TEST(ResponderRules, KnowsWhatWasIssued) {
  auto const people = SamplePeople{};
  auto const rules = ResponderRules{{.people = &people}};
  EXPECT_EQ(rules.status_of(kFirstSerial, kNow).verdict, StatusVerdict::kGood);
  EXPECT_EQ(rules.status_of(kFirstSerial - 1, kNow).verdict, StatusVerdict::kUnknown);
}

TEST(ResponderRules, SharesBeyondTheWholeAreRefused) {
  EXPECT_THROW(ResponderRules({.revoked_ppm = 600'000, .unknown_ppm = 400'001}), std::invalid_argument);
  EXPECT_THROW(ResponderRules({.revoked_ppm = 0xFFFFFFFF, .unknown_ppm = 1}), std::invalid_argument);
}

TEST(ResponderRules, NamesOfConducts) {
  for (auto const* const name : {"good", "revoked", "unknown", "expired_responder", "slow", "down"}) {
    ASSERT_TRUE(conduct_by_name(name)) << name;
    EXPECT_EQ(name_of(*conduct_by_name(name)), name);
  }
  EXPECT_FALSE(conduct_by_name("broken"));
}

StatusAnswer good_until(sim::Instant next_update) {
  return {.status = {}, .this_update = kNow, .next_update = next_update};
}

TEST(StatusCache, AnAnswerIsGoodForItsTimeAndNoLonger) {
  auto cache = StatusCache{};
  cache.put(7, good_until(kNow + 60s));
  EXPECT_EQ(cache.find(7, kNow), CertificateStatus{});
  EXPECT_EQ(cache.find(7, kNow + 59s), CertificateStatus{});
  EXPECT_EQ(cache.find(7, kNow + 60s), std::nullopt);
  EXPECT_EQ(cache.find(7, kNow - 1s), std::nullopt) << "the calendar was put back";
  EXPECT_EQ(cache.find(8, kNow), std::nullopt);
}

TEST(StatusCache, KeepsNothingWithoutNextUpdateAndNoFailure) {
  auto cache = StatusCache{};
  cache.put(7, {.status = {}, .this_update = kNow, .next_update = std::nullopt});
  cache.put(8, {.status = kNoStatus, .this_update = kNow, .next_update = kNow + 60s});
  EXPECT_EQ(cache.size(), 0U);
}

TEST(StatusCache, TheOldestGoesWhenItIsFull) {
  auto cache = StatusCache{2};
  cache.put(1, good_until(kNow + 60s));
  cache.put(2, good_until(kNow + 60s));
  cache.put(1, good_until(kNow + 70s));
  cache.put(3, good_until(kNow + 60s));
  EXPECT_EQ(cache.size(), 2U);
  EXPECT_FALSE(cache.find(2, kNow)) << "1 was renewed after it";
  EXPECT_TRUE(cache.find(1, kNow));
  EXPECT_TRUE(cache.find(3, kNow));
  for (auto i = 0; i < 1000; ++i) cache.put(1, good_until(kNow + 60s));
  EXPECT_TRUE(cache.find(1, kNow));
}

struct StatusWorld : SampleWorld {
  explicit StatusWorld(WithoutStatus without = WithoutStatus::kRefuse)
      : judged({.stations = stations,
                .people = people,
                .registry = registry,
                .check = check,
                .seed = 7,
                .status = &rules,
                .without_status = without}) {}
  Outcome visit_of(identity::PersonIndex index, sim::Instant now) {
    auto meter = LapMeter{};
    auto const opened = judged.submit_consent({"token-0", {}}, now, meter);
    meter.laps.clear();
    auto const outcome = judged.authenticate(signed_by(index, opened), now, meter).outcome;
    laps = meter.laps;
    return outcome;
  }
  ResponderRules rules{{}};
  EligibilitySystem judged;
  std::string laps;
};

TEST(StatusOfACard, DecidesAfterSignatureAndDates) {
  auto world = StatusWorld{};
  EXPECT_EQ(world.visit_of(2, kNow), Outcome::kAccepted);
  EXPECT_EQ(world.laps, "SRG");
  world.rules.set(kFirstSerial + 2, {.conduct = ResponderConduct::kRevoked, .since = kNow});
  EXPECT_EQ(world.visit_of(2, kNow - 1s), Outcome::kAccepted);
  EXPECT_EQ(world.visit_of(2, kNow), Outcome::kCertificateRevoked);
  EXPECT_EQ(world.laps, "SR") << "nothing is registered";
  EXPECT_EQ(world.visit_of(3, kNow), Outcome::kAccepted) << "another card";
  world.rules.set({.conduct = ResponderConduct::kUnknown});
  EXPECT_EQ(world.visit_of(3, kNow), Outcome::kStatusUnknown);
  world.rules.set({.conduct = ResponderConduct::kDown});
  EXPECT_EQ(world.visit_of(3, kNow), Outcome::kStatusUnavailable);
  EXPECT_EQ(world.visit_of(3, at("2026-11-21T00:00:00+09:00")), Outcome::kCertificateBeyondGrace)
      << "a card that is refused anyway is not asked about";
  auto const counted = world.judged.counters().authentications;
  EXPECT_EQ(counted.of(Outcome::kAccepted), 3U);
  EXPECT_EQ(counted.of(Outcome::kCertificateRevoked), 1U);
  EXPECT_EQ(counted.total(), 7U);
}

TEST(StatusOfACard, AResponderThatIsDownNeedNotCloseTheDoor) {
  auto world = StatusWorld{WithoutStatus::kAccept};
  world.rules.set({.conduct = ResponderConduct::kDown});
  EXPECT_EQ(world.visit_of(2, kNow), Outcome::kAccepted);
  world.rules.set({.conduct = ResponderConduct::kUnknown});
  EXPECT_EQ(world.visit_of(2, kNow), Outcome::kStatusUnknown) << "an answer is an answer";
}

}  // namespace
}  // namespace kazasu::eligibility
