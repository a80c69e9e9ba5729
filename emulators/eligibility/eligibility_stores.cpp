#include "emulators/eligibility/eligibility_stores.h"

#include "emulators/eligibility/journal.h"

namespace kazasu::eligibility {

void EligibilityStores::forget_everything() {
  auto* const kept = journal;
  *this = EligibilityStores{};
  report_to(kept);
  if (journal != nullptr) journal->note(EverythingForgotten{});
}

}  // namespace kazasu::eligibility
