#include "emulators/card/card_maker.h"

#include <algorithm>
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
  auto parts = CardParts{.kind = profile_.kind,
                         .pin = std::move(holder.pin),
                         .tries_left = profile_.authentication_tries,
                         .later = this,
                         .person = person,
                         .shared = world_.shared,
                         .challenges = {world_.calendar.seed, "card challenge", person}};
  if (has_signing_half()) {
    parts.signing = SigningParts{.pin = std::move(holder.signing_pin), .tries_left = profile_.signing_tries};
  }
  // スマホ用電子証明書: nothing is printed on it.
  if (profile_.kind != CardKind::kSmartphone) parts.people = &people_;
  return parts;
}

Card CardMaker::make(identity::PersonIndex person, CardMemories* memories) const {
  auto made = parts(person);
  return Card{std::move(made), memories == nullptr ? nullptr : memories->memory_of(key(person))};
}

identity::CardIssuer const& CardMaker::issuer() const {
  if (profile_.kind != CardKind::kNextGeneration) return world_.issuer;
  if (world_.next_generation != nullptr) return *world_.next_generation;
  throw std::invalid_argument("nobody issues cards of the next generation here (profile " + profile_.name +
                              ")");
}

// An issuer only tells by issuing; whoever is first finds out for all.
bool CardMaker::has_signing_half() const {
  std::call_once(signing_once_, [this] {
    signing_half_ = profile_.kind != CardKind::kFaceAuthentication &&
                    issuer().issue_signing(world_.people.person(0)).has_value();
  });
  return signing_half_;
}

void CardMaker::issue(CardParts& parts) const {
  auto const holder = people_.person(parts.person);
  auto credential = issuer().issue(holder);
  parts.certificate = std::move(credential.certificate);
  parts.issuer_certificate = one_copy(std::move(credential.issuer_certificate));
  if (parts.signing) {
    auto signing = issuer().issue_signing(holder).value();
    parts.signing->certificate = std::move(signing.certificate);
    parts.signing->issuer_certificate = one_copy(std::move(signing.issuer_certificate));
    parts.signing->signer = std::move(signing.signer);
  }
  parts.signer = std::move(credential.signer);
}

std::shared_ptr<std::string const> CardMaker::one_copy(std::string certificate) const {
  auto const lock = std::lock_guard{mutex_};
  auto const found = std::find_if(issuers_.begin(), issuers_.end(),
                                  [&](auto const& known) { return *known == certificate; });
  if (found != issuers_.end()) return *found;
  return issuers_.emplace_back(std::make_shared<std::string const>(std::move(certificate)));
}

}  // namespace kazasu::card
