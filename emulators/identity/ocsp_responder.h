// The certificate of the responder that tells the status of card certificates.
#pragma once

#include "emulators/identity/test_pki.h"

namespace kazasu::identity {

// Delegated by the card CA (RFC 6960, 4.2.2.2: id-kp-OCSPSigning; 4.2.2.2.1: id-pkix-ocsp-nocheck) with a new
// P-256 key, because a signature of that kind costs a tenth of the card CA's own.
CertifiedKey make_ocsp_responder(CertifiedKey const& card_ca, Validity const& validity);

// The responder of a test PKI, kept in its folder as ocsp-responder.pem and made there on first use: any
// number of processes may start together, they end up with the same one. Throws std::runtime_error naming the
// file when it is damaged, not of this card CA, or cannot be written.
CertifiedKey open_ocsp_responder(TestPki const& pki);

// Its certificate ended before any calendar of the test PKI begins. Not kept.
CertifiedKey make_expired_ocsp_responder(TestPki const& pki);

}  // namespace kazasu::identity
