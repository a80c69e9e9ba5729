#include "emulators/identity/card_certificate.h"

#include <gtest/gtest.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <stdexcept>
#include <thread>
#include <vector>

#include "emulators/identity/generated_people.h"
#include "emulators/identity/openssl_card_issuer.h"
#include "tests/identity/certificate_fields.h"
#include "tests/identity/temporary_folder.h"

namespace kazasu::identity {
namespace {

constexpr auto kCaName =
    "C = JP, O = KAZASU-TEST, OU = KAZASU-TEST for user authentication, OU = KAZASU-TEST synthetic people";
constexpr auto kJapaneseCaName =
    "C = JP, O = KAZASU-TEST 試験用認証サービス, OU = KAZASU-TEST 試験用利用者証明, "
    "OU = KAZASU-TEST 架空の人々";

class CardCertificate : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = std::make_unique<TemporaryFolder>();
    pki_ = std::make_unique<TestPki>(folder_->path() / "pki", 2);
  }
  static void TearDownTestSuite() {
    pki_.reset();
    folder_.reset();
  }

  CardCertificate()
      : people_({.people = 100, .calendar_start = sim::parse_iso_date_time("2024-12-02T08:30:00+09:00")}),
        issuer_(make_openssl_card_issuer(*pki_)),
        person_(people_.person(5)),
        credential_(issuer_->issue(person_)),
        certificate_(from_der(credential_.certificate)) {}

  X509* ca() const { return pki_->card_ca().certificate.get(); }

  static std::unique_ptr<TemporaryFolder> folder_;
  static std::unique_ptr<TestPki> pki_;
  GeneratedPeople people_;
  std::unique_ptr<CardIssuer> issuer_;
  Person person_;
  CardCredential credential_;
  CertificateHandle certificate_;
};
std::unique_ptr<TemporaryFolder> CardCertificate::folder_;
std::unique_ptr<TestPki> CardCertificate::pki_;

TEST_F(CardCertificate, CaHasTheProfileOfTheRealOnes) {
  EXPECT_EQ(one_line(X509_get_subject_name(ca())), kCaName);
  EXPECT_EQ(one_line(X509_get_issuer_name(ca())), kCaName);
  EXPECT_EQ(X509_get_version(ca()), X509_VERSION_3);
  EXPECT_EQ(X509_get_signature_nid(ca()), NID_sha256WithRSAEncryption);
  EXPECT_EQ(EVP_PKEY_get_bits(X509_get0_pubkey(ca())), 2048);
  EXPECT_EQ(heads(ca()), (std::vector<ExtensionHead>{{NID_key_usage, true},
                                                     {NID_basic_constraints, true},
                                                     {NID_subject_alt_name, false},
                                                     {NID_crl_distribution_points, false},
                                                     {NID_subject_key_identifier, false}}));
  EXPECT_EQ(X509_get_key_usage(ca()), static_cast<std::uint32_t>(KU_KEY_CERT_SIGN | KU_CRL_SIGN));
  EXPECT_EQ(X509_check_ca(ca()), 1);
  auto* const alternative = extension_value<GENERAL_NAMES>(ca(), NID_subject_alt_name);
  ASSERT_NE(alternative, nullptr);
  EXPECT_EQ(directory_name(alternative), kJapaneseCaName);
  GENERAL_NAMES_free(alternative);
  auto* const points = extension_value<CRL_DIST_POINTS>(ca(), NID_crl_distribution_points);
  ASSERT_NE(points, nullptr);
  EXPECT_EQ(directory_name(sk_DIST_POINT_value(points, 0)->distpoint->name.fullname), kCaName);
  CRL_DIST_POINTS_free(points);
}

TEST_F(CardCertificate, NameTypesAreThoseOfTheProfile) {
  for (auto const* const name : {X509_get_subject_name(ca()), X509_get_subject_name(certificate_.get())}) {
    for (auto i = 0; i < X509_NAME_entry_count(name); ++i) {
      auto const* const entry = X509_NAME_get_entry(name, i);
      auto const country = OBJ_obj2nid(X509_NAME_ENTRY_get_object(entry)) == NID_countryName;
      EXPECT_EQ(ASN1_STRING_type(X509_NAME_ENTRY_get_data(entry)),
                country ? V_ASN1_PRINTABLESTRING : V_ASN1_UTF8STRING);
    }
  }
}

