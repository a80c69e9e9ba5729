#include "emulators/eligibility/card_register.h"

#include "emulators/eligibility/journal.h"

namespace kazasu::eligibility {

std::optional<identity::CardStanding> CardRegister::standing(Key const& key) const {
  auto const found = changes_.find(key);
  return found == changes_.end() ? std::nullopt : found->second.standing;
}

void CardRegister::set_standing(Key const& key, identity::CardStanding standing) {
  changes_[key].standing = standing;
  if (journal_ != nullptr) journal_->note(CardStandingSet{key, standing});
}

unsigned CardRegister::linked_issue(Key const& key) const {
  auto const found = changes_.find(key);
  return found == changes_.end() ? 1U : found->second.issue;
}

void CardRegister::link(Key const& key, unsigned issue) {
  changes_[key].issue = issue;
  if (journal_ != nullptr) journal_->note(CardLinked{key, issue});
}

}  // namespace kazasu::eligibility
