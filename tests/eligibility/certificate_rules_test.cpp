#include "emulators/eligibility/certificate_rules.h"

#include <gtest/gtest.h>

#include "tests/eligibility/sample_world.h"

namespace kazasu::eligibility {
namespace {

CertificateStanding on(std::string_view now) {
  return standing_of({at("2020-08-21T00:00:00+09:00"), at("2025-08-20T23:59:59+09:00")}, at(now));
}

TEST(CertificateRules, IsNotValidBeforeItsFirstSecond) {
  EXPECT_EQ(on("2020-08-20T23:59:59.999+09:00"), CertificateStanding::kNotYetValid);
  EXPECT_EQ(on("2020-08-21T00:00:00+09:00"), CertificateStanding::kGood);
}

TEST(CertificateRules, AlertsFromTheDayThreeMonthsBeforeExpiry) {
  EXPECT_EQ(on("2025-05-19T23:59:59.999+09:00"), CertificateStanding::kGood);
  EXPECT_EQ(on("2025-05-20T00:00:00+09:00"), CertificateStanding::kExpiresSoon);
}

TEST(CertificateRules, IsGoodThroughItsLastSecond) {
  EXPECT_EQ(on("2025-08-20T23:59:59.999+09:00"), CertificateStanding::kExpiresSoon);
  EXPECT_EQ(on("2025-08-21T00:00:00+09:00"), CertificateStanding::kGrace);
}

TEST(CertificateRules, GivesGraceToTheEndOfTheDayThreeMonthsAfterExpiry) {
  EXPECT_EQ(on("2025-11-20T23:59:59.999+09:00"), CertificateStanding::kGrace);
  EXPECT_EQ(on("2025-11-21T00:00:00+09:00"), CertificateStanding::kBeyondGrace);
}

TEST(CertificateRules, ClipsTheDayToShorterMonths) {
  auto const dates = CertificateDates{at("2020-01-01T00:00:00+09:00"), at("2024-11-30T23:59:59+09:00")};
  EXPECT_EQ(standing_of(dates, at("2025-02-28T23:59:59+09:00")), CertificateStanding::kGrace);
  EXPECT_EQ(standing_of(dates, at("2025-03-01T00:00:00+09:00")), CertificateStanding::kBeyondGrace);
  EXPECT_EQ(shift_months(day(2024, 5, 31), std::chrono::months{-3}), day(2024, 2, 29));
}

}  // namespace
}  // namespace kazasu::eligibility
