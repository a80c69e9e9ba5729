// Kinds of cards that a terminal must be able to meet, as data: a base and an overlay of a few lines.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "emulators/identity/card_standing.h"

namespace kazasu::card {

enum class CardKind : std::uint8_t {
  kCard,                // 個人番号カード
  kFaceAuthentication,  // 顔認証マイナンバーカード: no PIN was ever set, no signing certificate
  kSmartphone,          // スマホ用電子証明書: JPKI application alone, another token label
  kNextGeneration,  // 次期個人番号カード: ECDSA P-384 with SHA-384; our reading of the public plan
};

using identity::CardStanding;

// A card of a person is a function of (seed, person, profile).
struct CardProfile {
  std::string name = "ordinary";
  std::string title;  // one line for people
  CardKind kind = CardKind::kCard;
  CardStanding standing = CardStanding::kRegistered;
  // How many tries are left when the card is first met; nothing: all.
  std::optional<std::uint8_t> authentication_tries;
  std::optional<std::uint8_t> signing_tries;
  // Days from the calendar's first day to the last day of the certificates' validity, negative when it is
  // over. Nothing: the person's own date.
  std::optional<std::int32_t> expires_in_days;
  // 1 for the first card; 2 and up for a card issued again: new certificates with new serial numbers, which
  // the far side has to link to the person.
  std::uint8_t issue = 1;
  // How often the PIN was set anew at the municipality: each time another one.
  std::uint8_t pin_resets = 0;
};

}  // namespace kazasu::card
