// What personalisation puts on a card for user authentication, behind ports with two implementations:
// OpenSSL (real time) and an instant twin (virtual time) that keeps every outcome and costs nothing.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "emulators/identity/population.h"

namespace kazasu::identity {

// The private key on the card. Thread-safe: sign() may be called from any thread at once.
struct CardSigner {
  virtual ~CardSigner() = default;
  // Signs `digest_info` verbatim: PKCS#1 v1.5 type 1 padding and RSA with the OpenSSL implementation.
  // Throws std::runtime_error when the key cannot sign that length.
  virtual std::string sign(std::string_view digest_info) const = 0;
  // RSASSA-PSS (RFC 8017, 8.1) over a SHA-256 digest of 32 bytes, salt of 32. Nothing when this key has no
  // PSS.
  virtual std::optional<std::string> sign_pss(std::string_view) const { return std::nullopt; }
};

struct CardCredential {
  std::string certificate;                   // DER; the twin's own compact form in virtual time
  std::string issuer_certificate;            // the same of the CA
  std::shared_ptr<CardSigner const> signer;  // shared: thousands of cards use one pool of keys
};

struct CardIssuer {
  virtual ~CardIssuer() = default;
  // A function of the person (and of the issuer's own keys); thread-safe.
  virtual CardCredential issue(Person const& person) const = 0;
};

}  // namespace kazasu::identity
