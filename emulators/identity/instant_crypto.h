// The twin of the card's cryptography for virtual time: it keeps every outcome (valid, expired, unknown
// issuer, tampered) and computes no SHA and no RSA. Protects nothing.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "emulators/identity/card_credential.h"

namespace kazasu::identity {

struct InstantCertificate {
  std::uint32_t serial = 0;
  sim::Instant not_before;
  sim::Instant not_after;
  bool from_card_ca = true;
  bool operator==(InstantCertificate const&) const = default;
};

// 32 bytes: a mark, the fields, and a seal over them that stands for the CA's signature.
std::string instant_certificate(InstantCertificate const& certificate);
// Nothing when `bytes` has another length or mark. A certificate with altered fields still parses, as its DER
// original would, but is not from the card CA.
std::optional<InstantCertificate> parse_instant_certificate(std::string_view bytes);

// Works over whatever bytes it is given: virtual time passes the nonce itself where real time passes a
// DigestInfo.
std::string instant_signature(std::uint32_t serial, std::string_view digest_info);
bool check_instant_signature(std::uint32_t serial, std::string_view digest_info, std::string_view signature);

// `issuer_certificate` of what it issues is a constant mark.
std::unique_ptr<CardIssuer> make_instant_issuer();

}  // namespace kazasu::identity
