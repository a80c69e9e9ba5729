// The receipts of a file that was sent, read again from what was kept.
#pragma once

#include <functional>
#include <span>
#include <string_view>

#include "emulators/claims/claims_journal.h"
#include "emulators/claims/receipt_view.h"

namespace kazasu::claims {

struct SentReceipt {
  ReceiptView view;                           // its records of known types, as many as the checks look at
  std::span<std::string_view const> history;  // lines of 履歴管理, of a receipt that was returned before
};

// Gives each receipt in the order of the file, numbered as FileChecker counts them.
void read_receipts(SentContent const& content, std::function<void(SentReceipt const&)> const& give);

}  // namespace kazasu::claims
