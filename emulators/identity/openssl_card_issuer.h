// Personalisation of cards with real cryptography.
#pragma once

#include <memory>

#include "emulators/identity/card_credential.h"
#include "emulators/identity/test_pki.h"

namespace kazasu::identity {

// Certificates by card_certificate.h, keys from the pool by person index. The issuer shares what it needs of
// the PKI and may outlive it. issue() costs about one RSA signature.
std::unique_ptr<CardIssuer> make_openssl_card_issuer(TestPki const& pki);

}  // namespace kazasu::identity
