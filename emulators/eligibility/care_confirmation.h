// What the claims side tells the eligibility system: care was given in a month, because a claim was accepted.
#pragma once

#include <chrono>

#include "emulators/identity/population.h"
#include "sim/calendar.h"

namespace kazasu::eligibility {

struct CareMonth {
  identity::StationIndex station = 0;
  identity::PersonIndex person = 0;
  std::chrono::year_month month;
};

struct CareConfirmation {
  virtual ~CareConfirmation() = default;
  // A consent of continuing care that still stands is prolonged to the last day of the third month after
  // `month`, unless it stands longer already (中医協 slides of 2023-10 say that claims prolong; the rule is
  // ours). False when none stands: what ran out begins anew with the card.
  virtual bool confirm_care(CareMonth const& care, sim::Instant now) = 0;
};

}  // namespace kazasu::eligibility
