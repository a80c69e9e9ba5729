// Medical data under consent: 薬剤, 診療 and 特定健診.
#include "emulators/eligibility/medical_data.h"

#include <gtest/gtest.h>

#include "emulators/identity/identifiers.h"
#include "tests/eligibility/sample_world.h"

namespace kazasu::eligibility {
namespace {

auto const kMorning = at("2024-12-02T09:00:00+09:00");

constexpr auto month(int year, unsigned month_of_year) {
  return std::chrono::year{year} / std::chrono::month{month_of_year};
}

struct MedicalWorld : SampleWorld {
  using SampleWorld::SampleWorld;
  MedicalDataAnswer ask(MedicalDataRequest request, sim::Instant now = kMorning) {
    auto meter = NoMeter{};
    request.institution_code = SampleStations::kCodes[0];
    request.insurer_number = "06130488";
    if (request.number.empty()) request.number = "102";
    return system.medical_data(request, now, meter);
  }
};

TEST(MedicalData, NeedsTheConsentToThatItem) {
  auto world = MedicalWorld{7};
  auto const medication = MedicalDataRequest{.kind = MedicalDataKind::kMedication};
  auto const checkup = MedicalDataRequest{.kind = MedicalDataKind::kCheckup};
  EXPECT_EQ(world.ask(medication).outcome, Outcome::kConsentMissing);
  world.visit(2, ConsentSet{}.give(ConsentItem::kHealthCheckup), kMorning);
  EXPECT_EQ(world.ask(medication).outcome, Outcome::kConsentMissing);
  EXPECT_EQ(world.ask(checkup).outcome, Outcome::kAccepted);
  world.visit(2, ConsentSet{}.give(ConsentItem::kDiagnosisAndMedication), kMorning);
  EXPECT_EQ(world.ask(medication).outcome, Outcome::kAccepted);
  EXPECT_EQ(world.ask(checkup).outcome, Outcome::kConsentMissing);
}

TEST(MedicalData, EndsWithTheConsent) {
  auto world = MedicalWorld{7};
  world.visit(2, ConsentSet::all(), kMorning);
  EXPECT_EQ(world.ask({}, at("2025-03-31T23:59:59+09:00")).outcome, Outcome::kAccepted);
  auto const after = world.ask({}, at("2025-04-01T00:00:00+09:00"));
  EXPECT_EQ(after.outcome, Outcome::kConsentExpired);
  EXPECT_TRUE(after.claims.empty());
  EXPECT_TRUE(after.name.empty());
  world.visit(2, ConsentSet::all(), kMorning);
  world.system.end_use(0, kMorning);
  EXPECT_EQ(world.ask({}).outcome, Outcome::kConsentCancelled);
}

TEST(MedicalData, IsNotForACertificateInGrace) {
  auto world = MedicalWorld{7};
  auto const grace = at("2025-09-01T12:00:00+09:00");
  EXPECT_TRUE(world.visit(2, ConsentSet::all(), grace).eligibility_only);
  EXPECT_EQ(world.ask({}, grace).outcome, Outcome::kConsentMissing);
}

TEST(MedicalData, AHouseCallsConsentCountsAsVisitingCareAndAnOnlineOneDoesNot) {
  auto world = MedicalWorld{7};
  auto meter = NoMeter{};
  auto const consent = [&](Care care) {
    auto const visit = world.system.submit_consent(
        {.reception_token = "token-0", .consents = ConsentSet::all(), .care = care}, kMorning, meter);
    world.authenticate(world.signed_by(2, visit), kMorning);
  };
  consent(Care::kOnline);
  EXPECT_EQ(world.ask({}).outcome, Outcome::kConsentMissing);
  EXPECT_EQ(world.ask({.care = Care::kOnline}).outcome, Outcome::kAccepted);
  consent(Care::kHouseCall);
  EXPECT_EQ(world.ask({}).outcome, Outcome::kAccepted);
}

TEST(MedicalData, RefusesUnknownPeopleAndBadPeriods) {
  auto world = MedicalWorld{7};
  world.visit(2, ConsentSet::all(), kMorning);
  EXPECT_EQ(world.ask({.number = "999"}).outcome, Outcome::kPersonUnknown);
  EXPECT_EQ(world.ask({.first = month(2024, 5), .last = month(2024, 4)}).outcome, Outcome::kPeriodInvalid);
}

TEST(MedicalData, HoldsTheMonthsAskedForAndTreatmentsOnlyWhereAskedFor) {
  auto world = MedicalWorld{7};
  world.visit(2, ConsentSet::all(), kMorning);
  auto const all = world.ask({.with_treatments = true});
  ASSERT_FALSE(all.claims.empty());
  EXPECT_GE(all.claims.front().month, month(2021, 12));
  EXPECT_LE(all.claims.back().month, month(2024, 11));
  EXPECT_EQ(all.name, "試験　花子");
  auto const treatments = [](MedicalDataAnswer const& answer) {
    auto count = std::size_t{0};
    for (auto const& claim : answer.claims) {
      for (auto const& care : claim.days) count += care.treatments.size();
    }
    return count;
  };
  EXPECT_GT(treatments(all), 0U);
  EXPECT_EQ(treatments(world.ask({})), 0U);
  auto const two = world.ask({.first = month(2024, 1), .last = month(2024, 2)});
  for (auto const& claim : two.claims) {
    EXPECT_GE(claim.month, month(2024, 1));
    EXPECT_LE(claim.month, month(2024, 2));
  }
}

TEST(MedicalFacts, AreAFunctionOfSeedAndPerson) {
  auto const names = [](std::vector<ClaimMonth> const& claims) {
    auto text = std::string{};
    for (auto const& claim : claims) {
      for (auto const& care : claim.days) {
        text += sim::compact_date(care.dispensed);
        for (auto const& drug : care.drugs) text += drug.code + drug.times;
      }
    }
    return text;
  };
  auto const year = claims_of(1, 7, month(2024, 1), month(2024, 12));
  EXPECT_EQ(names(year), names(claims_of(1, 7, month(2024, 1), month(2024, 12))));
  EXPECT_NE(names(year), names(claims_of(2, 7, month(2024, 1), month(2024, 12))));
  // A shorter question gets a part of the same facts.
  auto const part = names(claims_of(1, 7, month(2024, 4), month(2024, 6)));
  EXPECT_NE(names(year).find(part), std::string::npos);
  for (auto const& claim : year) {
    EXPECT_TRUE(identity::check_institution_code(claim.institution_code).acceptable());
    for (auto const& care : claim.days) EXPECT_EQ(care.dispensed.month(), claim.month.month());
  }
}

// What is prescribed electronically is what claims show later, and what a pharmacy dispensed of it.
TEST(MedicalFacts, ElectronicPrescriptionsRunAheadOfClaims) {
  auto const today = day(2024, 12, 10);
  auto people = 0;
  for (identity::PersonIndex person = 0; person < 200; ++person) {
    auto const found = prescriptions_of(1, person, month(2024, 10), today);
    people += found.prescribed.empty() ? 0 : 1;
    EXPECT_LE(found.dispensed.size(), found.prescribed.size());
    for (auto const& prescribed : found.prescribed) {
      auto const claims = claims_of(1, person, prescribed.month, prescribed.month);
      ASSERT_FALSE(claims.empty());
      EXPECT_EQ(prescribed.institution_code, claims.front().institution_code);
      for (auto const& care : prescribed.days) {
        EXPECT_LE(care.prescribed, today);
        EXPECT_FALSE(care.drugs.empty());
        EXPECT_TRUE(care.treatments.empty());
      }
    }
    for (auto const& dispensed : found.dispensed) {
      EXPECT_EQ(dispensed.institution_code.at(2), '4') << "a pharmacy's code";
      EXPECT_EQ(dispensed.prescriber_code.at(2), '1');
      for (auto const& care : dispensed.days) {
        EXPECT_LE(care.prescribed, care.dispensed);
        EXPECT_LE(care.dispensed, today);
      }
    }
  }
  EXPECT_GT(people, 20);
  EXPECT_LT(people, 100);
}

TEST(MedicalFacts, APharmacysClaimNamesWhoPrescribed) {
  auto pharmacies = 0;
  for (identity::PersonIndex person = 0; person < 50; ++person) {
    for (auto const& claim : claims_of(1, person, month(2024, 1), month(2024, 6))) {
      EXPECT_EQ(claim.prescriber_code.empty(), claim.dispensed_by == "1");
      pharmacies += claim.in_or_out == "調剤" ? 1 : 0;
      if (claim.in_or_out != "調剤") continue;
      EXPECT_TRUE(identity::check_institution_code(claim.prescriber_code).acceptable());
      for (auto const& care : claim.days) EXPECT_TRUE(care.treatments.empty());
    }
  }
  EXPECT_GT(pharmacies, 10);
}

TEST(MedicalFacts, CheckupsBeginAtFortyAndAreFiveAtMost) {
  auto person = SamplePeople{}.person(2);
  auto most = std::size_t{0};
  for (identity::PersonIndex i = 0; i < 200; ++i) {
    person.index = i;
    person.birth_date = day(1948, 2, 29);
    auto const checkups = checkups_of(1, person, day(2024, 12, 2));
    most = std::max(most, checkups.size());
    for (auto const& checkup : checkups) {
      EXPECT_LT(checkup.day, day(2024, 12, 2));
      EXPECT_EQ(checkup.items.size(), 9U);
    }
    person.birth_date = day(1985, 6, 10);
    EXPECT_TRUE(checkups_of(1, person, day(2024, 12, 2)).empty());
  }
  EXPECT_EQ(most, 5U);
}

}  // namespace
}  // namespace kazasu::eligibility
