// The cards of the people who take part: issued when first needed, then kept for the whole run.
#pragma once

#include <cstddef>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "emulators/card/card.h"
#include "emulators/card/card_mix.h"
#include "emulators/identity/card_credential.h"
#include "emulators/identity/population.h"

namespace kazasu::card {

// Every card knows its holder, whom it asks the person source for when an application needs him. PIN counters
// live as long as the stock, so a PIN blocked in one visit is blocked in the next. Every member may be called
// from any thread, as long as the person source and the issuer allow it.
class CardStock {
 public:
  // A person without a card has an ordinary one here: nobody taps it.
  struct Condition {
    CardMix mix{};
    std::uint64_t seed = 1;
  };
  // `people` and `issuer` must outlive the stock.
  CardStock(identity::PersonSource const& people, identity::CardIssuer const& issuer, Condition condition)
      : people_(people), issuer_(issuer), condition_(condition) {}
  CardStock(identity::PersonSource const& people, identity::CardIssuer const& issuer)
      : CardStock(people, issuer, Condition{}) {}
  CardStock(CardStock const&) = delete;
  CardStock& operator=(CardStock const&) = delete;

  // Stays valid for the life of the stock. A reader takes a copy: see Card. Precondition: person < people().
  Card& card(identity::PersonIndex person);

  // Issues the cards of `people` ahead on `threads` threads (at least one), because issuing in real time
  // costs a signature. Throws what the issuer threw first, once every thread has ended.
  void prepare(std::span<identity::PersonIndex const> people, std::size_t threads);

  bool has(identity::PersonIndex person) const;
  std::size_t issued() const;

 private:
  Card* find(identity::PersonIndex person);
  std::shared_ptr<std::string const> shared_issuer(std::string const& certificate);

  identity::PersonSource const& people_;
  identity::CardIssuer const& issuer_;
  Condition condition_;
  mutable std::mutex mutex_;
  std::unordered_map<identity::PersonIndex, Card> cards_;
  std::vector<std::shared_ptr<std::string const>> issuers_;  // a few, shared by all cards
};

}  // namespace kazasu::card
