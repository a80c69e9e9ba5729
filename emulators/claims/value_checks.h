// What the fields of a receipt hold, each by itself or with others of its record: codes, days, numbers (L2).
#pragma once

#include "emulators/claims/receipt_view.h"

namespace kazasu::claims {

// Precondition: every field of the receipt has its form. True when nothing was found.
bool check_values(ReceiptView const& receipt, FindingSink& sink);

}  // namespace kazasu::claims
