#include "emulators/card/card_holder.h"

#include <gtest/gtest.h>

#include "emulators/card/personal_number.h"
#include "tests/card/card_fixture.h"

namespace kazasu::card {
namespace {

using namespace std::chrono_literals;

// By hand: weights from the left are 6 5 4 3 2 7 6 5 4 3 2.
TEST(PersonalNumber, HasTheOrdinancesCheckDigit) {
  EXPECT_EQ(personal_number_check_digit("12345678901"), '8');  // sum 201, rest 3
  EXPECT_EQ(personal_number_check_digit("00000000000"), '0');
  EXPECT_EQ(personal_number_check_digit("10000000000"), '5');
  EXPECT_EQ(personal_number_check_digit("00000000006"), '0');  // rest 1
  EXPECT_EQ(personal_number_check_digit("00000000001"), '9');
}

TEST(PersonalNumber, OfTestPeopleBeginsWith98) {
  EXPECT_EQ(synthetic_personal_number(5).substr(0, 11), "98000000005");
  EXPECT_EQ(synthetic_personal_number(1'000'000'005), synthetic_personal_number(5));
  EXPECT_EQ(synthetic_personal_number(999'999'999).size(), 12U);
  for (identity::PersonIndex person : {0U, 5U, 123'456U}) {
    auto const number = synthetic_personal_number(person);
    EXPECT_NE(number.back(), personal_number_check_digit(number.substr(0, 11))) << "must be nobody's";
  }
}

TEST(CardHolder, CountsYearsByEra) {
  EXPECT_EQ(era_date(1980y / 2 / 17), "550217");
  EXPECT_EQ(era_date(1989y / 1 / 7), "640107");
  EXPECT_EQ(era_date(1989y / 1 / 8), "010108");
  EXPECT_EQ(era_date(2019y / 4 / 30), "310430");
  EXPECT_EQ(era_date(2019y / 5 / 1), "010501");
  EXPECT_EQ(era_date(1926y / 12 / 24), "151224");
  EXPECT_EQ(era_date(1926y / 12 / 25), "011225");
  EXPECT_EQ(era_date(1912y / 7 / 29), "450729");
}

TEST(CardHolder, FollowsFromThePerson) {
  auto const holder = card_holder(TestPeople{}.person(5));
  EXPECT_EQ(holder.birth_date, "19800217");
  EXPECT_EQ(holder.sex, "2");
  EXPECT_EQ(holder.expiry, "20350217");
  EXPECT_EQ(holder.birth_pin, "550217");
  EXPECT_EQ(holder.number_b.substr(0, 10), "5502172035");
  EXPECT_EQ(holder.number_b.size(), 14U);
  EXPECT_EQ(holder.serial, "000000000000006");
  EXPECT_EQ(holder.municipality.size(), 5U);
}

}  // namespace
}  // namespace kazasu::card
