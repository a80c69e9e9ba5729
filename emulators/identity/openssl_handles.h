// Owners of OpenSSL keys and certificates, and the few operations the test PKI needs on them.
//
// Failures throw std::runtime_error naming the operation and OpenSSL's reason, never key material.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

struct evp_pkey_st;
struct x509_st;

namespace kazasu::identity {

struct FreeKey {
  void operator()(evp_pkey_st* key) const;
};
struct FreeCertificate {
  void operator()(x509_st* certificate) const;
};
using KeyHandle = std::unique_ptr<evp_pkey_st, FreeKey>;
using CertificateHandle = std::unique_ptr<x509_st, FreeCertificate>;

[[noreturn]] void throw_openssl_error(std::string_view operation);

enum class KeyKind : std::uint8_t { kRsa2048, kP256, kP384 };
// Throws for a key of any other kind.
KeyKind key_kind_of(evp_pkey_st* key);

KeyHandle new_rsa_2048_key();
KeyHandle new_p256_key();
KeyHandle new_p384_key();
// Another owner of the same object.
KeyHandle share(evp_pkey_st* key);
CertificateHandle share(x509_st* certificate);

// DER of RSAPublicKey (RFC 8017, A.1.1), or an uncompressed point (SEC 1, 2.3.3).
std::string encoded_public_key(evp_pkey_st* key);
// The modulus of an RSA-2048 key, 256 bytes.
std::string rsa_modulus(evp_pkey_st* key);
std::string key_to_pem(evp_pkey_st* key);  // PKCS#8, not encrypted
std::string certificate_to_pem(x509_st* certificate);
std::string certificate_to_der(x509_st* certificate);
KeyHandle key_from_pem(std::string_view pem);
CertificateHandle certificate_from_pem(std::string_view pem);
CertificateHandle certificate_from_der(std::string_view der);

}  // namespace kazasu::identity
