#include "emulators/adapters/card/openssl_credential_check.h"

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include <array>
#include <optional>
#include <stdexcept>
#include <string>

#include "emulators/adapters/card/card_certificate.h"

namespace kazasu::adapters {

namespace {

using eligibility::SignatureCheck;
using eligibility::SignatureVerdict;

template <auto Free>
struct FreeWith {
  template <class T>
  void operator()(T* object) const {
    Free(object);
  }
};
using X509Ptr = std::unique_ptr<X509, FreeWith<&X509_free>>;
using BioPtr = std::unique_ptr<BIO, FreeWith<&BIO_free>>;
using KeyPtr = std::unique_ptr<EVP_PKEY, FreeWith<&EVP_PKEY_free>>;
using KeyContextPtr = std::unique_ptr<EVP_PKEY_CTX, FreeWith<&EVP_PKEY_CTX_free>>;
using DigestPtr = std::unique_ptr<EVP_MD, FreeWith<&EVP_MD_free>>;
using NumberPtr = std::unique_ptr<BIGNUM, FreeWith<&BN_free>>;
using BuilderPtr = std::unique_ptr<OSSL_PARAM_BLD, FreeWith<&OSSL_PARAM_BLD_free>>;
using ParamsPtr = std::unique_ptr<OSSL_PARAM, FreeWith<&OSSL_PARAM_free>>;

unsigned char const* bytes_of(std::string_view text) {
  return reinterpret_cast<unsigned char const*>(text.data());
}

NumberPtr number_of(std::string_view big_endian) {
  return NumberPtr{BN_bin2bn(bytes_of(big_endian), static_cast<int>(big_endian.size()), nullptr)};
}

// The text as it is, unless it is PEM.
std::string der_of(std::string_view text) {
  if (text.find("-----BEGIN") == std::string_view::npos) return std::string{text};
  auto const memory = BioPtr{BIO_new_mem_buf(text.data(), static_cast<int>(text.size()))};
  auto const certificate = X509Ptr{PEM_read_bio_X509(memory.get(), nullptr, nullptr, nullptr)};
  auto const length = certificate ? i2d_X509(certificate.get(), nullptr) : -1;
  ERR_clear_error();
  if (length < 0) return {};
  auto der = std::string(static_cast<std::size_t>(length), '\0');
  auto* at = reinterpret_cast<unsigned char*>(der.data());
  i2d_X509(certificate.get(), &at);
  return der;
}

bool names_real_jpki(std::string const& der) {
  auto const* at = bytes_of(der);
  auto const certificate = X509Ptr{d2i_X509(nullptr, &at, static_cast<long>(der.size()))};
  if (!certificate) return false;
  auto organisation = std::array<char, 64>{};
  X509_NAME_get_text_by_NID(X509_get_subject_name(certificate.get()), NID_organizationName,
                            organisation.data(), static_cast<int>(organisation.size()));
  return std::string_view{organisation.data()} == "JPKI";
}

}  // namespace

struct OpensslCredentialCheck::State {
  CardCertificate const* parsed(std::string_view text) {
    if (text != last_text) {
      last_text = text;
      last_certificate = parse_card_certificate(last_text);
    }
    return last_certificate ? &*last_certificate : nullptr;
  }
  // Nothing when the numbers are no RSA key.
  KeyPtr key_of(CardCertificate const& certificate) const {
    auto const modulus = number_of(certificate.modulus);
    auto const exponent = number_of(certificate.exponent);
    auto const builder = BuilderPtr{OSSL_PARAM_BLD_new()};
    OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, modulus.get());
    OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, exponent.get());
    auto const params = ParamsPtr{OSSL_PARAM_BLD_to_param(builder.get())};
    auto* key = static_cast<EVP_PKEY*>(nullptr);
    if (EVP_PKEY_fromdata_init(rsa.get()) != 1 ||
        EVP_PKEY_fromdata(rsa.get(), &key, EVP_PKEY_PUBLIC_KEY, params.get()) != 1) {
      ERR_clear_error();
    }
    return KeyPtr{key};
  }
  // Keeps the key. Nothing without one.
  KeyContextPtr verifier_of(EVP_PKEY* key) const {
    if (key == nullptr) return nullptr;
    auto verifier = KeyContextPtr{EVP_PKEY_CTX_new_from_pkey(nullptr, key, nullptr)};
    if (EVP_PKEY_verify_init(verifier.get()) != 1 ||
        EVP_PKEY_CTX_set_rsa_padding(verifier.get(), RSA_PKCS1_PADDING) != 1 ||
        EVP_PKEY_CTX_set_signature_md(verifier.get(), sha256.get()) != 1) {
      ERR_clear_error();
      return nullptr;
    }
    return verifier;
  }
  bool verifies(EVP_PKEY_CTX* verifier, std::string_view message, std::string_view signature) const {
    auto digest = std::array<unsigned char, EVP_MAX_MD_SIZE>{};
    auto length = 0U;
    auto const good =
        EVP_Digest(message.data(), message.size(), digest.data(), &length, sha256.get(), nullptr) == 1 &&
        EVP_PKEY_verify(verifier, bytes_of(signature), signature.size(), digest.data(), length) == 1;
    if (!good) ERR_clear_error();
    return good;
  }

  DigestPtr sha256{EVP_MD_fetch(nullptr, "SHA256", nullptr)};
  KeyContextPtr rsa{EVP_PKEY_CTX_new_from_name(nullptr, "RSA", nullptr)};
  std::string ca_text;
  std::string_view ca_name;  // into ca_text
  KeyContextPtr ca_verifier;
  // One authentication asks twice about the same certificate: it is parsed once.
  std::string last_text;
  std::optional<CardCertificate> last_certificate;  // views into last_text
};

