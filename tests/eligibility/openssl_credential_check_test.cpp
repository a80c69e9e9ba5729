#include "emulators/adapters/card/openssl_credential_check.h"

#include <gtest/gtest.h>
#include <openssl/bio.h>
#include <openssl/conf.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <memory>
#include <stdexcept>
#include <string>

#include "sim/calendar.h"

namespace kazasu::adapters {
namespace {

using eligibility::SignatureVerdict;

using Key = std::shared_ptr<EVP_PKEY>;
using Certificate = std::shared_ptr<X509>;

Key make_key() {
  return {EVP_RSA_gen(2048), EVP_PKEY_free};
}
Key make_ec_key() {
  return {EVP_EC_gen("P-256"), EVP_PKEY_free};
}

struct Plan {
  std::string organisation = "kazasu TEST";
  long serial = 0x01020304;
  std::string key_usage = "critical,digitalSignature";
  std::string extended_key_usage = "clientAuth";
  std::string policies = "critical,1.2.392.200149.8.5.1.3.30";
  EVP_MD const* digest = EVP_sha256();
};

void add_extension(X509* certificate, int nid, std::string const& value) {
  if (value.empty()) return;
  auto context = X509V3_CTX{};
  X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
  // Certificate policies ask for a configuration, if only an empty one.
  auto const configuration = std::shared_ptr<CONF>{NCONF_new(nullptr), NCONF_free};
  X509V3_set_nconf(&context, configuration.get());
  auto* const extension = X509V3_EXT_conf_nid(nullptr, &context, nid, value.c_str());
  ASSERT_NE(extension, nullptr) << value;
  X509_add_ext(certificate, extension, -1);
  X509_EXTENSION_free(extension);
}

void set_organisation(X509_NAME* name, std::string const& organisation) {
  X509_NAME_add_entry_by_txt(name, "O", MBSTRING_UTF8,
                             reinterpret_cast<unsigned char const*>(organisation.c_str()), -1, -1, 0);
}

Certificate blank(Key const& key, long serial) {
  auto certificate = Certificate{X509_new(), X509_free};
  X509_set_version(certificate.get(), X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), serial);
  ASN1_TIME_set_string_X509(X509_getm_notBefore(certificate.get()), "20200820150000Z");
  ASN1_TIME_set_string_X509(X509_getm_notAfter(certificate.get()), "20250820145959Z");
  X509_set_pubkey(certificate.get(), key.get());
  return certificate;
}

Certificate make_ca(Key const& key, Plan const& plan) {
  auto certificate = blank(key, 1);
  auto* const name = X509_get_subject_name(certificate.get());
  set_organisation(name, plan.organisation);
  X509_set_issuer_name(certificate.get(), name);
  add_extension(certificate.get(), NID_basic_constraints, "critical,CA:TRUE");
  X509_sign(certificate.get(), key.get(), EVP_sha256());
  return certificate;
}

Certificate make_user(Key const& key, Certificate const& ca, Key const& ca_key, Plan const& plan) {
  auto certificate = blank(key, plan.serial);
  X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate.get()), "CN", MBSTRING_ASC,
                             reinterpret_cast<unsigned char const*>("TEST0000000000"), -1, -1, 0);
  X509_set_issuer_name(certificate.get(), X509_get_subject_name(ca.get()));
  add_extension(certificate.get(), NID_key_usage, plan.key_usage);
  add_extension(certificate.get(), NID_ext_key_usage, plan.extended_key_usage);
  add_extension(certificate.get(), NID_certificate_policies, plan.policies);
  X509_sign(certificate.get(), ca_key.get(), plan.digest);
  return certificate;
}

std::string der(Certificate const& certificate) {
  auto* bytes = static_cast<unsigned char*>(nullptr);
  auto const length = i2d_X509(certificate.get(), &bytes);
  auto text = std::string(reinterpret_cast<char const*>(bytes), static_cast<std::size_t>(length));
  OPENSSL_free(bytes);
  return text;
}

std::string sign(Key const& key, std::string const& message) {
  auto const context = std::shared_ptr<EVP_MD_CTX>{EVP_MD_CTX_new(), EVP_MD_CTX_free};
  EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key.get());
  auto signature = std::string(512, '\0');
  auto length = signature.size();
  EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &length,
                 reinterpret_cast<unsigned char const*>(message.data()), message.size());
  signature.resize(length);
  return signature;
}

// Keys are dear: one set for all cases.
struct Keys {
  Key ca = make_key();
  Key user = make_key();
};

class OpensslCheck : public testing::Test {
 protected:
  static void SetUpTestSuite() { keys() = std::make_unique<Keys>(); }
  static void TearDownTestSuite() { keys().reset(); }
  static std::unique_ptr<Keys>& keys() {
    static auto shared = std::unique_ptr<Keys>{};
    return shared;
  }
  std::string user(Plan const& plan = {}) const { return der(make_user(keys()->user, ca, keys()->ca, plan)); }

  Certificate ca = make_ca(keys()->ca, {});
  OpensslCredentialCheck check{der(ca)};
  std::string nonce = std::string(32, 'n');
};

TEST_F(OpensslCheck, AcceptsAGoodCard) {
  auto const certificate = user();
  auto const result = check.check_signature(certificate, nonce, sign(keys()->user, nonce));
  EXPECT_EQ(result.verdict, SignatureVerdict::kGood);
  EXPECT_EQ(result.facts.serial, 0x01020304U);
  EXPECT_EQ(result.facts.not_before, sim::parse_iso_date_time("2020-08-21T00:00:00+09:00"));
  EXPECT_EQ(result.facts.not_after, sim::parse_iso_date_time("2025-08-20T23:59:59+09:00"));
  EXPECT_TRUE(check.issued_by_card_ca(certificate));
}

