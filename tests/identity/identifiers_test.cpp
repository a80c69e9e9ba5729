#include "emulators/identity/identifiers.h"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

namespace kazasu::identity {
namespace {

using enum IdentifierFault;

// The worked examples of 別添２ and of the published copies of it.
TEST(CheckDigit, FollowsThePublishedExamples) {
  EXPECT_EQ(check_digit("0613048"), 8);
  EXPECT_EQ(check_digit("3312001"), 5);
  EXPECT_EQ(check_digit("341071236"), 2);
  EXPECT_EQ(check_digit("011011371"), 9);
  EXPECT_THROW(check_digit("06130x8"), std::invalid_argument);
}

TEST(InstitutionCode, PublishedExamplesAreValid) {
  for (auto const* const code : {"3410712362", "0110113719"}) {
    EXPECT_EQ(check_institution_code(code), IdentifierFinding{}) << code;
  }
  EXPECT_EQ(parse_institution_code("3410712362"),
            (InstitutionParts{.prefecture = 34, .table = 1, .district = 7, .serial = 1236}));
}

TEST(InstitutionCode, ComposesWhatItParses) {
  EXPECT_EQ(compose_institution_code({.prefecture = 34, .table = 1, .district = 7, .serial = 1236}),
            "3410712362");
  EXPECT_EQ(compose_institution_code({.prefecture = 1, .table = 1, .district = 1, .serial = 1371}),
            "0110113719");
}

TEST(InstitutionCode, EveryOtherCheckDigitIsRefused) {
  for (auto digit = '0'; digit <= '9'; ++digit) {
    auto const code = std::string{"341071236"} + digit;
    EXPECT_EQ(check_institution_code(code).fault, digit == '2' ? kNone : kCheckDigit) << code;
  }
}

TEST(InstitutionCode, NamesTheFirstFault) {
  EXPECT_EQ(check_institution_code("341071236").fault, kLength);
  EXPECT_EQ(check_institution_code("34107123622").fault, kLength);
  EXPECT_EQ(check_institution_code("34107x2362").fault, kNotDigits);
  EXPECT_EQ(check_institution_code("4810712362").fault, kPrefecture);
  EXPECT_EQ(check_institution_code("0010712362").fault, kPrefecture);
  EXPECT_EQ(check_institution_code("3400712362").fault, kTable);
  EXPECT_EQ(check_institution_code("3490712362").fault, kTable);
  EXPECT_FALSE(parse_institution_code("3410712361").has_value());
}

TEST(InstitutionCode, RefusesPartsOutOfRange) {
  EXPECT_THROW(compose_institution_code({.prefecture = 48, .serial = 1}), std::invalid_argument);
  EXPECT_THROW(compose_institution_code({.prefecture = 1, .table = 7}), std::invalid_argument);
  EXPECT_THROW(compose_institution_code({.prefecture = 1, .district = 100}), std::invalid_argument);
  EXPECT_THROW(compose_institution_code({.prefecture = 1, .serial = 10000}), std::invalid_argument);
}

TEST(InstitutionCode, ReservedSerialsAreForTestDataOnly) {
  auto const reserved = compose_institution_code({.prefecture = 13, .district = 1, .serial = 1290});
  EXPECT_TRUE(check_institution_code(reserved).acceptable());
  EXPECT_EQ(check_institution_code(reserved, {.accept_reserved = false}).fault, kSerial);
}

TEST(InstitutionCode, BeforeNineteenSeventySixIsAWarningInFourPrefectures) {
  auto const rules = IdentifierRules{.warn_before_1976 = true};
  for (auto const prefecture : {10, 11, 12, 13, 14, 15, 63}) {
    auto code = compose_institution_code({.prefecture = prefecture, .table = 1, .serial = 1234});
    EXPECT_EQ(check_institution_code(code, rules), IdentifierFinding{});
    code.back() = code.back() == '9' ? '0' : static_cast<char>(code.back() + 1);
    auto const old_enough = prefecture >= 11 && prefecture <= 14;
    EXPECT_EQ(check_institution_code(code, rules), (IdentifierFinding{kCheckDigit, old_enough}));
    EXPECT_EQ(check_institution_code(code, rules).acceptable(), old_enough) << prefecture;
    EXPECT_FALSE(check_institution_code(code).acceptable());
  }
}

TEST(Prefecture, HasTwoRanges) {
  for (auto const number : {1, 47, 51, 97}) EXPECT_TRUE(is_prefecture_number(number)) << number;
  for (auto const number : {0, 48, 50, 98, 99, -1}) EXPECT_FALSE(is_prefecture_number(number)) << number;
}

TEST(Serial, WithNinetyInTheMiddleOrAtTheEndIsNeverIssued) {
  for (auto const serial : {1090, 1901, 90, 900, 9090, 9990}) {
    EXPECT_TRUE(is_never_issued_serial(serial)) << serial;
  }
  for (auto const serial : {9012, 1009, 1990 - 1, 1236, 9000}) {
    EXPECT_FALSE(is_never_issued_serial(serial)) << serial;
  }
  auto count = 0;
  for (auto serial = 0; serial <= 9999; ++serial) count += is_never_issued_serial(serial) ? 1 : 0;
  EXPECT_EQ(count, 200);
}

TEST(InsurerNumber, PublishedExamplesAreValid) {
  EXPECT_EQ(check_insurer_number("06130488"), IdentifierFinding{});
  EXPECT_EQ(check_insurer_number("33120015"), IdentifierFinding{});
  EXPECT_EQ(compose_insurer_number({.law = 6, .prefecture = 13, .insurer = 48}), "06130488");
  EXPECT_EQ(compose_insurer_number({.law = 33, .prefecture = 12, .insurer = 1}), "33120015");
}

TEST(InsurerNumber, NationalHealthHasSixDigitsPaddedToEight) {
  auto const number = compose_insurer_number({.prefecture = 13, .insurer = 801});
  EXPECT_EQ(number.size(), 8U);
  EXPECT_TRUE(number.starts_with("  13801"));
  EXPECT_EQ(number.back() - '0', check_digit("13801"));
  EXPECT_EQ(check_insurer_number(number), IdentifierFinding{});
  EXPECT_EQ(check_insurer_number(number.substr(2)), IdentifierFinding{});
  EXPECT_EQ(check_insurer_number(" " + number.substr(2)).fault, kLength);
  EXPECT_EQ(check_insurer_number(number.substr(2) + "  ").fault, kNotDigits);
}

TEST(InsurerNumber, UnionsOfNationalHealthHaveThreeHundreds) {
  EXPECT_TRUE(is_national_health_union({.prefecture = 13, .insurer = 301}));
  EXPECT_FALSE(is_national_health_union({.prefecture = 13, .insurer = 401}));
  EXPECT_FALSE(is_national_health_union({.law = law::kUnion, .prefecture = 13, .insurer = 301}));
}

TEST(InsurerNumber, NamesTheFirstFault) {
  EXPECT_EQ(check_insurer_number("0613048").fault, kLength);
  EXPECT_EQ(check_insurer_number("0613O488").fault, kNotDigits);
  EXPECT_EQ(check_insurer_number("99130488").fault, kLaw);
  EXPECT_EQ(check_insurer_number("06480488").fault, kPrefecture);
  EXPECT_EQ(check_insurer_number("06130489").fault, kCheckDigit);
  EXPECT_EQ(check_insurer_number("06130489", {.warn_before_1976 = true}),
            (IdentifierFinding{kCheckDigit, true}));
}

TEST(InsurerNumber, ReservedPrefectureIsForTestDataOnly) {
  auto const number =
      compose_insurer_number({.law = 39, .prefecture = kReservedInsurerPrefecture, .insurer = 1});
  EXPECT_TRUE(check_insurer_number(number).acceptable());
  EXPECT_EQ(check_insurer_number(number, {.accept_reserved = false}).fault, kPrefecture);
}

TEST(InsurerNumber, RefusesPartsOutOfRange) {
  EXPECT_THROW(compose_insurer_number({.law = 99, .prefecture = 1}), std::invalid_argument);
  EXPECT_THROW(compose_insurer_number({.law = 6, .prefecture = 99}), std::invalid_argument);
  EXPECT_THROW(compose_insurer_number({.law = 6, .prefecture = 1, .insurer = 1000}), std::invalid_argument);
}

TEST(LawNumber, KnowsTheInsurersOfEligibility) {
  for (auto const number : {1, 2, 3, 4, 6, 7, 12, 31, 32, 33, 34, 39, 63, 67, 72, 73, 74, 75}) {
    EXPECT_TRUE(is_law_number(number)) << number;
  }
  for (auto const number : {0, 5, 8, 35, 40, 71, 76}) EXPECT_FALSE(is_law_number(number)) << number;
}

TEST(ElderlyInsuredNumber, HasEightDigitsWithACheck) {
  auto const number = compose_elderly_insured_number(613048);
  EXPECT_EQ(number, "06130488");  // the same rule over seven digits
  EXPECT_TRUE(check_elderly_insured_number(number).acceptable());
  EXPECT_EQ(check_elderly_insured_number("06130487").fault, kCheckDigit);
  EXPECT_EQ(check_elderly_insured_number("6130488").fault, kLength);
  EXPECT_EQ(check_elderly_insured_number("0613 488").fault, kNotDigits);
  EXPECT_THROW(compose_elderly_insured_number(10'000'000), std::invalid_argument);
}

TEST(Fault, IsDescribedInWords) {
  for (auto const fault : {kNone, kLength, kNotDigits, kPrefecture, kTable, kSerial, kLaw, kCheckDigit}) {
    EXPECT_NE(describe(fault), "unknown fault");
  }
}

}  // namespace
}  // namespace kazasu::identity
