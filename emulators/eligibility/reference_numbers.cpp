#include "emulators/eligibility/reference_numbers.h"

#include <utility>

#include "emulators/eligibility/journal.h"

namespace kazasu::eligibility {

bool ReferenceNumbers::put(Key const& key, std::string number) {
  auto const found = numbers_.find(key);
  if (found == numbers_.end() && numbers_.size() >= most_) return false;
  // A result that is fetched again registers the same numbers again.
  if (found != numbers_.end() && found->second == number) return true;
  if (journal_ != nullptr) journal_->note(ReferenceNumberPut{key, number});
  numbers_.insert_or_assign(key, std::move(number));
  return true;
}

std::string ReferenceNumbers::find(Key const& key) const {
  auto const found = numbers_.find(key);
  return found == numbers_.end() ? std::string{} : found->second;
}

}  // namespace kazasu::eligibility