OpensslCredentialCheck::OpensslCredentialCheck(std::string_view card_ca_certificate)
    : state_(std::make_unique<State>()) {
  if (!state_->sha256 || !state_->rsa) {
    throw std::runtime_error("card CA: this OpenSSL has no RSA with SHA-256; check its configuration");
  }
  state_->ca_text = der_of(card_ca_certificate);
  auto const ca = parse_card_certificate(state_->ca_text);
  if (ca) state_->ca_verifier = state_->verifier_of(state_->key_of(*ca).get());
  if (!state_->ca_verifier) {
    throw std::runtime_error("card CA: expected one X.509 certificate with an RSA key, as PEM or DER");
  }
  if (names_real_jpki(state_->ca_text)) {
    throw std::runtime_error(
        "card CA: this is a CA of the real JPKI; give the test CA that issued the cards");
  }
  state_->ca_name = ca->subject;
}

OpensslCredentialCheck::~OpensslCredentialCheck() = default;

SignatureCheck OpensslCredentialCheck::check_signature(std::string_view certificate, std::string_view nonce,
                                                       std::string_view signature) const {
  auto const* const parsed = state_->parsed(certificate);
  if (parsed == nullptr) return {};
  auto const verifier = state_->verifier_of(state_->key_of(*parsed).get());
  if (!verifier) return {};
  auto const good = state_->verifies(verifier.get(), nonce, signature);
  return {.verdict = good ? SignatureVerdict::kGood : SignatureVerdict::kMismatch,
          .facts = {.serial = parsed->serial_number(),
                    .not_before = parsed->not_before,
                    .not_after = parsed->not_after}};
}

SignatureCheck OpensslCredentialCheck::read_certificate(std::string_view certificate) const {
  auto const* const parsed = state_->parsed(certificate);
  if (parsed == nullptr) return {};
  return {.verdict = SignatureVerdict::kGood,
          .facts = {.serial = parsed->serial_number(),
                    .not_before = parsed->not_before,
                    .not_after = parsed->not_after}};
}

bool OpensslCredentialCheck::issued_by_card_ca(std::string_view certificate) const {
  auto const* const parsed = state_->parsed(certificate);
  return parsed != nullptr && parsed->issuer == state_->ca_name && has_user_authentication_profile(*parsed) &&
         state_->verifies(state_->ca_verifier.get(), parsed->to_be_signed, parsed->signature);
}

}  // namespace kazasu::adapters
