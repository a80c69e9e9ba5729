// What a well-formed receipt says: person, insurers, totals (L3, L4, L48).
#pragma once

#include "emulators/claims/receipt_view.h"

namespace kazasu::claims {

// Precondition: check_structure() found nothing.
void check_content(ReceiptView const& receipt, FindingSink& sink);

}  // namespace kazasu::claims
