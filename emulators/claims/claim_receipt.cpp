#include "emulators/claims/claim_receipt.h"

#include <array>

#include "emulators/claims/era.h"
#include "emulators/claims/record_values.h"
#include "emulators/claims/registered_stations.h"
#include "emulators/claims/sent_receipts.h"
#include "emulators/claims/shown_field.h"

namespace kazasu::claims {

namespace {

constexpr auto kColumns = std::to_array<std::string_view>({"種別", "件数", "実日数", "金額", "一部負担金"});

struct Row {
  std::uint64_t receipts = 0;
  std::uint64_t days = 0;
  std::uint64_t yen = 0;
  std::uint64_t copayment = 0;

  void add(ShownTotals const& totals) {
    auto const value = [](std::string_view digits) {
      return static_cast<std::uint64_t>(number_in(digits).value_or(0));
    };
    ++receipts;
    days += value(totals.days);
    yen += value(totals.yen);
    copayment += value(totals.copayment);
  }
};

// By the first two digits of レセプト種別, and whether a public payer shares.
constexpr auto kKinds = std::to_array<std::string_view>(
    {"医保・国保単独", "医保・国保と公費", "公費", "後期高齢者単独", "後期高齢者と公費"});

std::size_t kind_of(ReceiptView const& receipt) {
  auto const kind = shown_field(&receipt.records.front(), 2);
  auto const shared = receipt.count(RecordType::kPublicExpense) > 0;
  if (kind.starts_with("62")) return 2;
  if (kind.starts_with("63")) return shared ? 4 : 3;
  return shared ? 1 : 0;
}

void add_row(ListPage& page, std::string_view name, Row const& row) {
  page.text(name).number(row.receipts).number(row.days).number(row.yen).number(row.copayment).end_row();
}

}  // namespace

ListAnswer claim_receipt(ListSubject const& subject, TextEncoder const& encode) {
  auto const& station = subject.station;
  auto const automatic = subject.send.confirmation == Confirmation::kAutomatic;
  auto page = ListPage{encode};
  page.text(automatic ? "オンライン受領書（自動確定）" : "オンライン受領書").end_row();
  page.text(era_month(subject.key.month)).text(era_date(sim::date_jst(subject.send.confirmed)));
  page.text(payer_name(subject.key.payer)).text(prefecture_of(station)).text("訪問看護");
  page.text(code_of(station)).text(claimed_name(station)).empty().text(three_digits(subject.send.number));
  page.number(subject.confirmation).end_row();
  page.row_of(kColumns);
  auto kinds = std::array<Row, kKinds.size()>{};
  auto sum = Row{};
  auto refused = Row{};
  read_receipts(*subject.file.content, [&](SentReceipt const& receipt) {
    if (receipt.view.number > subject.send.receipts.size()) return;
    auto const& entry = subject.send.receipts[receipt.view.number - 1U];
    auto const totals = shown_totals(receipt.view);
    if (entry.checked == ReceiptClass::kUnacceptable) refused.add(totals);
    if (!subject.send.claims(entry)) return;
    kinds[kind_of(receipt.view)].add(totals);
    sum.add(totals);
  });
  for (std::size_t kind = 0; kind < kinds.size(); ++kind) {
    if (kinds[kind].receipts > 0) add_row(page, kKinds[kind], kinds[kind]);
  }
  add_row(page, "合計", sum);
  add_row(page, "受付不能", refused);
  return {.file_name = list_file_name("hjry", subject), .content = page.take()};
}

}  // namespace kazasu::claims
