#include "emulators/adapters/openssl_credential_check.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/objects.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <array>
#include <ctime>
#include <stdexcept>
#include <string>

namespace kazasu::adapters {

namespace {

using eligibility::CertificateFacts;
using eligibility::SignatureCheck;
using eligibility::SignatureVerdict;

constexpr auto kUserAuthenticationPolicy = "1.2.392.200149.8.5.1.3.30";
constexpr auto kSerialBits = 32;

template <auto Free>
struct FreeWith {
  template <class T>
  void operator()(T* object) const {
    Free(object);
  }
};
using X509Ptr = std::unique_ptr<X509, FreeWith<&X509_free>>;
using BioPtr = std::unique_ptr<BIO, FreeWith<&BIO_free>>;
using ObjectPtr = std::unique_ptr<ASN1_OBJECT, FreeWith<&ASN1_OBJECT_free>>;
using DigestPtr = std::unique_ptr<EVP_MD, FreeWith<&EVP_MD_free>>;
using ContextPtr = std::unique_ptr<EVP_MD_CTX, FreeWith<&EVP_MD_CTX_free>>;
using PoliciesPtr = std::unique_ptr<CERTIFICATEPOLICIES, FreeWith<&CERTIFICATEPOLICIES_free>>;

unsigned char const* bytes_of(std::string_view text) {
  return reinterpret_cast<unsigned char const*>(text.data());
}

// Nothing unless the text is one DER certificate and no byte more.
X509Ptr parse_der(std::string_view text) {
  auto const* at = bytes_of(text);
  auto certificate = X509Ptr{d2i_X509(nullptr, &at, static_cast<long>(text.size()))};
  if (!certificate || at != bytes_of(text) + text.size()) {
    ERR_clear_error();
    return nullptr;
  }
  return certificate;
}

X509Ptr parse_pem(std::string_view text) {
  auto const memory = BioPtr{BIO_new_mem_buf(text.data(), static_cast<int>(text.size()))};
  return X509Ptr{PEM_read_bio_X509(memory.get(), nullptr, nullptr, nullptr)};
}

bool has_rsa_key(X509* certificate) {
  auto* const key = X509_get0_pubkey(certificate);
  return key != nullptr && EVP_PKEY_get_base_id(key) == EVP_PKEY_RSA;
}

sim::Instant instant_of(ASN1_TIME const* time) {
  auto fields = std::tm{};
  if (ASN1_TIME_to_tm(time, &fields) != 1) return {};
  auto const date = std::chrono::year{fields.tm_year + 1900} /
                    std::chrono::month{static_cast<unsigned>(fields.tm_mon + 1)} /
                    std::chrono::day{static_cast<unsigned>(fields.tm_mday)};
  return sim::Instant{std::chrono::sys_days{date}.time_since_epoch() + std::chrono::hours{fields.tm_hour} +
                      std::chrono::minutes{fields.tm_min} + std::chrono::seconds{fields.tm_sec}};
}

// A serial number that is too long reads as 0: issued_by_card_ca() refuses its certificate.
std::uint32_t serial_of(X509 const* certificate) {
  auto value = std::uint64_t{0};
  auto const* const serial = X509_get0_serialNumber(certificate);
  if (ASN1_INTEGER_get_uint64(&value, serial) != 1) ERR_clear_error();
  return value >> kSerialBits == 0 ? static_cast<std::uint32_t>(value) : 0;
}

bool has_critical(X509 const* certificate, int nid) {
  auto const at = X509_get_ext_by_NID(certificate, nid, -1);
  return at >= 0 && X509_EXTENSION_get_critical(X509_get_ext(certificate, at)) == 1;
}

bool has_policy(X509 const* certificate, ASN1_OBJECT const* wanted) {
  auto const policies = PoliciesPtr{static_cast<CERTIFICATEPOLICIES*>(
      X509_get_ext_d2i(certificate, NID_certificate_policies, nullptr, nullptr))};
  for (int i = 0; i < sk_POLICYINFO_num(policies.get()); ++i) {
    if (OBJ_cmp(sk_POLICYINFO_value(policies.get(), i)->policyid, wanted) == 0) return true;
  }
  return false;
}

bool has_user_authentication_profile(X509* certificate, ASN1_OBJECT const* policy) {
  auto const flags = X509_get_extension_flags(certificate);
  if ((flags & (EXFLAG_INVALID | EXFLAG_CRITICAL | EXFLAG_CA)) != 0) return false;
  if (X509_get_key_usage(certificate) != KU_DIGITAL_SIGNATURE || !has_critical(certificate, NID_key_usage)) {
    return false;
  }
  if ((flags & EXFLAG_XKUSAGE) == 0 || X509_get_extended_key_usage(certificate) != XKU_SSL_CLIENT)
    return false;
  if (X509_get_signature_nid(certificate) != NID_sha256WithRSAEncryption) return false;
  return serial_of(certificate) != 0 && has_critical(certificate, NID_certificate_policies) &&
         has_policy(certificate, policy);
}

bool names_real_jpki(X509 const* certificate) {
  auto organisation = std::array<char, 64>{};
  X509_NAME_get_text_by_NID(X509_get_subject_name(certificate), NID_organizationName, organisation.data(),
                            static_cast<int>(organisation.size()));
  return std::string_view{organisation.data()} == "JPKI";
}

}  // namespace

struct OpensslCredentialCheck::State {
  X509* parsed(std::string_view text) {
    if (!last_certificate || text != last_text) {
      last_certificate = parse_der(text);
      last_text = text;
    }
    return last_certificate.get();
  }
  bool verifies(X509* certificate, std::string_view message, std::string_view signature) {
    EVP_MD_CTX_reset(context.get());
    auto const good = EVP_DigestVerifyInit(context.get(), nullptr, sha256.get(), nullptr,
                                           X509_get0_pubkey(certificate)) == 1 &&
                      EVP_DigestVerify(context.get(), bytes_of(signature), signature.size(),
                                       bytes_of(message), message.size()) == 1;
    if (!good) ERR_clear_error();
    return good;
  }

