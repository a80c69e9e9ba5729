#include "emulators/eligibility/eligibility_system.h"

#include <gtest/gtest.h>

#include <set>

#include "tests/eligibility/sample_world.h"

namespace kazasu::eligibility {
namespace {

auto const kMorning = at("2024-12-02T09:00:00+09:00");
auto const kNoCheckup = ConsentSet::all().withhold(ConsentItem::kHealthCheckup);

TEST(EligibilitySystem, LeadsFromConsentToTheAnswer) {
  auto world = SampleWorld{};
  auto const visit = world.consent(ConsentSet::all(), kMorning);
  ASSERT_EQ(visit.outcome, Outcome::kAccepted);
  EXPECT_EQ(visit.nonce.size(), 32U);
  auto const registration = world.authenticate(world.signed_by(2, visit), kMorning);
  ASSERT_EQ(registration.outcome, Outcome::kAccepted);
  EXPECT_EQ(registration.number, "20241202000000000001");
  EXPECT_FALSE(registration.expires_soon);
  EXPECT_FALSE(registration.eligibility_only);

  auto const told = world.notices(0, kMorning);
  ASSERT_EQ(told.notices.size(), 1U);
  EXPECT_EQ(told.notices[0].sequence, 1U);
  EXPECT_EQ(told.notices[0].registration_number, registration.number);
  auto const answer = world.inquire(registration.number, kMorning + std::chrono::milliseconds{1250});
  ASSERT_EQ(answer.outcome, Outcome::kAccepted);
  EXPECT_EQ(answer.processed_at, kMorning + std::chrono::seconds{1});
  EXPECT_EQ(answer.institution_code, SampleStations::kCodes[0]);
  EXPECT_EQ(answer.file_identifier, "file-1");
  EXPECT_EQ(answer.validity, QualificationValidity::kValid);
  ASSERT_EQ(answer.results.size(), 1U);
  EXPECT_EQ(answer.results[0].insured_number, "102");
  EXPECT_TRUE(world.notices(0, kMorning).notices.empty());
  EXPECT_EQ(world.inquire(registration.number, kMorning).outcome, Outcome::kAccepted);
}

TEST(EligibilitySystem, AnswersWithThePublishedCodes) {
  auto world = SampleWorld{};
  auto const registration = world.visit(2, ConsentSet::all(), kMorning);
  auto const answer = world.inquire(registration.number, kMorning);
  ASSERT_EQ(answer.results.size(), 1U);
  auto const& result = answer.results[0];
  EXPECT_EQ(result.insured_card_classification, "01");
  EXPECT_EQ(result.personal_family_classification, "1");
  EXPECT_EQ(result.insurer_number, "06130488");
  EXPECT_EQ(result.insurer_name, "試験健康保険組合");
  EXPECT_EQ(result.qualification_date, day(2020, 4, 1));
  EXPECT_EQ(result.birth_date, day(1948, 2, 29));
}

TEST(Consents, ShowTheirTimeAndTheEndOfTheThirdMonth) {
  auto world = SampleWorld{};
  auto const registration = world.visit(2, ConsentSet::all(), kMorning);
  auto const result = world.inquire(registration.number, kMorning).results.at(0);
  for (auto const& block : {result.health_checkup, result.medication, result.diagnosis, result.operations}) {
    EXPECT_TRUE(block.given);
    EXPECT_EQ(block.time, kMorning);
    EXPECT_EQ(block.available_until, at("2025-03-31T23:59:59+09:00"));
  }
  for (auto const& block : {result.limit_amount, result.specific_disease}) {
    EXPECT_TRUE(block.given);
    EXPECT_EQ(block.time, kMorning);
    EXPECT_EQ(block.available_until, sim::Instant{});
  }
}

TEST(Consents, WhatIsNotConsentedToIsAbsent) {
  auto world = SampleWorld{};
  auto const registration = world.visit(2, ConsentSet{}.give(ConsentItem::kOperations), kMorning);
  auto const result = world.inquire(registration.number, kMorning).results.at(0);
  EXPECT_TRUE(result.operations.given);
  for (auto const& block : {result.health_checkup, result.medication, result.diagnosis, result.limit_amount,
                            result.specific_disease}) {
    EXPECT_FALSE(block.given);
  }
}

TEST(Consents, RunOutWhileTheEligibilityStays) {
  auto world = SampleWorld{};
  auto const registration = world.visit(2, ConsentSet::all(), kMorning);
  EXPECT_TRUE(
      world.inquire(registration.number, at("2025-03-31T23:59:59+09:00")).results.at(0).diagnosis.given);
  auto const after = world.inquire(registration.number, at("2025-04-01T00:00:00+09:00"));
  EXPECT_EQ(after.outcome, Outcome::kAccepted);
  EXPECT_FALSE(after.results.at(0).diagnosis.given);
}

TEST(Consents, ToCheckupsNeedTheAgeOfForty) {
  auto world = SampleWorld{};
  auto const eve = at("2025-06-09T23:59:59+09:00");
  auto const birthday = at("2025-06-10T00:00:00+09:00");
  EXPECT_EQ(world.visit(1, ConsentSet::all(), eve).outcome, Outcome::kCheckupConsentUnderAge);
  EXPECT_EQ(world.visit(1, kNoCheckup, eve).outcome, Outcome::kAccepted);
  EXPECT_EQ(world.visit(1, ConsentSet::all(), birthday).outcome, Outcome::kAccepted);
}

TEST(Certificates, WithinThreeMonthsOfExpiryRaiseTheAlert) {
  auto world = SampleWorld{};
  EXPECT_FALSE(world.visit(2, ConsentSet::all(), at("2025-05-19T12:00:00+09:00")).expires_soon);
  auto const registration = world.visit(2, ConsentSet::all(), at("2025-05-20T12:00:00+09:00"));
  EXPECT_TRUE(registration.expires_soon);
  EXPECT_FALSE(registration.eligibility_only);
}

TEST(Certificates, InGraceGiveEligibilityAndNothingElse) {
  auto world = SampleWorld{};
  auto const before = at("2025-08-20T12:00:00+09:00");
  auto const grace = at("2025-09-01T12:00:00+09:00");
  auto const good = world.visit(2, ConsentSet::all(), before);
  auto const registration = world.visit(2, ConsentSet::all(), grace);
  ASSERT_EQ(registration.outcome, Outcome::kAccepted);
  EXPECT_TRUE(registration.eligibility_only);
  EXPECT_FALSE(registration.expires_soon);
  auto const result = world.inquire(registration.number, grace).results.at(0);
  EXPECT_EQ(result.insured_number, "102");
  EXPECT_FALSE(result.medication.given);
  EXPECT_FALSE(result.limit_amount.given);
  // The consent given while the certificate was good still stands for that registration.
  EXPECT_TRUE(world.inquire(good.number, grace).results.at(0).medication.given);
}

TEST(Certificates, BeyondGraceAreRefused) {
  auto world = SampleWorld{};
  EXPECT_EQ(world.visit(2, {}, at("2025-11-20T23:59:59+09:00")).outcome, Outcome::kAccepted);
  EXPECT_EQ(world.visit(2, {}, at("2025-11-21T00:00:00+09:00")).outcome, Outcome::kCertificateBeyondGrace);
  EXPECT_EQ(world.visit(2, {}, at("2020-08-20T23:59:59+09:00")).outcome, Outcome::kCertificateNotYetValid);
}

TEST(Refusals, OfConsent) {
  auto world = SampleWorld{7, 1};
  auto meter = LapMeter{};
  EXPECT_EQ(world.system.submit_consent({"", {}}, kMorning, meter).outcome, Outcome::kMalformedRequest);
  EXPECT_EQ(world.system.submit_consent({"nobody", {}}, kMorning, meter).outcome,
            Outcome::kUnknownInstitution);
  EXPECT_EQ(meter.laps, "");
  EXPECT_EQ(world.consent({}, kMorning).outcome, Outcome::kAccepted);
  auto const busy = world.consent({}, kMorning);
  EXPECT_EQ(busy.outcome, Outcome::kBusy);
  EXPECT_TRUE(busy.nonce.empty());
}

TEST(Refusals, OfTheVisit) {
  auto world = SampleWorld{};
  auto const visit = world.consent({}, kMorning);
  auto request = world.signed_by(2, visit);
  request.signature.clear();
  EXPECT_EQ(world.authenticate(request, kMorning).outcome, Outcome::kMalformedRequest);
  request = world.signed_by(2, visit);
  request.reception_token = "nobody";
  EXPECT_EQ(world.authenticate(request, kMorning).outcome, Outcome::kUnknownInstitution);
  EXPECT_EQ(world.authenticate(world.signed_by(2, visit, 1), kMorning).outcome, Outcome::kSessionUnknown);
  EXPECT_EQ(world.authenticate(world.signed_by(2, visit), kMorning + std::chrono::minutes{10}).outcome,
            Outcome::kSessionExpired);
  EXPECT_EQ(world.authenticate(world.signed_by(2, visit), kMorning).outcome, Outcome::kSessionUnknown);
}

TEST(Refusals, OfTheCard) {
  auto world = SampleWorld{};
  auto const refusal = [&](auto const& change) {
    auto request = world.signed_by(2, world.consent({}, kMorning));
    change(request);
    return world.authenticate(request, kMorning).outcome;
  };
  EXPECT_EQ(refusal([](auto& r) { r.certificate = "garbage"; }), Outcome::kCertificateMalformed);
  EXPECT_EQ(refusal([](auto& r) { r.signature.front() ^= 1; }), Outcome::kSignatureInvalid);
  EXPECT_EQ(refusal([&](auto& r) { r.certificate = world.certificate(2, false); }), Outcome::kIssuerUnknown);
  EXPECT_EQ(refusal([](auto&) {}), Outcome::kAccepted);
  auto const visit = world.consent({}, kMorning);
  EXPECT_EQ(world.authenticate(world.signed_by(900, visit), kMorning).outcome, Outcome::kPersonUnknown);
}

TEST(Refusals, ASignatureOverAnotherVisitIsInvalidAndUsesTheVisitUp) {
  auto world = SampleWorld{};
  auto const visit = world.consent({}, kMorning);
  auto request = world.signed_by(2, world.consent({}, kMorning));
  request.session = visit.session;
  EXPECT_EQ(world.authenticate(request, kMorning).outcome, Outcome::kSignatureInvalid);
  EXPECT_EQ(world.authenticate(world.signed_by(2, visit), kMorning).outcome, Outcome::kSessionUnknown);
}

TEST(Refusals, OnTheClosedLine) {
  auto world = SampleWorld{};
  auto meter = NoMeter{};
  auto const number = world.visit(2, {}, kMorning).number;
  EXPECT_EQ(world.system.notices({"123", 0}, kMorning, meter).outcome, Outcome::kMalformedRequest);
  EXPECT_EQ(world.system.notices({"0000000000", 0}, kMorning, meter).outcome, Outcome::kUnknownInstitution);
  EXPECT_EQ(world.inquire("1", kMorning).outcome, Outcome::kMalformedRequest);
  EXPECT_EQ(world.inquire("20241202000000000099", kMorning).outcome, Outcome::kRegistrationUnknown);
  EXPECT_EQ(world.inquire(number, kMorning, 1).outcome, Outcome::kRegistrationUnknown);
  EXPECT_TRUE(world.inquire(number, kMorning, 1).results.empty());
  EXPECT_EQ(world.system.inquire({"0000000000", number, ""}, kMorning, meter).outcome,
            Outcome::kUnknownInstitution);
}

TEST(StageLaps, FollowTheWork) {
  auto world = SampleWorld{};
  auto const laps_of = [&](auto const& change) {
    auto meter = LapMeter{};
    auto request = world.signed_by(2, world.consent({}, kMorning));
    change(request);
    world.system.authenticate(request, kMorning, meter);
    return meter.laps;
  };
  EXPECT_EQ(laps_of([](auto&) {}), "SRG");
  EXPECT_EQ(laps_of([](auto& r) { r.signature = "x"; }), "S");
  EXPECT_EQ(laps_of([&](auto& r) { r.certificate = world.certificate(2, false); }), "SR");
  EXPECT_EQ(laps_of([](auto& r) { r.session = "x"; }), "");
  auto meter = LapMeter{};
  world.system.submit_consent({"token-0", {}}, kMorning, meter);
  world.system.notices({std::string{SampleStations::kCodes[0]}, 0}, kMorning, meter);
  world.system.inquire({std::string{SampleStations::kCodes[0]}, "20241202000000000001", ""}, kMorning, meter);
  EXPECT_EQ(meter.laps, "GLL");
}

TEST(OutcomeCounters, CountEveryAnswer) {
  auto world = SampleWorld{};
  auto const number = world.visit(2, {}, kMorning).number;
  world.visit(1, ConsentSet::all(), kMorning);
  world.inquire(number, kMorning);
  world.inquire("1", kMorning);
  world.notices(0, kMorning);
  auto const counters = world.system.counters();
  EXPECT_EQ(counters.consents.of(Outcome::kAccepted), 2U);
  EXPECT_EQ(counters.authentications.of(Outcome::kAccepted), 1U);
  EXPECT_EQ(counters.authentications.of(Outcome::kCheckupConsentUnderAge), 1U);
  EXPECT_EQ(counters.inquiries.of(Outcome::kMalformedRequest), 1U);
  EXPECT_EQ(counters.inquiries.total(), 2U);
  EXPECT_EQ(counters.notices.total(), 1U);
}

TEST(Outcomes, EachHasANameOfItsOwnAndEachRefusalItsRule) {
  auto names = std::set<std::string_view>{};
  for (std::size_t i = 0; i < kOutcomes; ++i) {
    auto const outcome = static_cast<Outcome>(i);
    EXPECT_TRUE(names.insert(name_of(outcome)).second);
    EXPECT_FALSE(name_of(outcome).empty());
    EXPECT_EQ(refused_by(outcome).empty(), outcome == Outcome::kAccepted) << name_of(outcome);
  }
  EXPECT_EQ(name_of(Outcome::kSignatureInvalid), "signature_invalid");
}

}  // namespace
}  // namespace kazasu::eligibility
