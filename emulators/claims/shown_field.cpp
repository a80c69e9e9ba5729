#include "emulators/claims/shown_field.h"

namespace kazasu::claims {

std::string_view shown_field(RecordView const* record, std::size_t field) {
  if (record == nullptr || field >= record->fields.size()) return {};
  auto const& layout = layout_of(record->type);
  if (field == 0 || field > layout.fields.size()) return {};
  auto const finding = check_field(record->fields, layout, field);
  auto const sound = !finding || finding->fault == FieldFault::kReplaced;
  return sound ? record->fields[field] : std::string_view{};
}

ShownTotals shown_totals(ReceiptView const& receipt) {
  constexpr auto kDays = std::size_t{4};   // of HO and of KO
  constexpr auto kTotal = std::size_t{5};  // the same
  auto const* const insurer = receipt.first(RecordType::kInsurer);
  auto const* const payer = insurer != nullptr ? insurer : receipt.first(RecordType::kPublicExpense);
  auto const copayment = std::size_t{insurer != nullptr ? 8U : 6U};
  return {shown_field(payer, kDays), shown_field(payer, kTotal), shown_field(payer, copayment)};
}

}  // namespace kazasu::claims
