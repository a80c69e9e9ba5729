// What makes two receipts the same claim.
#pragma once

#include <cstdint>

#include "emulators/claims/receipt_view.h"

namespace kazasu::claims {

// A number for the person (name, sex, birth date), who pays (the insurer, or the public payers where there is
// none) and the month of care, from the bytes of the receipt: the same in every run and on every machine.
// Other fields do not count, so that a corrected receipt keeps its number. Two of a million million receipts
// share one by chance (64 bits). The choice of fields is ours.
std::uint64_t receipt_identity(ReceiptView const& receipt);

}  // namespace kazasu::claims
