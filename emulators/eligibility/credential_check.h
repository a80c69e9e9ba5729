// How the reception proves that the holder of a certificate signed its nonce: a port with two
// implementations, OpenSSL (real time) and an instant twin (virtual time).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "sim/calendar.h"

namespace kazasu::eligibility {

struct CertificateFacts {
  std::uint32_t serial = 0;
  sim::Instant not_before;
  sim::Instant not_after;
};

enum class SignatureVerdict { kGood, kMalformedCertificate, kMismatch };
struct SignatureCheck {
  SignatureVerdict verdict = SignatureVerdict::kMalformedCertificate;
  CertificateFacts facts;  // meaningful unless the certificate is malformed
};

struct CredentialCheck {
  virtual ~CredentialCheck() = default;
  // RSA PKCS#1 v1.5 with SHA-256 over `nonce`, by the key in `certificate`.
  virtual SignatureCheck check_signature(std::string_view certificate, std::string_view nonce,
                                         std::string_view signature) const = 0;
  // What the certificate says of itself, without any proof of its key: kGood, or malformed.
  virtual SignatureCheck read_certificate(std::string_view certificate) const = 0;
  // True when the certificate was issued by the card CA with the user-authentication profile. Says nothing of
  // dates: those are judged by the domain in calendar time.
  virtual bool issued_by_card_ca(std::string_view certificate) const = 0;
};

}  // namespace kazasu::eligibility
