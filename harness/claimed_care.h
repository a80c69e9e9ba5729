// Claims that were accepted, as the eligibility system hears of them.
#pragma once

#include "emulators/claims/care_witness.h"
#include "emulators/eligibility/care_confirmation.h"

namespace kazasu::harness {

// Prolongs consents of continuing care (confirm_care). People without one are none of its concern.
class ClaimedCareConfirmation final : public claims::CareWitness {
 public:
  explicit ClaimedCareConfirmation(eligibility::CareConfirmation& confirmation)
      : confirmation_(confirmation) {}

  void care_claimed(claims::ClaimedCare const& care, sim::Instant now) override;

 private:
  eligibility::CareConfirmation& confirmation_;
};

}  // namespace kazasu::harness
