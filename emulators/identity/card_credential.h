// What personalisation puts on a card for user authentication and for digital signatures, behind ports with
// two implementations: OpenSSL (real time) and an instant twin (virtual time) that keeps every outcome and
// costs nothing.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "emulators/identity/population.h"

namespace kazasu::identity {

enum class SignatureScheme : std::uint8_t {
  kRsa2048,
  kEcdsaP384,  // of a card of the next generation
};

// The private keys on the card. Thread-safe: every member may be called from any thread at once.
struct CardSigner {
  virtual ~CardSigner() = default;
  virtual SignatureScheme scheme() const { return SignatureScheme::kRsa2048; }
  // kRsa2048: signs `digest_info` verbatim: PKCS#1 v1.5 type 1 padding and RSA with the OpenSSL
  // implementation. kEcdsaP384: a digest of 48 bytes; the signature is the DER of ECDSA-Sig-Value (RFC 3279,
  // 2.2.3). Throws std::runtime_error when the key cannot sign that length.
  virtual std::string sign(std::string_view digest_info) const = 0;
  // RSASSA-PSS (RFC 8017, 8.1) over a SHA-256 digest of 32 bytes, salt of 32. Nothing when this key has no
  // PSS.
  virtual std::optional<std::string> sign_pss(std::string_view) const { return std::nullopt; }
  // The key that opens the card's secure sessions: the modulus of an RSA-2048 key with the exponent 65537,
  // 256 bytes; empty when there is none.
  virtual std::string session_modulus() const { return {}; }
  // RSAES-OAEP (RFC 8017, 7.1) with SHA-256 and no label under that key. Nothing when `cryptogram` was not
  // made for it.
  virtual std::optional<std::string> open_session_message(std::string_view /*cryptogram*/) const {
    return std::nullopt;
  }
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
  // The half for digital signatures, likewise. Nothing from an issuer that has no such authority.
  virtual std::optional<CardCredential> issue_signing(Person const&) const { return std::nullopt; }
};

}  // namespace kazasu::identity
