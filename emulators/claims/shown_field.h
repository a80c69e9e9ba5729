// Fields of a receipt as lists show them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "emulators/claims/receipt_view.h"

namespace kazasu::claims {

// What is not in its form, and could be of any length and any bytes, is left empty (ours): a finding says so.
// A null record has no fields.
std::string_view shown_field(RecordView const* record, std::size_t field);

// What a receipt sums up to: of the insurer, or of the first public payer where there is none.
struct ShownTotals {
  std::string_view days;       // 実日数
  std::string_view yen;        // 合計金額
  std::string_view copayment;  // 一部負担金額
};
ShownTotals shown_totals(ReceiptView const& receipt);

}  // namespace kazasu::claims
