#include "emulators/card/card_deck.h"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <unordered_map>
#include <utility>

#include "sim/nearest_word.h"

namespace kazasu::card {

struct CardDeck::Pile {
  Pile(CardWorld const& world, CardProfile profile) : maker(world, std::move(profile)) {}

  CardMaker maker;
  std::mutex mutex;
  std::unordered_map<identity::PersonIndex, Card> cards;
};

CardDeck::CardDeck(CardWorld const& world, std::vector<CardProfile> profiles, CardMemories* memories)
    : memories_(memories) {
  for (auto& profile : profiles) piles_.push_back(std::make_unique<Pile>(world, std::move(profile)));
}

CardDeck::~CardDeck() = default;

CardDeck::Pile& CardDeck::pile(std::string_view profile) const {
  auto const found = std::find_if(piles_.begin(), piles_.end(), [profile](auto const& pile) {
    return pile->maker.profile().name == profile;
  });
  if (found != piles_.end()) return **found;
  auto names = std::vector<std::string_view>{};
  for (auto const& pile : piles_) names.push_back(pile->maker.profile().name);
  throw std::invalid_argument("there is no profile '" + std::string{profile} + "'" +
                              sim::hint(profile, names));
}

Card& CardDeck::card(identity::PersonIndex person, std::string_view profile) {
  auto& from = pile(profile);
  auto const lock = std::lock_guard{from.mutex};
  auto const found = from.cards.find(person);
  if (found != from.cards.end()) return found->second;
  return from.cards.emplace(person, from.maker.make(person, memories_)).first->second;
}

CardMaker const& CardDeck::maker(std::string_view profile) const {
  return pile(profile).maker;
}

std::size_t CardDeck::cards() const {
  auto count = std::size_t{0};
  for (auto const& pile : piles_) {
    auto const lock = std::lock_guard{pile->mutex};
    count += pile->cards.size();
  }
  return count;
}

}  // namespace kazasu::card
