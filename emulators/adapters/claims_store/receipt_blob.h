// The receipts of a send as one column. Internal to the claims store.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "emulators/claims/send.h"

namespace kazasu::adapters {

// 23 bytes a receipt, in their order: identity (8) and person (8; all ones: nobody), care month as YYYYMM
// (4), class (1), outcome of the eligibility check (1), its parts (1). Least significant byte first.
std::string receipts_to_blob(std::vector<claims::ReceiptEntry> const& receipts);
// Throws std::invalid_argument for what is no such column.
std::vector<claims::ReceiptEntry> receipts_from_blob(std::string_view blob);

}  // namespace kazasu::adapters
