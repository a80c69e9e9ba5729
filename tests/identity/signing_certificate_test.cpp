#include "emulators/identity/signing_certificate.h"

#include <gtest/gtest.h>
#include <openssl/err.h>
#include <openssl/evp.h>

#include <set>

#include "emulators/identity/card_certificate.h"
#include "emulators/identity/generated_people.h"
#include "emulators/identity/openssl_card_issuer.h"
#include "tests/identity/certificate_fields.h"
#include "tests/identity/temporary_folder.h"

namespace kazasu::identity {
namespace {

constexpr auto kCaName =
    "C = JP, O = KAZASU-TEST, OU = KAZASU-TEST for digital signature, OU = KAZASU-TEST synthetic people";
constexpr auto kJapaneseCaName =
    "C = JP, O = KAZASU-TEST 試験用認証サービス, OU = KAZASU-TEST 試験用署名, OU = KAZASU-TEST 架空の人々";

class SigningCertificate : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = std::make_unique<TemporaryFolder>();
    pki_ = std::make_unique<TestPki>(folder_->path() / "pki", 2);
  }
  static void TearDownTestSuite() {
    pki_.reset();
    folder_.reset();
  }

  SigningCertificate()
      : people_({.people = 100, .calendar_start = sim::parse_iso_date_time("2024-12-02T08:30:00+09:00")}),
        issuer_(make_openssl_card_issuer(*pki_)),
        person_(people_.person(5)),
        credential_(issuer_->issue_signing(person_).value()),
        certificate_(from_der(credential_.certificate)) {}

  X509* ca() const { return pki_->signing_ca().certificate.get(); }

  static int verify(X509* certificate, X509* authority, sim::Instant instant) {
    auto* const store = X509_STORE_new();
    X509_STORE_add_cert(store, authority);
    auto* const context = X509_STORE_CTX_new();
    X509_STORE_CTX_init(context, store, certificate, nullptr);
    auto const seconds = std::chrono::floor<std::chrono::seconds>(instant.time_since_epoch()).count();
    X509_VERIFY_PARAM_set_time(X509_STORE_CTX_get0_param(context), static_cast<time_t>(seconds));
    X509_verify_cert(context);
    auto const error = X509_STORE_CTX_get_error(context);
    X509_STORE_CTX_free(context);
    X509_STORE_free(store);
    ERR_clear_error();
    return error;
  }

  static std::unique_ptr<TemporaryFolder> folder_;
  static std::unique_ptr<TestPki> pki_;
  GeneratedPeople people_;
  std::unique_ptr<CardIssuer> issuer_;
  Person person_;
  CardCredential credential_;
  CertificateHandle certificate_;
};
std::unique_ptr<TemporaryFolder> SigningCertificate::folder_;
std::unique_ptr<TestPki> SigningCertificate::pki_;

TEST_F(SigningCertificate, NamesItsAuthorityAndTheMunicipality) {
  ASSERT_NE(certificate_, nullptr);
  auto* const certificate = certificate_.get();
  EXPECT_EQ(one_line(X509_get_subject_name(ca())), kCaName);
  EXPECT_EQ(one_line(X509_get_issuer_name(certificate)), kCaName);
  auto const serial = signing_serial(person_.certificate_serial);
  auto const municipality =
      std::to_string(kFirstTestMunicipality + test_municipality(person_.certificate_serial));
  EXPECT_EQ(one_line(X509_get_subject_name(certificate)),
            "C = JP, L = TEST Municipality " + municipality + ", CN = " + card_common_name(serial));
  EXPECT_EQ(credential_.issuer_certificate, certificate_to_der(ca()));
  auto number = std::uint64_t{0};
  ASSERT_EQ(ASN1_INTEGER_get_uint64(&number, X509_get0_serialNumber(certificate)), 1);
  EXPECT_EQ(number, serial);
  EXPECT_EQ(ASN1_STRING_length(X509_get0_serialNumber(certificate)), 4);
}

