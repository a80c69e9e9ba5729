// Who pays a receipt by the payers' register: 振替, 分割, 枝番特定, or a return.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "emulators/claims/eligibility_outcome.h"
#include "emulators/claims/insurance_register.h"
#include "emulators/claims/receipt_view.h"

namespace kazasu::claims {

struct Eligibility {
  EligibilityOutcome outcome = EligibilityOutcome::kNotLookedUp;
  std::uint32_t parts = 1;  // receipts that come of it
  std::optional<identity::PersonIndex> person = {};
};

// Shift_JIS to UTF-8.
using TextDecoder = std::function<std::string(std::string_view)>;

// Precondition: the receipt has no finding of L1 or L2.
Eligibility check_eligibility(ReceiptView const& receipt, InsuranceRegister const& insurance,
                              TextDecoder const& decode);

}  // namespace kazasu::claims
