// A card as personalised: what its maker gives, and nothing that changes later.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "emulators/card/card_images.h"
#include "emulators/card/card_profile.h"
#include "emulators/identity/card_credential.h"
#include "emulators/identity/population.h"
#include "sim/random.h"

namespace kazasu::card {

struct CardParts;

// Issues a card's certificates and keys when a command first needs one of them: most cards of a million are
// never asked for theirs.
struct PartsIssuer {
  virtual ~PartsIssuer() = default;
  // Fills in the certificates, those of their issuers and the signers, of the signing half as well where
  // there is one, and touches nothing else. Thread-safe.
  virtual void issue(CardParts& parts) const = 0;
};

// The half of the JPKI application for digital signatures (署名用). An empty PIN was never set.
struct SigningParts {
  std::string certificate{};
  std::shared_ptr<std::string const> issuer_certificate{};
  std::shared_ptr<identity::CardSigner const> signer{};
  std::string pin{};                         // 6 to 16 of A-Z and 0-9
  std::optional<std::uint8_t> tries_left{};  // nothing: all
};

// What all cards of a house have in common.
struct SharedParts {
  // Null: the images of 券面事項確認AP are absent.
  CardImages const* images = nullptr;
  // Modulus of the RSA-2048 key (exponent 65537) under which terminals prove themselves, 256 bytes; empty:
  // the card trusts no terminal.
  std::string terminal_authority{};
};

// `issuer_certificate` is shared by all cards of a CA. An empty PIN was never set (顔認証マイナンバーカード):
// that card's PIN is blocked from the start.
struct CardParts {
  // A card for face authentication is made without PIN and signing half even where they are given.
  CardKind kind = CardKind::kCard;
  std::string certificate{};
  std::shared_ptr<std::string const> issuer_certificate{};
  std::shared_ptr<identity::CardSigner const> signer{};
  std::string pin{};                         // up to 16 bytes
  std::optional<std::uint8_t> tries_left{};  // of it, when the card is first met; nothing: all
  std::optional<SigningParts> signing{};
  // Must outlive the card. Null: certificates and signers are given above.
  PartsIssuer const* later = nullptr;
  // Where the applications that know their holder find him, once one of them is selected; must outlive the
  // card. Null: a card without those applications.
  identity::PersonSource const* people = nullptr;
  identity::PersonIndex person = 0;
  // Must outlive the card. Null: nothing of it.
  SharedParts const* shared = nullptr;
  // What GET CHALLENGE answers with; all copies draw from it.
  sim::RandomStream challenges{0, "card challenge", 0};
};

}  // namespace kazasu::card