TEST_F(SigningCertificate, ExtensionsStandInTheirOrder) {
  EXPECT_EQ(heads(certificate_.get()), (std::vector<ExtensionHead>{{NID_key_usage, true},
                                                                   {NID_certificate_policies, true},
                                                                   {NID_subject_alt_name, false},
                                                                   {NID_issuer_alt_name, false},
                                                                   {NID_crl_distribution_points, false},
                                                                   {NID_info_access, false},
                                                                   {NID_authority_key_identifier, false},
                                                                   {NID_subject_key_identifier, false}}));
}

TEST_F(SigningCertificate, UsageIsDigitalSignature) {
  auto* const certificate = certificate_.get();
  EXPECT_EQ(X509_get_key_usage(certificate),
            static_cast<std::uint32_t>(KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION));
  auto* const policies = extension_value<CERTIFICATEPOLICIES>(certificate, NID_certificate_policies);
  ASSERT_NE(policies, nullptr);
  ASSERT_EQ(sk_POLICYINFO_num(policies), 1);
  EXPECT_EQ(object_text(sk_POLICYINFO_value(policies, 0)->policyid), kDigitalSignaturePolicy);
  CERTIFICATEPOLICIES_free(policies);
}

TEST_F(SigningCertificate, TellsWhoTheHolderIs) {
  auto* const names = extension_value<GENERAL_NAMES>(certificate_.get(), NID_subject_alt_name);
  ASSERT_NE(names, nullptr);
  auto items = std::vector<std::pair<std::string, std::string>>{};
  for (auto i = 0; i < sk_GENERAL_NAME_num(names); ++i) {
    auto const* const name = sk_GENERAL_NAME_value(names, i);
    ASSERT_EQ(name->type, GEN_OTHERNAME);
    ASSERT_EQ(name->d.otherName->value->type, V_ASN1_UTF8STRING);
    items.emplace_back(object_text(name->d.otherName->type_id),
                       string_of(name->d.otherName->value->value.utf8string));
  }
  GENERAL_NAMES_free(names);
  auto const prefix = std::string{"1.2.392.200149.8.5.5."};
  auto const zeros = [](std::string const& text) {
    auto count = std::size_t{0};
    for (auto const c : text) count += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1U : 0U;
    return std::string(count, '0');
  };
  auto const sex = std::to_string(static_cast<int>(person_.sex));
  auto const birth = std::string{"4"}.append(sim::compact_date(person_.birth_date));
  ASSERT_EQ(static_cast<int>(person_.birth_date.year()), 1990) << "平成";
  EXPECT_EQ(items,
            (std::vector<std::pair<std::string, std::string>>{{prefix + "1", person_.name},
                                                              {prefix + "4", birth},
                                                              {prefix + "3", sex},
                                                              {prefix + "5", person_.address},
                                                              {prefix + "2", zeros(person_.name)},
                                                              {prefix + "6", zeros(person_.address)}}));
}

TEST_F(SigningCertificate, PointsAtTheTestIssuer) {
  auto* const alternative = extension_value<GENERAL_NAMES>(certificate_.get(), NID_issuer_alt_name);
  ASSERT_NE(alternative, nullptr);
  EXPECT_EQ(directory_name(alternative), kJapaneseCaName);
  GENERAL_NAMES_free(alternative);
  auto* const points = extension_value<CRL_DIST_POINTS>(certificate_.get(), NID_crl_distribution_points);
  ASSERT_NE(points, nullptr);
  auto const name = directory_name(sk_DIST_POINT_value(points, 0)->distpoint->name.fullname);
  EXPECT_NE(name.find("OU = KAZASU-TEST for digital signature, OU = CRL Distribution Points"),
            std::string::npos)
      << name;
  CRL_DIST_POINTS_free(points);
  auto* const access = extension_value<AUTHORITY_INFO_ACCESS>(certificate_.get(), NID_info_access);
  ASSERT_NE(access, nullptr);
  EXPECT_EQ(string_of(sk_ACCESS_DESCRIPTION_value(access, 0)->location->d.uniformResourceIdentifier),
            "http://ocsp-sign.kazasu-test.invalid");
  AUTHORITY_INFO_ACCESS_free(access);
  auto* const authority = extension_value<AUTHORITY_KEYID>(certificate_.get(), NID_authority_key_identifier);
  ASSERT_NE(authority, nullptr);
  EXPECT_EQ(string_of(authority->keyid), string_of(X509_get0_subject_key_id(ca())));
  AUTHORITY_KEYID_free(authority);
}

