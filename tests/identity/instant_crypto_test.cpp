#include "emulators/identity/instant_crypto.h"

#include <gtest/gtest.h>

#include "emulators/identity/generated_people.h"

namespace kazasu::identity {
namespace {

InstantCertificate sample() {
  return {.serial = 0x41234567,
          .not_before = sim::parse_iso_date_time("2022-05-01T10:00:00+09:00"),
          .not_after = sim::parse_iso_date_time("2027-04-01T23:59:59+09:00"),
          .from_card_ca = true};
}

TEST(InstantCertificate, RoundTrips) {
  auto certificate = sample();
  EXPECT_EQ(parse_instant_certificate(instant_certificate(certificate)), certificate);
  certificate.from_card_ca = false;
  EXPECT_EQ(parse_instant_certificate(instant_certificate(certificate)), certificate);
}

TEST(InstantCertificate, HoldsDatesBeforeNineteenSeventy) {
  auto certificate = sample();
  certificate.not_before = sim::parse_iso_date_time("1960-01-01T00:00:00+09:00");
  EXPECT_EQ(parse_instant_certificate(instant_certificate(certificate)), certificate);
}

TEST(InstantCertificate, AnAlteredOneIsNeverFromTheCardCa) {
  auto const bytes = instant_certificate(sample());
  for (auto position = std::size_t{0}; position < bytes.size(); ++position) {
    for (auto bit = 0; bit < 8; ++bit) {
      auto altered = bytes;
      altered[position] = static_cast<char>(altered[position] ^ (1 << bit));
      auto const parsed = parse_instant_certificate(altered);
      EXPECT_EQ(parsed.has_value(), position >= 3);
      if (parsed) {
        EXPECT_FALSE(parsed->from_card_ca) << position;
      }
    }
  }
}

TEST(InstantCertificate, OtherBytesAreMalformed) {
  auto const bytes = instant_certificate(sample());
  EXPECT_EQ(parse_instant_certificate(""), std::nullopt);
  EXPECT_EQ(parse_instant_certificate(bytes + "x"), std::nullopt);
  EXPECT_EQ(parse_instant_certificate(bytes.substr(1)), std::nullopt);
}

TEST(InstantSignature, HoldsForItsSerialAndBytesOnly) {
  auto const signature = instant_signature(7, "nonce");
  EXPECT_TRUE(check_instant_signature(7, "nonce", signature));
  EXPECT_FALSE(check_instant_signature(8, "nonce", signature));
  EXPECT_FALSE(check_instant_signature(7, "noncf", signature));
  EXPECT_FALSE(check_instant_signature(7, "nonce ", signature));
  EXPECT_FALSE(check_instant_signature(7, "nonce", ""));
  for (auto position = std::size_t{0}; position < signature.size(); ++position) {
    auto altered = signature;
    altered[position] = static_cast<char>(altered[position] ^ 1);
    EXPECT_FALSE(check_instant_signature(7, "nonce", altered)) << position;
  }
}

TEST(InstantIssuer, IssuesThePersonsOwnDates) {
  auto const people = GeneratedPeople{
      {.people = 10, .calendar_start = sim::parse_iso_date_time("2024-12-02T08:30:00+09:00")}};
  auto const issuer = make_instant_issuer();
  for (auto index = PersonIndex{0}; index < 10; ++index) {
    auto const person = people.person(index);
    auto const credential = issuer->issue(person);
    EXPECT_EQ(parse_instant_certificate(credential.certificate),
              (InstantCertificate{.serial = person.certificate_serial,
                                  .not_before = person.certificate_not_before,
                                  .not_after = person.certificate_not_after,
                                  .from_card_ca = true}));
    EXPECT_FALSE(credential.issuer_certificate.empty());
    auto const signature = credential.signer->sign("a nonce");
    EXPECT_TRUE(check_instant_signature(person.certificate_serial, "a nonce", signature));
  }
}

}  // namespace
}  // namespace kazasu::identity
