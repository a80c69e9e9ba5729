#include "emulators/identity/generated_people.h"

#include <gtest/gtest.h>

#include <iomanip>
#include <set>
#include <sstream>
#include <stdexcept>
#include <unordered_set>

#include "emulators/identity/identifiers.h"
#include "emulators/identity/insured_identity.h"

namespace kazasu::identity {
namespace {

constexpr auto kPeople = std::uint64_t{100'000};

PopulationSettings settings(std::uint64_t seed = 1) {
  return {.seed = seed,
          .people = kPeople,
          .calendar_start = sim::parse_iso_date_time("2024-12-02T08:30:00+09:00")};
}

std::string written(Person const& person) {
  auto text = std::ostringstream{};
  text << person.index << '|' << person.name << '|' << person.name_kana << '|' << person.address << '|'
       << person.post_number << '|' << static_cast<int>(person.sex) << '|'
       << sim::compact_date(person.birth_date) << '|' << person.insurer_number << '|' << person.insured_symbol
       << '|' << person.insured_number << '|' << person.insured_branch << '|' << person.certificate_serial
       << '|' << sim::iso_date_time(person.certificate_not_before) << '|'
       << sim::iso_date_time(person.certificate_not_after) << '|' << person.pin << '\n';
  return text.str();
}

int age_on(std::chrono::year_month_day birth, std::chrono::year_month_day day) {
  auto age = static_cast<int>(day.year()) - static_cast<int>(birth.year());
  if (birth + std::chrono::years{age} > day) --age;
  return age;
}

// Recorded from the first version. It changes only with a decision to change who the people are.
TEST(GeneratedPeople, TheFirstThousandAreTheSameEverywhere) {
  auto const people = GeneratedPeople{settings()};
  auto hash = std::uint64_t{14695981039346656037U};
  for (auto index = PersonIndex{0}; index < 1000; ++index) {
    for (auto const byte : written(people.person(index))) {
      hash = (hash ^ static_cast<unsigned char>(byte)) * 1099511628211U;
    }
  }
  EXPECT_EQ(hash, 3'774'685'172'665'623'372U);
}

TEST(GeneratedPeople, AFunctionOfSeedAndIndexAlone) {
  auto const one = GeneratedPeople{settings()};
  auto other_settings = settings();
  other_settings.people = 10;
  other_settings.stations = 5;
  auto const few = GeneratedPeople{other_settings};
  auto const elsewhere = GeneratedPeople{settings(2)};
  for (auto index = PersonIndex{0}; index < 10; ++index) {
    EXPECT_EQ(written(one.person(index)), written(few.person(index)));
    EXPECT_NE(written(one.person(index)), written(elsewhere.person(index)));
  }
}

TEST(GeneratedPeople, SerialsAreUniqueAndLeadBack) {
  auto const people = GeneratedPeople{settings()};
  auto serials = std::unordered_set<std::uint32_t>{};
  for (auto index = PersonIndex{0}; index < kPeople; ++index) {
    auto const serial = people.person(index).certificate_serial;
    ASSERT_TRUE(serials.insert(serial).second);
    ASSERT_EQ(serial >> 30U, 1U) << "four bytes in DER, no more and no less";
    ASSERT_EQ(people.by_certificate_serial(serial), index);
  }
}

TEST(GeneratedPeople, UnknownSerialsAreNotFound) {
  auto const people = GeneratedPeople{settings()};
  EXPECT_EQ(people.by_certificate_serial(0), std::nullopt);
  auto const serial = people.person(0).certificate_serial;
  EXPECT_EQ(people.by_certificate_serial(serial | 1U << 31U), std::nullopt);
  EXPECT_EQ(people.by_certificate_serial(serial & ~(1U << 30U)), std::nullopt);
  auto larger = settings();
  larger.people = kPeople + 1;
  auto const stranger = GeneratedPeople{larger}.person(kPeople).certificate_serial;
  EXPECT_EQ(people.by_certificate_serial(stranger), std::nullopt);
}

TEST(GeneratedPeople, InsuredIdentitiesAreWellFormedAndUnique) {
  auto const people = GeneratedPeople{settings()};
  auto identities = std::unordered_set<std::string>{};
  for (auto index = PersonIndex{0}; index < kPeople; ++index) {
    auto const person = people.person(index);
    ASSERT_EQ(check_insured_identity({.insurer_number = person.insurer_number,
                                      .symbol = person.insured_symbol,
                                      .number = person.insured_number,
                                      .branch = person.insured_branch}),
              InsuredIdentityFault::kNone)
        << person.insurer_number << ' ' << person.insured_symbol << ' ' << person.insured_number;
    ASSERT_TRUE(identities.insert(person.insurer_number + '/' + person.insured_number).second);
    ASSERT_EQ(parse_insurer_number(person.insurer_number)->prefecture, kReservedInsurerPrefecture);
  }
}

TEST(GeneratedPeople, FromSeventyFiveOnWithTheLatterStageElderly) {
  auto const people = GeneratedPeople{settings()};
  auto const start = sim::date_jst(settings().calendar_start);
  for (auto index = PersonIndex{0}; index < 20'000; ++index) {
    auto const person = people.person(index);
    auto const elderly = parse_insurer_number(person.insurer_number)->law == law::kElderly;
    ASSERT_EQ(elderly, age_on(person.birth_date, start) >= 75) << sim::compact_date(person.birth_date);
  }
}

TEST(GeneratedPeople, MostAreOldAndSomeAreChildren) {
  auto const people = GeneratedPeople{settings()};
  auto const start = sim::date_jst(settings().calendar_start);
  auto children = 0;
  auto old = 0;
  auto women = 0;
  for (auto index = PersonIndex{0}; index < kPeople; ++index) {
    auto const person = people.person(index);
    auto const age = age_on(person.birth_date, start);
    ASSERT_GE(age, 0);
    ASSERT_LE(age, 102);
    children += age <= 14 ? 1 : 0;
    old += age >= 65 ? 1 : 0;
    women += person.sex == Sex::kFemale ? 1 : 0;
  }
  EXPECT_NEAR(children, 2'100, 200);
  EXPECT_NEAR(old, 70'000, 1'000);
  EXPECT_NEAR(women, 56'000, 1'000);
}

TEST(GeneratedPeople, InsurersOfEveryKindOccur) {
  auto const people = GeneratedPeople{settings()};
  auto laws = std::set<int>{};
  for (auto index = PersonIndex{0}; index < 1000; ++index) {
    laws.insert(parse_insurer_number(people.person(index).insurer_number)->law);
  }
  EXPECT_EQ(laws, (std::set<int>{law::kNationalHealth, law::kAssociation, law::kUnion, law::kElderly}));
}

TEST(GeneratedPeople, CertificatesFollowTheMix) {
  auto const people = GeneratedPeople{settings()};
  auto const start = settings().calendar_start;
  auto near = 0;
  auto expired = 0;
  auto beyond = 0;
  for (auto index = PersonIndex{0}; index < kPeople; ++index) {
    auto const person = people.person(index);
    ASSERT_LT(person.certificate_not_before, start);
    auto const left = person.certificate_not_after - start;
    ASSERT_LT(left, std::chrono::days{5 * 366});
    near += left >= std::chrono::days{0} && left <= std::chrono::days{90} ? 1 : 0;
    expired += left < std::chrono::days{0} && left >= -std::chrono::days{90} ? 1 : 0;
    beyond += left < -std::chrono::days{90} ? 1 : 0;
  }
  EXPECT_NEAR(near, 2'000, 200);
  EXPECT_NEAR(expired, 500, 100);
  EXPECT_NEAR(beyond, 200, 60);
}

TEST(GeneratedPeople, AScenarioSetsTheMix) {
  auto chosen = settings();
  chosen.certificates = {.near_expiry_ppm = 0, .in_grace_ppm = 1'000'000, .beyond_grace_ppm = 0};
  auto const people = GeneratedPeople{chosen};
  for (auto index = PersonIndex{0}; index < 100; ++index) {
    EXPECT_LT(people.person(index).certificate_not_after, chosen.calendar_start);
  }
  chosen.certificates.near_expiry_ppm = 1;
  EXPECT_THROW(GeneratedPeople{chosen}, std::invalid_argument);
}

TEST(GeneratedPeople, TextHasTheExpectedForms) {
  auto const people = GeneratedPeople{settings()};
  for (auto index = PersonIndex{0}; index < 1000; ++index) {
    auto const person = people.person(index);
    EXPECT_NE(person.name.find("\u3000"), std::string::npos);
    EXPECT_EQ(person.post_number.size(), 8U);
    EXPECT_TRUE(person.post_number.starts_with("000-"));
    EXPECT_EQ(person.pin.size(), 4U);
    EXPECT_EQ(person.pin.find_first_not_of("0123456789"), std::string::npos);
    EXPECT_GE(person.signing_pin.size(), 6U);
    EXPECT_LE(person.signing_pin.size(), 16U);
    EXPECT_EQ(person.signing_pin.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"),
              std::string::npos);
    EXPECT_NE(person.signing_pin.find_first_of("0123456789"), std::string::npos);
    EXPECT_NE(person.signing_pin.find_first_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ"), std::string::npos);
    // Half-width kana are U+FF65 to U+FF9F: three bytes each, EF BD A5 to EF BE 9F.
    for (auto i = std::size_t{0}; i < person.name_kana.size();) {
      if (person.name_kana[i] == ' ') {
        ++i;
        continue;
      }
      auto const sign = person.name_kana.substr(i, 3);
      EXPECT_GE(sign, "\uFF65");
      EXPECT_LE(sign, "\uFF9F");
      i += 3;
    }
  }
}

TEST(GeneratedPeople, RefusesMoreThanThereAreSerials) {
  auto many = settings();
  many.people = (std::uint64_t{1} << 30U) + 1;
  EXPECT_THROW(GeneratedPeople{many}, std::invalid_argument);
}

}  // namespace
}  // namespace kazasu::identity
