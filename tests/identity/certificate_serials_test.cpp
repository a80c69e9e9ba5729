#include "emulators/identity/certificate_serials.h"

#include <gtest/gtest.h>

#include <stdexcept>
#include <unordered_set>

#include "emulators/identity/generated_people.h"

namespace kazasu::identity {
namespace {

TEST(CertificateSerials, OfEveryIssueAreUniqueAndLeadBack) {
  auto const serials = CertificateSerials{7};
  auto seen = std::unordered_set<std::uint32_t>{};
  for (auto issue = 1U; issue <= CertificateSerials::kLastIssue; ++issue) {
    for (auto person = PersonIndex{0}; person < 2000; ++person) {
      auto const owner = CertificateHolder{.person = person, .issue = issue};
      auto const serial = serials.serial(owner);
      ASSERT_TRUE(seen.insert(serial).second) << issue << " " << person;
      ASSERT_EQ(serials.owner(serial), owner);
      ASSERT_GE(serial, 1U << 23U) << "four bytes in DER";
      ASSERT_LT(serial, 1U << 31U) << "four bytes in DER";
      ASSERT_EQ(serial >> 30U == 1, issue == 1);
    }
  }
}

TEST(CertificateSerials, HaveRoomForTheLastOnes) {
  auto const serials = CertificateSerials{7};
  auto const last = CertificateHolder{.person = CertificateSerials::kPeopleWithSecondCards - 1,
                                      .issue = CertificateSerials::kLastIssue};
  EXPECT_EQ(serials.owner(serials.serial(last)), last);
  auto const last_first = CertificateHolder{.person = KeyedPermutation::kSize - 1, .issue = 1};
  EXPECT_EQ(serials.owner(serials.serial(last_first)), last_first);
}

TEST(CertificateSerials, RefuseWhatNobodyCanHave) {
  auto const serials = CertificateSerials{7};
  EXPECT_THROW(serials.serial({.person = 1, .issue = 0}), std::invalid_argument);
  EXPECT_THROW(serials.serial({.person = 1, .issue = 6}), std::invalid_argument);
  EXPECT_THROW(serials.serial({.person = CertificateSerials::kPeopleWithSecondCards, .issue = 2}),
               std::invalid_argument);
  EXPECT_EQ(serials.owner(0), std::nullopt);
  EXPECT_EQ(serials.owner((1U << 27U) - 1), std::nullopt);
  EXPECT_EQ(serials.owner(5U << 27U), std::nullopt);
  EXPECT_EQ(serials.owner(1U << 31U), std::nullopt);
}

TEST(GeneratedPeople, LeadBackFromCardsThatWereIssuedAgain) {
  auto const people = GeneratedPeople{{.seed = 3, .people = 100}};
  for (auto index = PersonIndex{0}; index < 100; ++index) {
    EXPECT_EQ(people.certificate_serial(index, 1), people.person(index).certificate_serial);
    EXPECT_EQ(people.by_certificate_serial(people.certificate_serial(index, 2)), index);
  }
  EXPECT_EQ(people.by_certificate_serial(people.certificate_serial(100, 2)), std::nullopt);
}

}  // namespace
}  // namespace kazasu::identity
