#include "emulators/claims/confirmation_list.h"

#include <array>

#include "emulators/claims/era.h"
#include "emulators/claims/sent_receipts.h"
#include "emulators/claims/shown_field.h"

namespace kazasu::claims {

namespace {

constexpr auto kPublicPayers = std::size_t{4};

std::string_view band_shown(ReceiptClass receipt) {
  switch (receipt) {
    case ReceiptClass::kUnacceptable:
      return "L2";
    case ReceiptClass::kReturn:
      return "L3";
    case ReceiptClass::kReview:
      return "L4";
    case ReceiptClass::kNotice:
    case ReceiptClass::kNormal:
      break;
  }
  return {};
}

void add_public_payers(ListPage& page, ReceiptView const& receipt) {
  auto payers = std::array<RecordView const*, kPublicPayers>{};
  auto known = std::size_t{0};
  for (auto const& record : receipt.records) {
    if (record.type == RecordType::kPublicExpense && known < payers.size()) payers[known++] = &record;
  }
  for (auto const* const payer : payers) {
    page.kept(shown_field(payer, 1)).kept(shown_field(payer, 2));
  }
}

void add_receipt(ListPage& page, ReceiptView const& receipt, Send const& send) {
  auto const& entry = send.receipts[receipt.number - 1U];
  auto const* const common = &receipt.records.front();
  auto const* const insurer = receipt.first(RecordType::kInsurer);
  auto const totals = shown_totals(receipt);
  page.text("2").number(receipt.number);
  for (auto const field : {2U, 3U, 4U, 5U, 6U, 7U, 10U, 11U, 12U, 13U, 14U}) {
    page.kept(shown_field(common, field));
  }
  for (auto const field : {1U, 2U, 3U}) page.kept(shown_field(insurer, field));
  page.kept(totals.days).kept(totals.yen).kept(totals.copayment);
  add_public_payers(page, receipt);
  page.empty().text(send.claims(entry) ? "1" : "2").text(band_shown(send.class_shown(entry))).empty();
  page.end_row();
}

}  // namespace

ListAnswer confirmation_list(ListSubject const& subject, TextEncoder const& encode) {
  auto page = ListPage{encode};
  auto const& station = subject.station;
  page.text("1").text(era_digits(subject.key.month));
  page.text(sim::compact_date(sim::date_jst(subject.send.confirmed)));
  page.number(static_cast<unsigned>(subject.key.payer)).text(prefecture_of(station)).text(table_of(station));
  page.text(code_of(station)).empty().number(subject.send.number).number(subject.confirmation).end_row();
  read_receipts(*subject.file.content, [&](SentReceipt const& receipt) {
    if (receipt.view.number <= subject.send.receipts.size()) add_receipt(page, receipt.view, subject.send);
  });
  return {.file_name = list_file_name("fixf", subject), .content = page.take()};
}

}  // namespace kazasu::claims