TEST_F(OpensslCheck, RefusesATamperedSignature) {
  auto const certificate = user();
  auto const good = sign(keys()->user, nonce);
  auto tampered = good;
  tampered[100] = static_cast<char>(tampered[100] ^ 1);
  EXPECT_EQ(check.check_signature(certificate, nonce, tampered).verdict, SignatureVerdict::kMismatch);
  EXPECT_EQ(check.check_signature(certificate, nonce, "").verdict, SignatureVerdict::kMismatch);
  EXPECT_EQ(check.check_signature(certificate, std::string(32, 'm'), good).verdict,
            SignatureVerdict::kMismatch);
  EXPECT_EQ(check.check_signature(certificate, nonce, sign(keys()->ca, nonce)).verdict,
            SignatureVerdict::kMismatch);
  EXPECT_EQ(check.check_signature(certificate, nonce, good).verdict, SignatureVerdict::kGood);
}

TEST_F(OpensslCheck, RefusesAnotherCa) {
  auto const other_key = make_key();
  auto const same_name = make_ca(other_key, {});
  EXPECT_FALSE(check.issued_by_card_ca(der(make_user(keys()->user, same_name, other_key, {}))));
  auto const other_name = make_ca(keys()->ca, {.organisation = "other TEST"});
  EXPECT_FALSE(check.issued_by_card_ca(der(make_user(keys()->user, other_name, keys()->ca, {}))));
  EXPECT_FALSE(check.issued_by_card_ca(der(ca)));
}

TEST_F(OpensslCheck, RefusesAnotherProfile) {
  auto const refused = [&](auto const& change) {
    auto plan = Plan{};
    change(plan);
    return !check.issued_by_card_ca(user(plan));
  };
  EXPECT_FALSE(refused([](Plan&) {}));
  EXPECT_TRUE(refused([](Plan& p) { p.key_usage = "digitalSignature"; }));
  EXPECT_TRUE(refused([](Plan& p) { p.key_usage = "critical,digitalSignature,nonRepudiation"; }));
  EXPECT_TRUE(refused([](Plan& p) { p.key_usage = ""; }));
  EXPECT_TRUE(refused([](Plan& p) { p.extended_key_usage = "serverAuth"; }));
  EXPECT_TRUE(refused([](Plan& p) { p.extended_key_usage = ""; }));
  EXPECT_TRUE(refused([](Plan& p) { p.policies = "1.2.392.200149.8.5.1.3.30"; }));
  EXPECT_TRUE(refused([](Plan& p) { p.policies = "critical,1.2.392.200149.8.5.1.1.20"; }));
  EXPECT_TRUE(refused([](Plan& p) { p.policies = ""; }));
  EXPECT_TRUE(refused([](Plan& p) { p.digest = EVP_sha384(); }));
  EXPECT_TRUE(refused([](Plan& p) { p.serial = 0x100000000L; }));
}

TEST_F(OpensslCheck, CallsGarbageMalformed) {
  auto const certificate = user();
  for (auto const& text :
       {std::string{}, std::string{"garbage"}, certificate.substr(0, 500), certificate + "x"}) {
    EXPECT_EQ(check.check_signature(text, nonce, "x").verdict, SignatureVerdict::kMalformedCertificate);
    EXPECT_FALSE(check.issued_by_card_ca(text));
  }
}

TEST_F(OpensslCheck, RefusesEveryCutAndEveryChangedByte) {
  auto const certificate = user();
  ASSERT_TRUE(check.issued_by_card_ca(certificate));
  for (std::size_t i = 0; i < certificate.size(); ++i) {
    EXPECT_EQ(check.check_signature(certificate.substr(0, i), nonce, "x").verdict,
              SignatureVerdict::kMalformedCertificate);
    auto changed = certificate;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    EXPECT_FALSE(check.issued_by_card_ca(changed)) << i;
  }
}

TEST_F(OpensslCheck, CallsAKeyThatIsNotRsaMalformed) {
  auto const certificate = der(make_user(make_ec_key(), ca, keys()->ca, {}));
  EXPECT_EQ(check.check_signature(certificate, nonce, "x").verdict, SignatureVerdict::kMalformedCertificate);
}

TEST_F(OpensslCheck, TellsCertificatesApartInTurn) {
  auto const first = user();
  auto const second = user({.serial = 5});
  auto const signature = sign(keys()->user, nonce);
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(check.check_signature(first, nonce, signature).facts.serial, 0x01020304U);
    EXPECT_EQ(check.check_signature(second, nonce, signature).facts.serial, 5U);
  }
}

TEST_F(OpensslCheck, ReadsItsCaFromPem) {
  auto const memory = std::shared_ptr<BIO>{BIO_new(BIO_s_mem()), BIO_free};
  PEM_write_bio_X509(memory.get(), ca.get());
  auto* text = static_cast<char*>(nullptr);
  auto const length = BIO_get_mem_data(memory.get(), &text);
  auto const from_pem = OpensslCredentialCheck{std::string_view{text, static_cast<std::size_t>(length)}};
  EXPECT_TRUE(from_pem.issued_by_card_ca(user()));
}

TEST_F(OpensslCheck, RefusesACaItCannotUse) {
  EXPECT_THROW(OpensslCredentialCheck{"garbage"}, std::runtime_error);
  EXPECT_THROW(OpensslCredentialCheck{"-----BEGIN CERTIFICATE-----\n"}, std::runtime_error);
  EXPECT_THROW(OpensslCredentialCheck{der(make_ca(make_ec_key(), {}))}, std::runtime_error);
  EXPECT_THROW(OpensslCredentialCheck{der(make_ca(keys()->ca, {.organisation = "JPKI"}))},
               std::runtime_error);
}

}  // namespace
}  // namespace kazasu::adapters
