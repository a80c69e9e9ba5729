// What a terminal proves itself to a card with (特定利用者証明検証者): a card-verifiable certificate. Its
// layout follows the certificates that cards themselves hold; the authority and what it means to hold one are
// ours.
#pragma once

#include <string>
#include <string_view>

#include "emulators/identity/tls_certificate.h"

namespace kazasu::identity {

// Key identifiers, 16 bytes each: of the authority, and of the one terminal that there is.
inline constexpr std::string_view kTerminalAuthorityKey{"KAZASU TERM CA01"};
inline constexpr std::string_view kTerminalKey{"KAZASU TERM 0001"};

// Self-signed with a new RSA-2048 key. The X.509 certificate is how the test PKI keeps it; cards know the
// bare key.
CertifiedKey make_terminal_authority(Validity const& validity);

// In the two pieces that a terminal sends. `body` is 7F21 around 5F4E, 307 bytes: identifiers of the
// authority's and the terminal's key, 90 exponent, 91 modulus. `signature` is PKCS#1 v1.5 with SHA-256 over
// the value of 5F4E, 256 bytes.
struct TerminalCertificate {
  std::string body;
  std::string signature;
};
// Precondition: both keys are RSA-2048. The certificate of `terminal` is signed by `authority`.
TerminalCertificate make_terminal_certificate(evp_pkey_st* authority, evp_pkey_st* terminal);

}  // namespace kazasu::identity
