// The parts of an X.509 certificate that judging a card needs.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "sim/calendar.h"

namespace kazasu::adapters {

// Views into the DER text that was parsed.
struct CardCertificate {
  std::string_view to_be_signed;         // TBSCertificate, whole
  std::string_view signature_algorithm;  // AlgorithmIdentifier, whole
  std::string_view signature;
  std::string_view serial;   // content of the INTEGER
  std::string_view issuer;   // Name, whole
  std::string_view subject;  // likewise
  std::string_view modulus;  // of the RSA key, big-endian, unsigned
  std::string_view exponent;
  std::string_view extensions;  // a run of Extension elements; empty when there are none
  sim::Instant not_before;
  sim::Instant not_after;

  // 0 when the serial number is not positive or has more than 32 bits.
  std::uint32_t serial_number() const;
};

// Nothing unless the text is one DER certificate of RFC 5280 (4.1) with an RSA key, and no byte more. OpenSSL
// would read it as well, but its generic decoder of public keys takes far longer than the two signatures.
std::optional<CardCertificate> parse_card_certificate(std::string_view der);

// The profile of the JPKI user-authentication certificate: a serial number of at most 4 bytes,
// sha256WithRSAEncryption, keyUsage critical and digitalSignature alone, extendedKeyUsage clientAuth alone,
// certificatePolicies critical with 1.2.392.200149.8.5.1.3.30, no basicConstraints, no unknown critical
// extension.
bool has_user_authentication_profile(CardCertificate const& certificate);

}  // namespace kazasu::adapters
