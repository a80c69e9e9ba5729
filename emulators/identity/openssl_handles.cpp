#include "emulators/identity/openssl_handles.h"

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include <array>
#include <stdexcept>

namespace kazasu::identity {

namespace {

constexpr auto kRsaBits = 2048U;

struct FreeBio {
  void operator()(BIO* bio) const { BIO_free(bio); }
};
using Bio = std::unique_ptr<BIO, FreeBio>;

struct FreeNumber {
  void operator()(BIGNUM* number) const { BN_free(number); }
};

Bio memory_bio() {
  auto bio = Bio{BIO_new(BIO_s_mem())};
  if (!bio) throw_openssl_error("allocate a buffer");
  return bio;
}

Bio reading(std::string_view text) {
  auto bio = Bio{BIO_new_mem_buf(text.data(), static_cast<int>(text.size()))};
  if (!bio) throw_openssl_error("allocate a buffer");
  return bio;
}

std::string contents(Bio const& bio) {
  char* data = nullptr;
  auto const size = BIO_get_mem_data(bio.get(), &data);
  return {data, static_cast<std::size_t>(size)};
}

// Keys of the test PKI have no pass phrase; without this OpenSSL would ask on the terminal.
int no_pass_phrase(char*, int, int, void*) {
  return -1;
}

}  // namespace

void FreeKey::operator()(evp_pkey_st* key) const {
  EVP_PKEY_free(key);
}
void FreeCertificate::operator()(x509_st* certificate) const {
  X509_free(certificate);
}

void throw_openssl_error(std::string_view operation) {
  auto reason = std::array<char, 256>{};
  ERR_error_string_n(ERR_get_error(), reason.data(), reason.size());
  ERR_clear_error();
  throw std::runtime_error("OpenSSL could not " + std::string{operation} + ": " + reason.data());
}

KeyHandle new_rsa_2048_key() {
  auto key = KeyHandle{EVP_RSA_gen(kRsaBits)};
  if (!key) throw_openssl_error("make an RSA key");
  return key;
}

KeyHandle new_p256_key() {
  auto key = KeyHandle{EVP_EC_gen("P-256")};
  if (!key) throw_openssl_error("make a P-256 key");
  return key;
}

KeyHandle new_p384_key() {
  auto key = KeyHandle{EVP_EC_gen("P-384")};
  if (!key) throw_openssl_error("make a P-384 key");
  return key;
}

KeyKind key_kind_of(evp_pkey_st* key) {
  auto const bits = EVP_PKEY_get_bits(key);
  if (EVP_PKEY_get_base_id(key) == EVP_PKEY_RSA && bits == static_cast<int>(kRsaBits))
    return KeyKind::kRsa2048;
  if (EVP_PKEY_get_base_id(key) == EVP_PKEY_EC && bits == 256) return KeyKind::kP256;
  if (EVP_PKEY_get_base_id(key) == EVP_PKEY_EC && bits == 384) return KeyKind::kP384;
  throw std::runtime_error("a key of the test PKI is RSA-2048, P-256 or P-384, this one is not");
}

KeyHandle share(evp_pkey_st* key) {
  if (EVP_PKEY_up_ref(key) != 1) throw_openssl_error("share a key");
  return KeyHandle{key};
}

CertificateHandle share(x509_st* certificate) {
  if (X509_up_ref(certificate) != 1) throw_openssl_error("share a certificate");
  return CertificateHandle{certificate};
}

std::string encoded_public_key(evp_pkey_st* key) {
  auto const size = i2d_PublicKey(key, nullptr);
  if (size <= 0) throw_openssl_error("encode a public key");
  auto der = std::string(static_cast<std::size_t>(size), '\0');
  auto* out = reinterpret_cast<unsigned char*>(der.data());
  if (i2d_PublicKey(key, &out) != size) throw_openssl_error("encode a public key");
  return der;
}

std::string rsa_modulus(evp_pkey_st* key) {
  BIGNUM* raw = nullptr;
  if (EVP_PKEY_get_bn_param(key, OSSL_PKEY_PARAM_RSA_N, &raw) != 1)
    throw_openssl_error("read an RSA modulus");
  auto const number = std::unique_ptr<BIGNUM, FreeNumber>{raw};
  constexpr auto kBytes = static_cast<int>(kRsaBits / 8);
  auto bytes = std::string(kBytes, '\0');
  if (BN_bn2binpad(number.get(), reinterpret_cast<unsigned char*>(bytes.data()), kBytes) < 0) {
    throw_openssl_error("write an RSA modulus");
  }
  return bytes;
}

std::string key_to_pem(evp_pkey_st* key) {
  auto const bio = memory_bio();
  if (PEM_write_bio_PKCS8PrivateKey(bio.get(), key, nullptr, nullptr, 0, nullptr, nullptr) != 1) {
    throw_openssl_error("write a private key");
  }
  return contents(bio);
}

std::string certificate_to_pem(x509_st* certificate) {
  auto const bio = memory_bio();
  if (PEM_write_bio_X509(bio.get(), certificate) != 1) throw_openssl_error("write a certificate");
  return contents(bio);
}

std::string certificate_to_der(x509_st* certificate) {
  auto const size = i2d_X509(certificate, nullptr);
  if (size <= 0) throw_openssl_error("encode a certificate");
  auto der = std::string(static_cast<std::size_t>(size), '\0');
  auto* out = reinterpret_cast<unsigned char*>(der.data());
  if (i2d_X509(certificate, &out) != size) throw_openssl_error("encode a certificate");
  return der;
}

KeyHandle key_from_pem(std::string_view pem) {
  auto const bio = reading(pem);
  auto key = KeyHandle{PEM_read_bio_PrivateKey(bio.get(), nullptr, no_pass_phrase, nullptr)};
  if (!key) throw_openssl_error("read a private key");
  return key;
}

CertificateHandle certificate_from_pem(std::string_view pem) {
  auto const bio = reading(pem);
  auto certificate = CertificateHandle{PEM_read_bio_X509(bio.get(), nullptr, no_pass_phrase, nullptr)};
  if (!certificate) throw_openssl_error("read a certificate");
  return certificate;
}

CertificateHandle certificate_from_der(std::string_view der) {
  auto const* at = reinterpret_cast<unsigned char const*>(der.data());
  auto certificate = CertificateHandle{d2i_X509(nullptr, &at, static_cast<long>(der.size()))};
  if (!certificate) throw_openssl_error("read a certificate");
  return certificate;
}

}  // namespace kazasu::identity