TEST_F(CardCertificate, BasicFieldsAreThePersons) {
  ASSERT_NE(certificate_, nullptr);
  auto* const certificate = certificate_.get();
  EXPECT_EQ(X509_get_version(certificate), X509_VERSION_3);
  auto serial = std::uint64_t{0};
  ASSERT_EQ(ASN1_INTEGER_get_uint64(&serial, X509_get0_serialNumber(certificate)), 1);
  EXPECT_EQ(serial, person_.certificate_serial);
  EXPECT_EQ(ASN1_STRING_length(X509_get0_serialNumber(certificate)), 4);
  EXPECT_EQ(X509_get_signature_nid(certificate), NID_sha256WithRSAEncryption);
  EXPECT_EQ(one_line(X509_get_issuer_name(certificate)), kCaName);
  EXPECT_EQ(one_line(X509_get_subject_name(certificate)),
            "C = JP, CN = " + card_common_name(person_.certificate_serial));
  auto* const key = X509_get0_pubkey(certificate);
  EXPECT_EQ(EVP_PKEY_get_id(key), EVP_PKEY_RSA);
  EXPECT_EQ(EVP_PKEY_get_bits(key), 2048);
}

TEST_F(CardCertificate, ValidityIsUtcTimeAndEndsWithTheDayInJapan) {
  auto const* const begin = X509_get0_notBefore(certificate_.get());
  auto const* const end = X509_get0_notAfter(certificate_.get());
  EXPECT_EQ(ASN1_STRING_type(begin), V_ASN1_UTCTIME);
  EXPECT_EQ(ASN1_STRING_type(end), V_ASN1_UTCTIME);
  EXPECT_TRUE(string_of(end).ends_with("145959Z")) << string_of(end);
  auto fields = tm{};
  ASSERT_EQ(ASN1_TIME_to_tm(begin, &fields), 1);
  EXPECT_EQ(timegm(&fields) * 1000, person_.certificate_not_before.time_since_epoch().count());
  ASSERT_EQ(ASN1_TIME_to_tm(end, &fields), 1);
  EXPECT_EQ(timegm(&fields) * 1000, person_.certificate_not_after.time_since_epoch().count());
}

TEST_F(CardCertificate, ExtensionsStandInTheOrderOfTheProfile) {
  EXPECT_EQ(heads(certificate_.get()), (std::vector<ExtensionHead>{{NID_key_usage, true},
                                                                   {NID_ext_key_usage, false},
                                                                   {NID_certificate_policies, true},
                                                                   {NID_issuer_alt_name, false},
                                                                   {NID_crl_distribution_points, false},
                                                                   {NID_info_access, false},
                                                                   {NID_authority_key_identifier, false},
                                                                   {NID_subject_key_identifier, false}}));
}

TEST_F(CardCertificate, UsageIsUserAuthentication) {
  auto* const certificate = certificate_.get();
  EXPECT_EQ(X509_get_key_usage(certificate), static_cast<std::uint32_t>(KU_DIGITAL_SIGNATURE));
  EXPECT_EQ(X509_get_extended_key_usage(certificate), static_cast<std::uint32_t>(XKU_SSL_CLIENT));
  auto* const policies = extension_value<CERTIFICATEPOLICIES>(certificate, NID_certificate_policies);
  ASSERT_NE(policies, nullptr);
  ASSERT_EQ(sk_POLICYINFO_num(policies), 1);
  auto const* const policy = sk_POLICYINFO_value(policies, 0);
  EXPECT_EQ(object_text(policy->policyid), kUserAuthenticationPolicy);
  ASSERT_EQ(sk_POLICYQUALINFO_num(policy->qualifiers), 1);
  auto const* const qualifier = sk_POLICYQUALINFO_value(policy->qualifiers, 0);
  EXPECT_EQ(OBJ_obj2nid(qualifier->pqualid), NID_id_qt_cps);
  EXPECT_EQ(string_of(qualifier->d.cpsuri), "http://cps.kazasu-test.invalid/cps.html");
  CERTIFICATEPOLICIES_free(policies);
}

