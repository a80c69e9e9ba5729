#include "emulators/eligibility/registry.h"

#include <gtest/gtest.h>

#include "tests/eligibility/sample_world.h"

namespace kazasu::eligibility {
namespace {

identity::Person insured_by(std::string const& insurer_number, std::string const& branch) {
  auto person = SamplePeople{}.person(0);
  person.insurer_number = insurer_number;
  person.insured_branch = branch;
  return person;
}

QualificationResult qualification_of(identity::Person const& person) {
  auto const history = identity::InsuranceHistory{};
  auto const station = SampleStations{}.station(0);
  auto const query = QualificationQuery{person, history, station, day(2025, 1, 15)};
  return qualification_of(query, identity::own_period(person));
}

TEST(Registry, TellsInsurersApartByTheirLaw) {
  EXPECT_EQ(qualification_of(insured_by("01130012", "01")).insurer_name, "試験全国健康保険協会");
  EXPECT_EQ(qualification_of(insured_by("  130013", "01")).insurer_name, "試験国民健康保険");
  EXPECT_EQ(qualification_of(insured_by("130013", "01")).insurer_name, "試験国民健康保険");
  EXPECT_EQ(qualification_of(insured_by("39130018", "")).insurer_name, "試験後期高齢者医療広域連合");
  EXPECT_EQ(qualification_of(insured_by("99130018", "01")).insurer_name, "試験保険者");
}

TEST(Registry, TellsTheInsuredFromTheFamily) {
  EXPECT_EQ(qualification_of(insured_by("06130488", "01")).personal_family_classification, "1");
  EXPECT_EQ(qualification_of(insured_by("06130488", "02")).personal_family_classification, "2");
  EXPECT_EQ(qualification_of(insured_by("39130018", "")).personal_family_classification, "1");
}

TEST(Registry, ClassifiesCards) {
  EXPECT_EQ(qualification_of(insured_by("06130488", "01")).insured_card_classification, "01");
  EXPECT_EQ(qualification_of(insured_by("67130013", "01")).insured_card_classification, "02");
  EXPECT_EQ(qualification_of(insured_by("07130013", "01")).insured_card_classification, "07");
}

TEST(Registry, InsuresTheLatterStageElderlyFromTheirSeventyFifthBirthday) {
  // Born on 29 February 1948; 2023 has no such day.
  EXPECT_EQ(qualification_of(insured_by("39130018", "")).qualification_date, day(2023, 2, 28));
  auto child = insured_by("06130488", "02");
  child.birth_date = day(2022, 7, 7);
  EXPECT_EQ(qualification_of(child).qualification_date, day(2022, 7, 7));
}

TEST(Registry, CountsAgeByBirthdays) {
  EXPECT_EQ(age_on(day(1985, 6, 10), day(2025, 6, 9)), 39);
  EXPECT_EQ(age_on(day(1985, 6, 10), day(2025, 6, 10)), 40);
  EXPECT_EQ(age_on(day(1984, 2, 29), day(2023, 2, 28)), 38);
  EXPECT_EQ(age_on(day(1984, 2, 29), day(2023, 3, 1)), 39);
}

}  // namespace
}  // namespace kazasu::eligibility
