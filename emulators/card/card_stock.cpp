#include "emulators/card/card_stock.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <thread>
#include <utility>

namespace kazasu::card {

Card* CardStock::find(identity::PersonIndex person) {
  auto const lock = std::lock_guard{mutex_};
  auto const found = cards_.find(person);
  return found == cards_.end() ? nullptr : &found->second;
}

// Precondition: the mutex is held.
std::shared_ptr<std::string const> CardStock::shared_issuer(std::string const& certificate) {
  auto const found = std::find_if(issuers_.begin(), issuers_.end(),
                                  [&](auto const& known) { return *known == certificate; });
  if (found != issuers_.end()) return *found;
  return issuers_.emplace_back(std::make_shared<std::string const>(certificate));
}

Card& CardStock::card(identity::PersonIndex person) {
  if (auto* const known = find(person)) return *known;
  // Issued without the lock: two threads may issue the same card at once, both get the one that came first.
  auto holder = people_.person(person);
  auto const condition = condition_of(condition_.mix, condition_.seed, person);
  if (condition == CardCondition::kReissued) {
    holder.certificate_serial = people_.certificate_serial(person, 2);
  }
  auto credential = issuer_.issue(holder);
  auto const lock = std::lock_guard{mutex_};
  auto parts = CardParts{.certificate = std::move(credential.certificate),
                         .issuer_certificate = shared_issuer(credential.issuer_certificate),
                         .signer = std::move(credential.signer),
                         .pin = std::move(holder.pin),
                         .people = &people_,
                         .person = person,
                         .challenges = {0, "card challenge", person}};
  if (condition == CardCondition::kFaceAuthentication) parts.kind = CardKind::kFaceAuthentication;
  if (condition == CardCondition::kPinLocked) parts.tries_left = 0;
  return cards_.try_emplace(person, std::move(parts)).first->second;
}

void CardStock::prepare(std::span<identity::PersonIndex const> people, std::size_t threads) {
  auto next = std::atomic<std::size_t>{0};
  auto failure = std::exception_ptr{};
  auto failure_mutex = std::mutex{};
  auto const work = [&] {
    try {
      for (auto i = next++; i < people.size(); i = next++) card(people[i]);
    } catch (...) {
      auto const lock = std::lock_guard{failure_mutex};
      if (!failure) failure = std::current_exception();
      next = people.size();
    }
  };
  auto workers = std::vector<std::jthread>{};
  auto const wanted = std::clamp<std::size_t>(threads, 1, std::max<std::size_t>(1, people.size()));
  for (std::size_t i = 1; i < wanted; ++i) workers.emplace_back(work);
  work();
  workers.clear();  // joins
  if (failure) std::rethrow_exception(failure);
}

bool CardStock::has(identity::PersonIndex person) const {
  auto const lock = std::lock_guard{mutex_};
  return cards_.contains(person);
}

std::size_t CardStock::issued() const {
  auto const lock = std::lock_guard{mutex_};
  return cards_.size();
}

}  // namespace kazasu::card
