#include "emulators/eligibility/card_register.h"

namespace kazasu::eligibility {

std::optional<identity::CardStanding> CardRegister::standing(Key const& key) const {
  auto const found = changes_.find(key);
  return found == changes_.end() ? std::nullopt : found->second.standing;
}

unsigned CardRegister::linked_issue(Key const& key) const {
  auto const found = changes_.find(key);
  return found == changes_.end() ? 1U : found->second.issue;
}

}  // namespace kazasu::eligibility