TEST_F(SigningCertificate, VerifiesUnderItsOwnAuthorityAlone) {
  auto const day = person_.certificate_not_after - std::chrono::hours{24};
  EXPECT_EQ(verify(certificate_.get(), ca(), day), X509_V_OK);
  EXPECT_EQ(verify(certificate_.get(), ca(), person_.certificate_not_after + std::chrono::seconds{1}),
            X509_V_ERR_CERT_HAS_EXPIRED);
  EXPECT_NE(verify(certificate_.get(), pki_->card_ca().certificate.get(), day), X509_V_OK);
  auto const authentication = from_der(issuer_->issue(person_).certificate);
  EXPECT_NE(verify(authentication.get(), ca(), day), X509_V_OK);
}

TEST_F(SigningCertificate, HasAnotherKeyThanAuthentication) {
  auto const authentication = issuer_->issue(person_);
  EXPECT_NE(authentication.signer, credential_.signer);
  EXPECT_NE(string_of(X509_get0_subject_key_id(certificate_.get())),
            string_of(X509_get0_subject_key_id(from_der(authentication.certificate).get())));
}

TEST_F(SigningCertificate, NextGenerationIsP384ForTenYears) {
  auto const next = make_next_generation_card_issuer(*pki_);
  auto const authentication = next->issue(person_);
  auto const signing = next->issue_signing(person_).value();
  auto const day = person_.certificate_not_after - std::chrono::hours{24};
  auto const digest = std::string(48, 'd');
  for (auto const& [credential, authority] :
       {std::pair{&authentication, &pki_->next_card_ca()}, std::pair{&signing, &pki_->next_signing_ca()}}) {
    auto const certificate = from_der(credential->certificate);
    EXPECT_EQ(X509_get_signature_nid(certificate.get()), NID_ecdsa_with_SHA384);
    EXPECT_EQ(verify(certificate.get(), authority->certificate.get(), day), X509_V_OK);
    auto* const key = X509_get0_pubkey(certificate.get());
    EXPECT_EQ(key_kind_of(key), KeyKind::kP384);
    auto days = 0;
    auto seconds = 0;
    ASSERT_EQ(ASN1_TIME_diff(&days, &seconds, X509_get0_notBefore(certificate.get()),
                             X509_get0_notAfter(certificate.get())),
              1);
    EXPECT_GT(days, 9 * 365);
    EXPECT_LT(days, 10 * 366 + 1);
    EXPECT_EQ(credential->signer->scheme(), SignatureScheme::kEcdsaP384);
    auto const signature = credential->signer->sign(digest);
    auto* const context = EVP_PKEY_CTX_new(key, nullptr);
    ASSERT_EQ(EVP_PKEY_verify_init(context), 1);
    EXPECT_EQ(
        EVP_PKEY_verify(context, reinterpret_cast<unsigned char const*>(signature.data()), signature.size(),
                        reinterpret_cast<unsigned char const*>(digest.data()), digest.size()),
        1);
    EVP_PKEY_CTX_free(context);
    EXPECT_FALSE(credential->signer->sign_pss(std::string(32, 'd')));
  }
}

TEST(SigningSerial, LeadsBackAndStaysInItsRange) {
  auto seen = std::set<std::uint32_t>{};
  for (auto serial = 0x40000000U; serial < 0x40001000U; ++serial) {
    auto const other = signing_serial(serial);
    EXPECT_EQ(other >> 30U, 1U);
    EXPECT_NE(other, serial);
    EXPECT_EQ(signing_serial(other), serial);
    seen.insert(other);
  }
  EXPECT_EQ(seen.size(), 0x1000U);
}

}  // namespace
}  // namespace kazasu::identity
