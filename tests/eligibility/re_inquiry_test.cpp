// 再照会: the eligibility by stored data, while a continuing relationship stands; environments and admission.
#include <gtest/gtest.h>

#include "tests/eligibility/sample_world.h"

namespace kazasu::eligibility {
namespace {

auto const kMorning = at("2024-12-02T09:00:00+09:00");
auto const kSecondVisit = at("2024-12-09T08:00:00+09:00");

InsuredSearch stored(std::string number = "102") {
  return {.insurer_number = "06130488",
          .symbol = "3177",
          .number = std::move(number),
          .branch = "01",
          .birth_date = day(1948, 2, 29),
          .wants_limit = true};
}

InquiryAnswer ask_again(EligibilitySystem& system, InsuredSearch search, sim::Instant now,
                        identity::StationIndex station = 0) {
  auto meter = NoMeter{};
  return system.re_inquire({.institution_code = std::string{SampleStations::kCodes[station]},
                            .file_identifier = "again",
                            .search = std::move(search)},
                           now, meter);
}

TEST(ReInquiry, NeedsNoCardFromTheSecondVisitOn) {
  auto world = SampleWorld{};
  world.visit(2, ConsentSet::all(), kMorning);
  auto const answer = ask_again(world.system, stored(), kSecondVisit);
  ASSERT_EQ(answer.outcome, Outcome::kAccepted);
  EXPECT_FALSE(answer.by_card);
  EXPECT_EQ(answer.search, stored());
  EXPECT_EQ(answer.file_identifier, "again");
  EXPECT_EQ(answer.processed_at, kSecondVisit);
  EXPECT_EQ(answer.validity, QualificationValidity::kValid);
  ASSERT_EQ(answer.results.size(), 1U);
  EXPECT_TRUE(answer.results[0].medication.given);
  EXPECT_EQ(answer.results[0].medication.time, kMorning);
}

TEST(ReInquiry, IsRefusedWithoutAContinuingRelationship) {
  auto world = SampleWorld{};
  EXPECT_EQ(ask_again(world.system, stored(), kMorning).outcome, Outcome::kNoContinuingCare);
  world.visit(2, ConsentSet::all(), kMorning);
  EXPECT_EQ(ask_again(world.system, stored(), kMorning, 1).outcome, Outcome::kNoContinuingCare);
  EXPECT_EQ(ask_again(world.system, stored(), at("2025-03-31T23:59:59+09:00")).outcome, Outcome::kAccepted);
  EXPECT_EQ(ask_again(world.system, stored(), at("2025-04-01T00:00:00+09:00")).outcome,
            Outcome::kNoContinuingCare);
}

TEST(ReInquiry, IsRefusedAfterAHouseCallAndAfterACertificateInGrace) {
  auto world = SampleWorld{};
  auto meter = NoMeter{};
  auto const visit = world.system.submit_consent(
      {.reception_token = "token-0", .consents = ConsentSet::all(), .care = Care::kHouseCall}, kMorning,
      meter);
  EXPECT_EQ(world.authenticate(world.signed_by(2, visit), kMorning).outcome, Outcome::kAccepted);
  EXPECT_EQ(ask_again(world.system, stored(), kMorning).outcome, Outcome::kNoContinuingCare);
  auto const grace = at("2025-09-01T12:00:00+09:00");
  world.visit(2, ConsentSet::all(), grace);
  EXPECT_EQ(ask_again(world.system, stored(), grace).outcome, Outcome::kNoContinuingCare);
}

// OQS-IF-027: to the day of the consultation, with online care's own consent.
TEST(ReInquiry, OfOnlineCareStandsToTheDayOfTheConsultation) {
  auto world = SampleWorld{};
  auto meter = NoMeter{};
  auto const ask = [&](sim::Instant now) {
    return world.system.re_inquire({.institution_code = std::string{SampleStations::kCodes[0]},
                                    .search = stored(),
                                    .care = Care::kOnline},
                                   now, meter);
  };
  world.visit(2, ConsentSet::all(), kMorning);
  EXPECT_EQ(ask(kMorning).outcome, Outcome::kConsentMissing) << "a visit's consent is another one";
  auto const online = world.system.submit_consent({.reception_token = "token-0",
                                                   .consents = ConsentSet::all(),
                                                   .care = Care::kOnline,
                                                   .consultation = day(2024, 12, 9)},
                                                  kMorning, meter);
  EXPECT_EQ(world.authenticate(world.signed_by(2, online), kMorning).outcome, Outcome::kAccepted);
  EXPECT_EQ(ask(at("2024-12-09T23:59:59+09:00")).outcome, Outcome::kAccepted);
  EXPECT_TRUE(ask(kMorning).results.at(0).medication.given);
  EXPECT_EQ(ask(at("2024-12-10T00:00:00+09:00")).outcome, Outcome::kConsentMissing);
}

// OQS-IF-001: no card, no relationship, and therefore no consents.
TEST(Qualification, IsForAnybodyAndShowsNoConsents) {
  auto world = SampleWorld{};
  auto meter = NoMeter{};
  auto const ask = [&](InsuredSearch search) {
    return world.system.qualification({.institution_code = std::string{SampleStations::kCodes[0]},
                                       .file_identifier = "q",
                                       .search = std::move(search)},
                                      kMorning, meter);
  };
  world.visit(2, ConsentSet::all(), kMorning);
  auto search = stored();
  search.wants_limit = false;
  auto const answer = ask(search);
  ASSERT_EQ(answer.outcome, Outcome::kAccepted);
  EXPECT_FALSE(answer.by_card);
  EXPECT_EQ(answer.search, search);
  EXPECT_EQ(answer.validity, QualificationValidity::kValid);
  ASSERT_EQ(answer.results.size(), 1U);
  EXPECT_FALSE(answer.results[0].medication.given || answer.results[0].limit_amount.given);
  auto const agreed = ask(stored());
  EXPECT_TRUE(agreed.results.at(0).limit_amount.given) << "agreed to at the counter, as the search says";
  EXPECT_FALSE(agreed.results.at(0).medication.given);
  EXPECT_EQ(ask(stored("103")).outcome, Outcome::kAccepted) << "never visited";
  EXPECT_EQ(ask(stored("999")).validity, QualificationValidity::kNotFound);
  search.number.clear();
  EXPECT_EQ(ask(search).outcome, Outcome::kMalformedRequest);
}

TEST(ReInquiry, FollowsClaimsAndCancellations) {
  auto world = SampleWorld{};
  world.visit(2, ConsentSet::all(), kMorning);
  auto const april = at("2025-04-20T09:00:00+09:00");
  world.system.confirm_care({0, 2, std::chrono::year{2025} / 1}, at("2025-02-10T09:00:00+09:00"));
  EXPECT_EQ(ask_again(world.system, stored(), april).outcome, Outcome::kAccepted);
  world.system.end_use(0, april);
  EXPECT_EQ(ask_again(world.system, stored(), april).outcome, Outcome::kNoContinuingCare);
}

TEST(ReInquiry, ShowsTheLimitOnlyWhereAskedFor) {
  auto world = SampleWorld{};
  world.visit(2, ConsentSet::all(), kMorning);
  auto search = stored();
  EXPECT_TRUE(ask_again(world.system, search, kMorning).results.at(0).limit_amount.given);
  search.wants_limit = false;
  EXPECT_FALSE(ask_again(world.system, search, kMorning).results.at(0).limit_amount.given);
  EXPECT_TRUE(ask_again(world.system, search, kMorning).results.at(0).medication.given);
}

TEST(ReInquiry, FindsNobodyUnderWrongData) {
  auto world = SampleWorld{};
  world.visit(2, ConsentSet::all(), kMorning);
  EXPECT_EQ(ask_again(world.system, stored("999"), kMorning).outcome, Outcome::kAccepted);
  EXPECT_EQ(ask_again(world.system, stored("999"), kMorning).validity, QualificationValidity::kNotFound);
  auto search = stored();
  search.birth_date = day(1949, 1, 1);
  EXPECT_EQ(ask_again(world.system, search, kMorning).validity, QualificationValidity::kNotFound);
  search.number.clear();
  EXPECT_EQ(ask_again(world.system, search, kMorning).outcome, Outcome::kMalformedRequest);
}

TEST(ReInquiry, WithOldDataSaysThatTheInsurerChanged) {
  auto world = SampleWorld{};
  auto own = identity::own_period(world.people.person(2));
  auto later = own;
  own.lost = later.qualified = day(2024, 12, 5);
  own.reason = identity::LossReason::kOtherInsurer;
  later.number = "777";
  world.registry.histories[2].periods = {own, later};
  world.visit(2, ConsentSet::all(), kMorning);
  EXPECT_EQ(ask_again(world.system, stored(), kMorning).validity, QualificationValidity::kValid);
  auto const answer = ask_again(world.system, stored(), kSecondVisit);
  EXPECT_EQ(answer.validity, QualificationValidity::kInvalidNewQualification);
  EXPECT_EQ(ask_again(world.system, stored("777"), kSecondVisit).validity, QualificationValidity::kValid);
}

// Two systems over one set of stores.
TEST(Environments, ShareStoresAndNothingElse) {
  auto world = SampleWorld{};
  auto stores = EligibilityStores{};
  auto const system_of = [&](Environment environment) {
    return EligibilityParts{.stations = world.stations,
                            .people = world.people,
                            .registry = world.registry,
                            .check = world.check,
                            .seed = 7,
                            .environment = environment,
                            .stores = &stores};
  };
  auto operation = EligibilitySystem{system_of(Environment::kOperation)};
  auto test = EligibilitySystem{system_of(Environment::kConnectionTest)};
  auto meter = NoMeter{};
  auto const visit =
      test.submit_consent({.reception_token = "token-0", .consents = ConsentSet::all()}, kMorning, meter);
  auto const registration = test.authenticate(world.signed_by(2, visit), kMorning, meter);
  ASSERT_EQ(registration.outcome, Outcome::kAccepted);
  auto const code = std::string{SampleStations::kCodes[0]};
  auto const inquiry = InquiryRequest{code, registration.number, ""};
  EXPECT_EQ(operation.inquire(inquiry, kMorning, meter).outcome, Outcome::kRegistrationUnknown);
  EXPECT_TRUE(operation.notices({code, 0}, kMorning, meter).notices.empty());
  EXPECT_EQ(ask_again(operation, stored(), kMorning).outcome, Outcome::kNoContinuingCare);
  EXPECT_EQ(operation.end_use(0, kMorning), 0U);
  operation.set_standing(2, identity::CardStanding::kRevoked);
  EXPECT_EQ(test.notices({code, 0}, kMorning, meter).notices.size(), 1U);
  EXPECT_EQ(ask_again(test, stored(), kMorning).outcome, Outcome::kAccepted);
  EXPECT_EQ(test.inquire(inquiry, kMorning, meter).outcome, Outcome::kAccepted);
  auto const again = test.submit_consent({.reception_token = "token-0"}, kMorning, meter);
  EXPECT_EQ(test.authenticate(world.signed_by(2, again), kMorning, meter).outcome, Outcome::kAccepted);
}

// Station 1 starts on 5 December, station 2 was revoked.
struct SampleAdmission final : StationAdmission {
  Admission of(Environment, identity::StationIndex station, sim::Instant now) const override {
    if (station == 2) return Admission::kRevoked;
    if (station == 1 && now < at("2024-12-05T00:00:00+09:00")) return Admission::kNotLive;
    return function_on ? Admission::kLive : Admission::kFunctionOff;
  }
  bool function_on = true;
};

TEST(Admission, DecidesOnEveryWayIn) {
  auto world = SampleWorld{};
  auto admission = SampleAdmission{};
  auto system = EligibilitySystem{{.stations = world.stations,
                                   .people = world.people,
                                   .registry = world.registry,
                                   .check = world.check,
                                   .admission = &admission}};
  auto meter = NoMeter{};
  auto const open = [&](std::string token, sim::Instant now) {
    return system.submit_consent({.reception_token = std::move(token)}, now, meter).outcome;
  };
  auto const code = [](std::size_t station) { return std::string{SampleStations::kCodes[station]}; };
  EXPECT_EQ(open("token-0", kMorning), Outcome::kAccepted);
  EXPECT_EQ(open("token-1", kMorning), Outcome::kInstitutionNotLive);
  EXPECT_EQ(open("token-1", kSecondVisit), Outcome::kAccepted);
  EXPECT_EQ(open("token-2", kSecondVisit), Outcome::kInstitutionRevoked);
  EXPECT_EQ(system.notices({code(2), 0}, kMorning, meter).outcome, Outcome::kInstitutionRevoked);
  EXPECT_EQ(ask_again(system, stored(), kMorning, 1).outcome, Outcome::kInstitutionNotLive);
  admission.function_on = false;
  EXPECT_EQ(open("token-0", kMorning), Outcome::kFunctionNotEnabled);
  EXPECT_EQ(system.inquire({code(0), "20241202000000000001", ""}, kMorning, meter).outcome,
            Outcome::kFunctionNotEnabled);
  EXPECT_EQ(system
                .medical_data({.institution_code = code(0), .insurer_number = "06130488", .number = "102"},
                              kMorning, meter)
                .outcome,
            Outcome::kFunctionNotEnabled);
}

}  // namespace
}  // namespace kazasu::eligibility
