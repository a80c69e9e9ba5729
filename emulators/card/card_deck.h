// The cards that hands may take: any person's, of any profile, made when first asked for.
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

#include "emulators/card/card_maker.h"

namespace kazasu::card {

// Cards stay until the deck goes, so that a PIN blocked in one slot is blocked in every other. Thread-safe.
class CardDeck {
 public:
  // The world and, unless null, the memories outlive the deck.
  CardDeck(CardWorld const& world, std::vector<CardProfile> profiles, CardMemories* memories = nullptr);
  ~CardDeck();
  CardDeck(CardDeck const&) = delete;
  CardDeck& operator=(CardDeck const&) = delete;

  // Stays valid as long as the deck. A slot takes a copy: see Card. Throws std::invalid_argument with the
  // nearest right word for an unknown profile, and what CardMaker::make() throws.
  Card& card(identity::PersonIndex person, std::string_view profile);
  // Throws std::invalid_argument as card() does.
  CardMaker const& maker(std::string_view profile) const;
  std::size_t cards() const;

 private:
  struct Pile;
  Pile& pile(std::string_view profile) const;

  std::vector<std::unique_ptr<Pile>> piles_;  // one for each profile
  CardMemories* memories_;
};

}  // namespace kazasu::card
