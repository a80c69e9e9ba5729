// Personalisation of cards with real cryptography.
#pragma once

#include <memory>

#include "emulators/identity/card_credential.h"
#include "emulators/identity/test_pki.h"

namespace kazasu::identity {

// Certificates by card_certificate.h and signing_certificate.h, keys from the pool by person index: the
// signing key is the one after the authentication key. The issuer shares what it needs of the PKI and may
// outlive it. A certificate costs about one signature of its authority.
std::unique_ptr<CardIssuer> make_openssl_card_issuer(TestPki const& pki);

// 次期個人番号カード, our reading of the public plan: P-384 and SHA-384 in both halves, certificates of ten
// years. Its secure sessions still have an RSA key of the present pool (ours).
std::unique_ptr<CardIssuer> make_next_generation_card_issuer(TestPki const& pki);

}  // namespace kazasu::identity