TEST_F(CardCertificate, PointsAtTheTestIssuer) {
  auto* const certificate = certificate_.get();
  auto* const alternative = extension_value<GENERAL_NAMES>(certificate, NID_issuer_alt_name);
  ASSERT_NE(alternative, nullptr);
  EXPECT_EQ(directory_name(alternative), kJapaneseCaName);
  GENERAL_NAMES_free(alternative);

  auto* const points = extension_value<CRL_DIST_POINTS>(certificate, NID_crl_distribution_points);
  ASSERT_NE(points, nullptr);
  ASSERT_EQ(sk_DIST_POINT_num(points), 1);
  auto const municipality = card_common_name(person_.certificate_serial).substr(14, 5);
  EXPECT_EQ(
      directory_name(sk_DIST_POINT_value(points, 0)->distpoint->name.fullname),
      "C = JP, O = KAZASU-TEST, OU = KAZASU-TEST for user authentication, OU = CRL Distribution Points, "
      "OU = TEST Prefecture, CN = TEST Municipality " +
          municipality + " CRLDP");
  CRL_DIST_POINTS_free(points);

  auto* const access = extension_value<AUTHORITY_INFO_ACCESS>(certificate, NID_info_access);
  ASSERT_NE(access, nullptr);
  ASSERT_EQ(sk_ACCESS_DESCRIPTION_num(access), 1);
  auto const* const description = sk_ACCESS_DESCRIPTION_value(access, 0);
  EXPECT_EQ(OBJ_obj2nid(description->method), NID_ad_OCSP);
  ASSERT_EQ(description->location->type, GEN_URI);
  EXPECT_EQ(string_of(description->location->d.uniformResourceIdentifier), "http://ocsp.kazasu-test.invalid");
  AUTHORITY_INFO_ACCESS_free(access);
}

TEST_F(CardCertificate, KeyIdentifiersNameTheCaAndTheKey) {
  auto* const certificate = certificate_.get();
  auto* const authority = extension_value<AUTHORITY_KEYID>(certificate, NID_authority_key_identifier);
  ASSERT_NE(authority, nullptr);
  EXPECT_EQ(string_of(authority->keyid), string_of(X509_get0_subject_key_id(ca())));
  EXPECT_EQ(directory_name(authority->issuer), kCaName);
  EXPECT_EQ(ASN1_INTEGER_cmp(authority->serial, X509_get0_serialNumber(ca())), 0);
  AUTHORITY_KEYID_free(authority);
  EXPECT_EQ(ASN1_STRING_length(X509_get0_subject_key_id(certificate)), 20);
}

TEST_F(CardCertificate, ChainVerifiesWithinItsDatesOnly) {
  auto const verify = [&](X509* certificate, sim::Instant instant) {
    auto* const store = X509_STORE_new();
    X509_STORE_add_cert(store, ca());
    auto* const context = X509_STORE_CTX_new();
    X509_STORE_CTX_init(context, store, certificate, nullptr);
    auto const seconds = std::chrono::floor<std::chrono::seconds>(instant.time_since_epoch()).count();
    X509_VERIFY_PARAM_set_time(X509_STORE_CTX_get0_param(context), static_cast<time_t>(seconds));
    X509_STORE_CTX_set_purpose(context, X509_PURPOSE_SSL_CLIENT);
    X509_verify_cert(context);
    auto const error = X509_STORE_CTX_get_error(context);
    X509_STORE_CTX_free(context);
    X509_STORE_free(store);
    ERR_clear_error();
    return error;
  };
  auto const second = std::chrono::seconds{1};
  EXPECT_EQ(verify(certificate_.get(), person_.certificate_not_before), X509_V_OK);
  EXPECT_EQ(verify(certificate_.get(), person_.certificate_not_after - second), X509_V_OK);
  EXPECT_EQ(verify(certificate_.get(), person_.certificate_not_before - second),
            X509_V_ERR_CERT_NOT_YET_VALID);
  EXPECT_EQ(verify(certificate_.get(), person_.certificate_not_after + second), X509_V_ERR_CERT_HAS_EXPIRED);
  auto tampered = credential_.certificate;
  tampered.back() = static_cast<char>(tampered.back() ^ 1);
  EXPECT_EQ(verify(from_der(tampered).get(), person_.certificate_not_before),
            X509_V_ERR_CERT_SIGNATURE_FAILURE);
}

