// A card's key with real RSA, for tests and benchmarks.
#pragma once

#include <memory>
#include <string_view>

#include "emulators/identity/card_credential.h"

namespace kazasu::card {

// A new RSA-2048 key and its private operation through OpenSSL.
class RsaCardSigner final : public identity::CardSigner {
 public:
  RsaCardSigner();
  ~RsaCardSigner() override;
  std::string sign(std::string_view digest_info) const override;
  // PKCS#1 v1.5 with SHA-256 over `message`.
  bool verifies(std::string_view message, std::string_view signature) const;

 private:
  struct Key;
  std::unique_ptr<Key> key_;
};

}  // namespace kazasu::card
