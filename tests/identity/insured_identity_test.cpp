#include "emulators/identity/insured_identity.h"

#include <gtest/gtest.h>

#include <string>

#include "emulators/identity/identifiers.h"

namespace kazasu::identity {
namespace {

using enum InsuredIdentityFault;

std::string insurer(int law) {
  return compose_insurer_number({.law = law, .prefecture = 13, .insurer = 1});
}

InsuredIdentityFault check(int law, std::string_view symbol, std::string_view number,
                           std::string_view branch) {
  auto const insurer_number = insurer(law);
  return check_insured_identity(
      {.insurer_number = insurer_number, .symbol = symbol, .number = number, .branch = branch});
}

TEST(InsuredIdentity, TheElderlyHaveANumberAlone) {
  EXPECT_EQ(check(law::kElderly, "", "06130488", ""), kNone);
  EXPECT_EQ(check(law::kElderly, "1", "06130488", ""), kSymbol);
  EXPECT_EQ(check(law::kElderly, "", "06130487", ""), kNumber);
  EXPECT_EQ(check(law::kElderly, "", "06130488", "00"), kBranch);
}

TEST(InsuredIdentity, SymbolsDependOnTheInsurer) {
  EXPECT_EQ(check(law::kAssociation, "1234567", "1", "00"), kNone);
  EXPECT_EQ(check(law::kAssociation, "12345678", "1", "00"), kNone);
  EXPECT_EQ(check(law::kAssociation, "123456", "1", "00"), kSymbol);
  EXPECT_EQ(check(law::kAssociation, "123456789", "1", "00"), kSymbol);
  EXPECT_EQ(check(law::kUnion, "12", "1", "00"), kNone);
  EXPECT_EQ(check(law::kUnion, "架１", "1", "00"), kSymbol);
  EXPECT_EQ(check(law::kNationalHealth, "架１", "1", "00"), kNone);
  EXPECT_EQ(check(law::kNationalHealth, "", "1", "00"), kNone);
}

TEST(InsuredIdentity, LengthsCountCharacters) {
  auto twenty = std::string{};
  for (auto i = 0; i < 20; ++i) twenty += "架";
  EXPECT_EQ(check(law::kNationalHealth, twenty, "1", "00"), kNone);
  EXPECT_EQ(check(law::kNationalHealth, twenty + "架", "1", "00"), kSymbol);
  EXPECT_EQ(check(law::kNationalHealth, "", twenty, "00"), kNone);
  EXPECT_EQ(check(law::kNationalHealth, "", twenty + "1", "00"), kNumber);
  EXPECT_EQ(check(law::kNationalHealth, "", "", "00"), kNumber);
}

TEST(InsuredIdentity, BranchHasTwoDigits) {
  EXPECT_EQ(check(law::kUnion, "12", "1", ""), kBranch);
  EXPECT_EQ(check(law::kUnion, "12", "1", "1"), kBranch);
  EXPECT_EQ(check(law::kUnion, "12", "1", "0x"), kBranch);
}

TEST(InsuredIdentity, InsurerComesFirst) {
  EXPECT_EQ(check_insured_identity({.insurer_number = "06130489"}), kInsurerNumber);
}

}  // namespace
}  // namespace kazasu::identity