TEST_F(CardCertificate, SignaturesVerifyUnderTheCertificate) {
  auto const nonce = std::string(32, 'n');
  auto digest = std::array<unsigned char, 32>{};
  auto size = 0U;
  ASSERT_EQ(EVP_Digest(nonce.data(), nonce.size(), digest.data(), &size, EVP_sha256(), nullptr), 1);
  // DigestInfo of SHA-256: RFC 8017, 9.2, note 1.
  auto digest_info =
      std::string{"\x30\x31\x30\x0D\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01\x05\x00\x04\x20", 19};
  digest_info.append(reinterpret_cast<char const*>(digest.data()), digest.size());
  auto const signature = credential_.signer->sign(digest_info);
  EXPECT_EQ(signature.size(), 256U);

  auto* const context = EVP_MD_CTX_new();
  auto const verify = [&](std::string const& message) {
    EVP_MD_CTX_reset(context);
    EVP_DigestVerifyInit(context, nullptr, EVP_sha256(), nullptr, X509_get0_pubkey(certificate_.get()));
    return EVP_DigestVerify(context, reinterpret_cast<unsigned char const*>(signature.data()),
                            signature.size(), reinterpret_cast<unsigned char const*>(message.data()),
                            message.size());
  };
  EXPECT_EQ(verify(nonce), 1);
  EXPECT_NE(verify(nonce + "x"), 1);
  EVP_MD_CTX_free(context);
  ERR_clear_error();
}

TEST_F(CardCertificate, PssSignaturesVerifyUnderTheCertificate) {
  auto const message = std::string_view{"abc"};
  auto digest = std::string(32, '\0');
  ASSERT_EQ(EVP_Digest(message.data(), message.size(), reinterpret_cast<unsigned char*>(digest.data()),
                       nullptr, EVP_sha256(), nullptr),
            1);
  auto const signature = credential_.signer->sign_pss(digest);
  ASSERT_TRUE(signature);
  EXPECT_EQ(signature->size(), 256U);
  auto* const context = EVP_MD_CTX_new();
  EVP_PKEY_CTX* padding = nullptr;
  auto* const key = X509_get0_pubkey(certificate_.get());
  ASSERT_EQ(EVP_DigestVerifyInit(context, &padding, EVP_sha256(), nullptr, key), 1);
  ASSERT_EQ(EVP_PKEY_CTX_set_rsa_padding(padding, RSA_PKCS1_PSS_PADDING), 1);
  ASSERT_EQ(EVP_PKEY_CTX_set_rsa_pss_saltlen(padding, RSA_PSS_SALTLEN_DIGEST), 1);
  EXPECT_EQ(
      EVP_DigestVerify(context, reinterpret_cast<unsigned char const*>(signature->data()), signature->size(),
                       reinterpret_cast<unsigned char const*>(message.data()), message.size()),
      1);
  EVP_MD_CTX_free(context);
}

TEST_F(CardCertificate, SignerRefusesWhatDoesNotFit) {
  EXPECT_THROW(credential_.signer->sign_pss("too short"), std::runtime_error);
  EXPECT_EQ(credential_.signer->sign(std::string(245, 'x')).size(), 256U);
  EXPECT_THROW(credential_.signer->sign(std::string(246, 'x')), std::runtime_error);
}

TEST_F(CardCertificate, IssuingIsAFunctionOfThePerson) {
  EXPECT_EQ(issuer_->issue(person_).certificate, credential_.certificate);
  EXPECT_EQ(credential_.issuer_certificate, certificate_to_der(ca()));
  EXPECT_NE(issuer_->issue(people_.person(6)).certificate, credential_.certificate);
  EXPECT_EQ(issuer_->issue(people_.person(7)).signer, credential_.signer) << "a pool of two keys";
}

TEST_F(CardCertificate, ThreadsIssueAndSignTheSame) {
  auto expected = std::vector<CardCredential>{};
  for (auto index = PersonIndex{0}; index < 20; ++index)
    expected.push_back(issuer_->issue(people_.person(index)));
  auto mismatches = std::vector<int>(2, 0);
  auto threads = std::vector<std::thread>{};
  for (auto& count : mismatches) {
    threads.emplace_back([&] {
      for (auto index = PersonIndex{0}; index < 20; ++index) {
        auto const credential = issuer_->issue(people_.person(index));
        if (credential.certificate != expected[index].certificate) ++count;
        if (credential.signer->sign("x") != expected[index].signer->sign("x")) ++count;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(mismatches, (std::vector<int>{0, 0}));
}

TEST(CardCommonName, HasTwentyThreeCharactersAndATestMunicipality) {
  for (auto serial = 0x40000000U; serial < 0x40000100U; ++serial) {
    auto const name = card_common_name(serial);
    ASSERT_EQ(name.size(), 23U);
    EXPECT_EQ(name.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"), std::string::npos);
    EXPECT_EQ(name.substr(14, 2), "98");
    EXPECT_EQ(name.substr(14, 8).find_first_not_of("0123456789"), std::string::npos);
    EXPECT_TRUE(name.back() >= 'A' && name.back() <= 'Z');
  }
}

}  // namespace
}  // namespace kazasu::identity
