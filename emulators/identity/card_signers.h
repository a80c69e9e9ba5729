// The private keys of cards, with OpenSSL.
#pragma once

#include <memory>
#include <string>

#include "emulators/identity/card_credential.h"
#include "emulators/identity/openssl_handles.h"

namespace kazasu::identity {

// A signer and its public key as encoded_public_key() writes it.
struct CardKey {
  std::shared_ptr<CardSigner const> signer;
  std::string public_key;
};

// RSA-2048; the same key opens secure sessions.
CardKey make_rsa_card_key(KeyHandle key);
// P-384; `session_key` is the RSA-2048 key for secure sessions.
CardKey make_p384_card_key(KeyHandle key, KeyHandle session_key);

}  // namespace kazasu::identity
