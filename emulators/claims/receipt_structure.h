// What a receipt's records and fields have to be before anything is said of their content (L2).
#pragma once

#include <chrono>
#include <optional>

#include "emulators/claims/receipt_view.h"

namespace kazasu::claims {

// Returns true when nothing was found. Without a month of the claim only what holds in any is said of the
// month of care.
bool check_structure(ReceiptView const& receipt, std::optional<std::chrono::year_month> claim_month,
                     FindingSink& sink);

// Layout, characters and modes of every field of a record. Gives each finding as check `check_of` says.
void check_fields(RecordView const& record, std::uint32_t receipt, FindingSink& sink);

}  // namespace kazasu::claims
