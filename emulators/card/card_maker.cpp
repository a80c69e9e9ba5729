#include "emulators/card/card_maker.h"

#include <stdexcept>
#include <utility>

namespace kazasu::card {

CardMaker::CardMaker(CardWorld const& world, CardProfile profile)
    : world_(world), profile_(std::move(profile)), people_(world.people, profile_, world.calendar) {}

CardKey CardMaker::key(identity::PersonIndex person) const {
  return {.seed = world_.calendar.seed, .person = person, .profile = profile_.name, .issue = profile_.issue};
}

CardParts CardMaker::parts(identity::PersonIndex person) const {
  auto const count = people_.people();
  if (person >= count) {
    throw std::invalid_argument("there is no person " + std::to_string(person) + ": the population has " +
                                std::to_string(count) + ", counted from 0");
  }
  auto holder = people_.person(person);
  auto parts = CardParts{.tries_left = profile_.authentication_tries,
                         .later = this,
                         .person = person,
                         .challenges = {world_.calendar.seed, "card challenge", person}};
  parts.pin = std::move(holder.pin);
  // スマホ用電子証明書: nothing is printed on it.
  if (profile_.kind != CardKind::kSmartphone) parts.people = &people_;
  return parts;
}

Card CardMaker::make(identity::PersonIndex person, CardMemories* memories) const {
  auto made = parts(person);
  return Card{std::move(made), memories == nullptr ? nullptr : memories->memory_of(key(person))};
}

void CardMaker::issue(CardParts& parts) const {
  auto credential = world_.issuer.issue(people_.person(parts.person));
  parts.certificate = std::move(credential.certificate);
  parts.issuer_certificate = shared(std::move(credential.issuer_certificate));
  parts.signer = std::move(credential.signer);
}

std::shared_ptr<std::string const> CardMaker::shared(std::string certificate) const {
  auto const lock = std::lock_guard{mutex_};
  if (!issuer_certificate_ || *issuer_certificate_ != certificate) {
    issuer_certificate_ = std::make_shared<std::string const>(std::move(certificate));
  }
  return issuer_certificate_;
}

}  // namespace kazasu::card
