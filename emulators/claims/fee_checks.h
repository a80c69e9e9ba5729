// The fees of a receipt against the master: codes, amounts, conditions, limits and exclusions (L3, L4, L7).
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "emulators/claims/fee_table.h"
#include "emulators/claims/receipt_view.h"

namespace kazasu::claims {

// The facility standards that a station notified, ascending; nothing: it is not known, and not checked.
using NotifiedStandards = std::optional<std::span<std::uint16_t const>>;
// Precondition: check_structure() found nothing.
void check_fees(ReceiptView const& receipt, FeeTable const& table, NotifiedStandards standards,
                FindingSink& sink);

}  // namespace kazasu::claims
