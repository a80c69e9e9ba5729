// Consents from the patient's and from the institution's side, through the whole system.
#include <gtest/gtest.h>

#include "tests/eligibility/sample_world.h"

namespace kazasu::eligibility {
namespace {

auto const kMorning = at("2024-12-02T09:00:00+09:00");
auto const kMarch = at("2025-03-15T09:00:00+09:00");
auto const kOperations = ConsentSet{}.give(ConsentItem::kOperations);

struct ConsentWorld : SampleWorld {
  using SampleWorld::SampleWorld;
  Registration act(ConsentRequest request, sim::Instant now, identity::PersonIndex person = 2) {
    auto meter = NoMeter{};
    request.reception_token = SampleStations::kTokens[0];
    auto const opened = system.submit_consent(request, now, meter);
    if (opened.outcome != Outcome::kAccepted) return {.outcome = opened.outcome};
    return authenticate(signed_by(person, opened), now);
  }
  CancelAnswer cancel(ConsentEnd reason, sim::Instant now, std::string number = "102") {
    auto meter = NoMeter{};
    return system.cancel_consents({.institution_code = std::string{SampleStations::kCodes[0]},
                                   .file_identifier = "c1",
                                   .search = {.insurer_number = "06130488",
                                              .number = std::move(number),
                                              .birth_date = day(1948, 2, 29)},
                                   .reason = reason},
                                  now, meter);
  }
};

TEST(ConsentActions, AViewShowsWhatStandsAndChangesNothing) {
  auto world = ConsentWorld{};
  EXPECT_TRUE(world.act({.action = ConsentAction::kView}, kMorning).consents.empty());
  world.visit(2, kOperations, kMorning);
  auto const view = world.act({.consents = ConsentSet::all(), .action = ConsentAction::kView}, kMarch);
  ASSERT_EQ(view.outcome, Outcome::kAccepted);
  EXPECT_TRUE(view.number.empty());
  ASSERT_EQ(view.consents.size(), 1U);
  EXPECT_EQ(view.consents[0].items, kOperations);
  EXPECT_EQ(view.consents[0].given, kMorning);
  EXPECT_EQ(view.consents[0].until, at("2025-03-31T23:59:59+09:00"));
  EXPECT_EQ(world.notices(0, kMarch).notices.size(), 1U);
}

TEST(ConsentActions, RegisteringAgainRenews) {
  auto world = ConsentWorld{};
  world.visit(2, kOperations, kMorning);
  world.visit(2, ConsentSet::all(), kMarch);
  auto const view = world.act({.action = ConsentAction::kView}, at("2025-06-30T12:00:00+09:00"));
  ASSERT_EQ(view.consents.size(), 1U);
  EXPECT_EQ(view.consents[0].items, ConsentSet::all());
}

TEST(ConsentActions, ThePatientCancelsEverythingThere) {
  auto world = ConsentWorld{};
  auto const number = world.visit(2, ConsentSet::all(), kMorning).number;
  auto const elsewhere = world.visit(2, ConsentSet::all(), kMorning, 1).number;
  auto const cancelled = world.act({.action = ConsentAction::kCancelAll}, kMorning);
  EXPECT_EQ(cancelled.consents.size(), 1U);
  EXPECT_FALSE(world.inquire(number, kMorning).results.at(0).medication.given);
  EXPECT_TRUE(world.inquire(elsewhere, kMorning, 1).results.at(0).medication.given);
  EXPECT_TRUE(world.act({.action = ConsentAction::kCancelAll}, kMorning).consents.empty());
}

TEST(ConsentActions, TheInstitutionCancelsWithAReason) {
  auto world = ConsentWorld{};
  auto const number = world.visit(2, ConsentSet::all(), kMorning).number;
  EXPECT_EQ(world.cancel(ConsentEnd::kByPatient, kMorning).outcome, Outcome::kMalformedRequest);
  EXPECT_EQ(world.cancel(ConsentEnd::kByInstitution, kMorning, "999").outcome, Outcome::kConsentMissing);
  auto const answer = world.cancel(ConsentEnd::kByInstitution, kMorning);
  EXPECT_EQ(answer.outcome, Outcome::kAccepted);
  EXPECT_EQ(answer.file_identifier, "c1");
  ASSERT_EQ(answer.cancelled.size(), 1U);
  EXPECT_FALSE(world.inquire(number, kMorning).results.at(0).operations.given);
  EXPECT_EQ(world.cancel(ConsentEnd::kUseChanged, kMorning).outcome, Outcome::kConsentMissing);
}

TEST(ConsentActions, AChangeOfUseEndsEveryConsentOfTheStation) {
  auto world = ConsentWorld{};
  auto const first = world.visit(2, ConsentSet::all(), kMorning).number;
  world.visit(3, ConsentSet::all(), kMorning);
  auto const elsewhere = world.visit(2, ConsentSet::all(), kMorning, 1).number;
  EXPECT_EQ(world.system.end_use(0, kMorning), 2U);
  EXPECT_EQ(world.system.end_use(0, kMorning), 0U);
  EXPECT_FALSE(world.inquire(first, kMorning).results.at(0).diagnosis.given);
  EXPECT_TRUE(world.inquire(elsewhere, kMorning, 1).results.at(0).diagnosis.given);
}

TEST(CareConfirmation, AClaimProlongsWhatStands) {
  auto world = ConsentWorld{};
  auto const number = world.visit(2, ConsentSet::all(), kMorning).number;
  auto const until = [&](sim::Instant now) {
    return world.inquire(number, now).results.at(0).medication.available_until;
  };
  auto const month = [](int year, unsigned month_of_year) {
    return std::chrono::year{year} / std::chrono::month{month_of_year};
  };
  EXPECT_TRUE(world.system.confirm_care({0, 2, month(2025, 1)}, at("2025-02-10T12:00:00+09:00")));
  EXPECT_EQ(until(kMarch), at("2025-04-30T23:59:59+09:00"));
  // A claim of an earlier month that comes late takes nothing away.
  EXPECT_TRUE(world.system.confirm_care({0, 2, month(2024, 12)}, kMarch));
  EXPECT_EQ(until(kMarch), at("2025-04-30T23:59:59+09:00"));
  EXPECT_FALSE(world.system.confirm_care({0, 2, month(2025, 4)}, at("2025-05-01T00:00:00+09:00")));
  EXPECT_FALSE(world.system.confirm_care({0, 3, month(2025, 1)}, kMorning));
}

TEST(PerVisitConsents, OfAHouseCallEndWithTheDay) {
  auto world = ConsentWorld{};
  auto const number = world.act({.consents = ConsentSet::all(), .care = Care::kHouseCall}, kMorning).number;
  EXPECT_TRUE(world.inquire(number, at("2024-12-02T23:59:59+09:00")).results.at(0).medication.given);
  EXPECT_FALSE(world.inquire(number, at("2024-12-03T00:00:00+09:00")).results.at(0).medication.given);
}

TEST(PerVisitConsents, OfOnlineCareStandToTheDayOfTheConsultation) {
  auto world = ConsentWorld{};
  auto const number =
      world
          .act({.consents = ConsentSet::all(), .care = Care::kOnline, .consultation = day(2024, 12, 9)},
               kMorning)
          .number;
  auto const block = world.inquire(number, at("2024-12-09T23:59:59+09:00")).results.at(0).medication;
  EXPECT_TRUE(block.given);
  EXPECT_EQ(block.available_until, at("2024-12-09T23:59:59+09:00"));
  EXPECT_FALSE(world.inquire(number, at("2024-12-10T00:00:00+09:00")).results.at(0).medication.given);
  auto const yesterday = ConsentRequest{.care = Care::kOnline, .consultation = day(2024, 12, 1)};
  EXPECT_EQ(world.act(yesterday, kMorning).outcome, Outcome::kMalformedRequest);
  EXPECT_EQ(world.act({.consultation = day(2024, 12, 9)}, kMorning).outcome, Outcome::kMalformedRequest);
}

TEST(PerVisitConsents, AreKeptApartFromContinuingCare) {
  auto world = ConsentWorld{};
  world.visit(2, kOperations, kMorning);
  world.act({.consents = ConsentSet::all(), .care = Care::kOnline}, kMorning);
  auto const view = world.act({.action = ConsentAction::kView}, kMorning);
  ASSERT_EQ(view.consents.size(), 2U);
  EXPECT_EQ(view.consents[0].care, Care::kContinuing);
  EXPECT_EQ(view.consents[1].care, Care::kOnline);
}

TEST(CardStandings, DecideOverTheVisit) {
  auto world = ConsentWorld{};
  world.registry.standings = {{1, identity::CardStanding::kUnregistered},
                              {2, identity::CardStanding::kSuspended},
                              {3, identity::CardStanding::kRevoked}};
  EXPECT_EQ(world.visit(1, {}, kMorning).outcome, Outcome::kCardNotRegistered);
  EXPECT_EQ(world.visit(2, {}, kMorning).outcome, Outcome::kCardSuspended);
  EXPECT_EQ(world.visit(3, {}, kMorning).outcome, Outcome::kCertificateRevoked);
  EXPECT_TRUE(world.notices(0, kMorning).notices.empty());
  world.system.set_standing(2, identity::CardStanding::kRegistered);
  EXPECT_EQ(world.visit(2, {}, kMorning).outcome, Outcome::kAccepted);
}

TEST(CardStandings, AnUnregisteredCardIsRegisteredInsideTheFlow) {
  auto world = ConsentWorld{};
  world.registry.standings = {{2, identity::CardStanding::kUnregistered}};
  auto const first = world.act({.registers_card = true}, kMorning);
  EXPECT_EQ(first.outcome, Outcome::kAccepted);
  EXPECT_TRUE(first.card_registered);
  auto const second = world.act({.registers_card = true}, kMorning);
  EXPECT_EQ(second.outcome, Outcome::kAccepted);
  EXPECT_FALSE(second.card_registered);
}

TEST(CardStandings, ACardIssuedAgainIsLinkedOnFirstUseAndEndsTheEarlierOne) {
  auto world = ConsentWorld{};
  auto const with_card = [&](std::uint32_t issue) {
    auto const visit = world.consent({}, kMorning);
    auto const serial = kFirstSerial + 2 + 100 * (issue - 1);
    return world.authenticate(
        {.reception_token = std::string{SampleStations::kTokens[0]},
         .session = visit.session,
         .certificate = identity::instant_certificate({.serial = serial,
                                                       .not_before = at("2024-08-21T00:00:00+09:00"),
                                                       .not_after = at("2029-08-20T23:59:59+09:00")}),
         .signature = identity::instant_signature(serial, visit.nonce)},
        kMorning);
  };
  EXPECT_FALSE(with_card(1).card_linked);
  EXPECT_TRUE(with_card(2).card_linked);
  EXPECT_FALSE(with_card(2).card_linked);
  EXPECT_EQ(with_card(1).outcome, Outcome::kCertificateRevoked);
  EXPECT_EQ(with_card(4).outcome, Outcome::kAccepted);
  EXPECT_EQ(with_card(2).outcome, Outcome::kCertificateRevoked);
}

}  // namespace
}  // namespace kazasu::eligibility
