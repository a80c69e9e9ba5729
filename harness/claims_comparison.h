// Returns of the same month of care, billed with and without asking who is insured.
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "emulators/claims/eligibility_check.h"
#include "harness/claims_options.h"
#include "harness/exit_code.h"

namespace kazasu::harness {

// How the checks of the payers came out for all files of one way to bill.
struct BillingCounts {
  std::uint64_t receipts = 0;
  std::uint64_t with_insurer = 0;      // the others are of public payers alone
  std::uint64_t returned = 0;          // L3 of any kind, and of it:
  std::uint64_t returned_by_form = 0;  // by what the file alone shows, such as a check digit
  std::array<std::uint64_t, claims::kEligibilityOutcomes> outcomes = {};  // by EligibilityOutcome
  std::uint64_t parts = 0;                                                // of the receipts that were split
  std::uint64_t days_claimed = 0;                                         // of visits
  std::uint64_t yen_claimed = 0;
  std::uint64_t yen_returned = 0;
};

struct Comparison {
  std::uint64_t patients = 0;
  std::uint64_t days_of_care = 0;
  BillingCounts remembered;  // what a card or paper said at first sight
  BillingCounts checked;     // what the online check answered on the day of each visit
};

// Generates the files of all stations for both ways and runs the checks of the payers over them.
Comparison compare_billing(ClaimsCompareEligibility const& options);

std::string comparison_table(ClaimsCompareEligibility const& options, Comparison const& comparison);
std::string comparison_json(ClaimsCompareEligibility const& options, Comparison const& comparison);

}  // namespace kazasu::harness
