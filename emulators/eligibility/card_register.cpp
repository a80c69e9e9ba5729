#include "emulators/eligibility/card_register.h"

namespace kazasu::eligibility {

std::optional<identity::CardStanding> CardRegister::standing(Key const& key) const {
  auto const found = changes_.find(key);
  return found == changes_.end() ? std::nullopt : found->second.standing;
}

std::uint8_t CardRegister::linked_issue(Key const& key) const {
  auto const found = changes_.find(key);
  return found == changes_.end() ? std::uint8_t{1} : found->second.issue;
}

}  // namespace kazasu::eligibility
