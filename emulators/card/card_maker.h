// Personalises cards of one profile.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "emulators/card/card.h"
#include "emulators/card/card_profile.h"
#include "emulators/card/profiled_people.h"
#include "emulators/identity/card_credential.h"

namespace kazasu::card {

// Everything here outlives what is made of it.
struct CardWorld {
  identity::PersonSource const& people;
  identity::CardIssuer const& issuer;
  // Of 次期個人番号カード. Null: such cards cannot be made.
  identity::CardIssuer const* next_generation = nullptr;
  SharedParts const* shared = nullptr;
  CardCalendar calendar{};
};

// A card is a function of (seed, person, profile). Certificates are issued when a command first needs one.
// Outlives its cards; thread-safe.
class CardMaker final : public PartsIssuer {
 public:
  CardMaker(CardWorld const& world, CardProfile profile);
  CardMaker(CardMaker const&) = delete;
  CardMaker& operator=(CardMaker const&) = delete;

  CardProfile const& profile() const { return profile_; }
  // As the profile has them.
  identity::PersonSource const& people() const { return people_; }
  CardKey key(identity::PersonIndex person) const;

  // With a signing half where the issuer has one to give and the kind of card has it. Throws
  // std::invalid_argument when there is no such person or he cannot have such a card.
  CardParts parts(identity::PersonIndex person) const;
  // A new card each time; throws what the memory throws as well. Null: a card that forgets.
  Card make(identity::PersonIndex person, CardMemories* memories) const;

  void issue(CardParts& parts) const override;

 private:
  identity::CardIssuer const& issuer() const;
  bool has_signing_half() const;
  std::shared_ptr<std::string const> one_copy(std::string certificate) const;

  CardWorld world_;
  CardProfile profile_;
  ProfiledPeople people_;
  mutable std::once_flag signing_once_;
  mutable bool signing_half_ = false;
  mutable std::mutex mutex_;
  mutable std::vector<std::shared_ptr<std::string const>> issuers_;  // one or two, shared by all cards
};

}  // namespace kazasu::card