  X509Ptr ca;
  DigestPtr sha256{EVP_MD_fetch(nullptr, "SHA256", nullptr)};
  ContextPtr context{EVP_MD_CTX_new()};
  ObjectPtr policy{OBJ_txt2obj(kUserAuthenticationPolicy, 1)};
  // One authentication asks twice about the same certificate: it is parsed once.
  std::string last_text;
  X509Ptr last_certificate;
};

OpensslCredentialCheck::OpensslCredentialCheck(std::string_view card_ca_certificate)
    : state_(std::make_unique<State>()) {
  auto const is_pem = card_ca_certificate.find("-----BEGIN") != std::string_view::npos;
  state_->ca = is_pem ? parse_pem(card_ca_certificate) : parse_der(card_ca_certificate);
  if (!state_->ca || !has_rsa_key(state_->ca.get())) {
    ERR_clear_error();
    throw std::runtime_error("card CA: expected one X.509 certificate with an RSA key, as PEM or DER");
  }
  if (names_real_jpki(state_->ca.get())) {
    throw std::runtime_error(
        "card CA: this is a CA of the real JPKI; give the test CA that issued the cards");
  }
  if (!state_->sha256 || !state_->context || !state_->policy) {
    throw std::runtime_error("card CA: this OpenSSL has no SHA-256; check its configuration");
  }
}

OpensslCredentialCheck::~OpensslCredentialCheck() = default;

SignatureCheck OpensslCredentialCheck::check_signature(std::string_view certificate, std::string_view nonce,
                                                       std::string_view signature) const {
  auto* const parsed = state_->parsed(certificate);
  if (parsed == nullptr || !has_rsa_key(parsed)) return {};
  auto const good = state_->verifies(parsed, nonce, signature);
  return {.verdict = good ? SignatureVerdict::kGood : SignatureVerdict::kMismatch,
          .facts = {.serial = serial_of(parsed),
                    .not_before = instant_of(X509_get0_notBefore(parsed)),
                    .not_after = instant_of(X509_get0_notAfter(parsed))}};
}

bool OpensslCredentialCheck::issued_by_card_ca(std::string_view certificate) const {
  auto* const parsed = state_->parsed(certificate);
  if (parsed == nullptr) return false;
  auto* const ca = state_->ca.get();
  if (X509_NAME_cmp(X509_get_issuer_name(parsed), X509_get_subject_name(ca)) != 0) return false;
  if (!has_user_authentication_profile(parsed, state_->policy.get())) return false;
  auto const signed_by_ca = X509_verify(parsed, X509_get0_pubkey(ca)) == 1;
  if (!signed_by_ca) ERR_clear_error();
  return signed_by_ca;
}

}  // namespace kazasu::adapters
