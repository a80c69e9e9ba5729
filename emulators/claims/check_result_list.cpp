#include "emulators/claims/check_result_list.h"

#include <array>

#include "emulators/claims/era.h"
#include "emulators/claims/record_layout.h"
#include "emulators/claims/record_values.h"
#include "emulators/claims/registered_stations.h"
#include "emulators/claims/wide_text.h"

namespace kazasu::claims {

namespace {

constexpr auto kColumns = std::to_array<std::string_view>(
    {"項番",         "レセプト番号", "訪問看護記録番号等", "臓器１",       "臓器２",   "訪問看護年月",
     "入外",         "氏名",         "生年月日",           "エラーコード", "内容",     "箇所",
     "診療識別",     "事項名",       "金額（誤）",         "金額（正）",   "請求情報", "返戻再請求",
     "再審査再請求", "予備"});
static_assert(kColumns.size() == 20);

bool is_listed(ListSubject const& subject, Band band) {
  if (!subject.send.with_asp) return band <= Band::kReceipt;
  return band != Band::kComputed || subject.key.payer == Payer::kFund;
}

// Six digits of full width; of what the clerical check found, four more.
std::string receipt_number(std::uint32_t receipt, Band band) {
  auto const digits = std::to_string(receipt);
  auto text = std::string(digits.size() < 6 ? 6 - digits.size() : 0, '0').append(digits);
  if (band > Band::kReceipt) text.append("-0000");
  return wide(text);
}

// Record and field by their names.
std::string place_of(Finding const& finding) {
  auto const type = record_type_by_id({finding.id.data(), finding.id.size()});
  if (!type) return {};
  auto const& layout = layout_of(*type);
  auto place = std::string{layout.name};
  if (finding.field >= 1 && finding.field <= layout.fields.size()) {
    place.append("　").append(layout.fields[finding.field - 1U].name);
  }
  return place;
}

void add_line(ListPage& page, std::uint64_t number, ListLine const& line) {
  auto const& rule = rule_of(line.finding.check);
  auto const month = month_in(line.care_month);
  auto const birth = day_in(line.birth_date);
  page.number(number);
  page.text(line.finding.receipt == 0 ? "" : receipt_number(line.finding.receipt, rule.band));
  page.kept(line.record_number).empty(2).text(month ? era_month(*month) : "").empty().kept(line.name);
  page.text(birth ? era_date(*birth) : "").text(rule.code.substr(1)).text(rule.message);
  page.text(place_of(line.finding)).empty(2).kept(line.yen).empty(5);
  page.end_row();
}

void add_more(ListPage& page, std::uint64_t number) {
  page.number(number).empty(9).text("これ以降のエラーは記載していません").empty(9).end_row();
}

}  // namespace

ListAnswer check_result_list(ListSubject const& subject, TextEncoder const& encode) {
  auto const test = subject.send.kind == SendKind::kTest;
  auto page = ListPage{encode};
  auto title = std::string{subject.send.with_asp ? "受付・事務点検ＡＳＰ結果リスト" : "受付処理結果リスト"};
  if (test) title.append("（確認試験）");
  page.text(title).end_row();
  auto const code = code_of(subject.station);
  page.text(era_month(subject.key.month - std::chrono::months{1}));
  page.text(era_date(sim::date_jst(subject.send.received))).text(payer_name(subject.key.payer));
  page.text("訪問看護").text(code.substr(0, 2)).text(code).text(claimed_name(subject.station)).empty();
  page.text(three_digits(subject.send.number)).end_row();
  page.row_of(kColumns);
  auto number = std::uint64_t{0};
  for (auto const& line : subject.file.lines) {
    if (is_listed(subject, rule_of(line.finding.check).band)) add_line(page, ++number, line);
  }
  if (subject.file.more_lines) add_more(page, number + 1);
  auto const letters = test ? "kasp" : subject.send.with_asp ? "hasp" : "uasp";
  return {.file_name = list_file_name(letters, subject), .content = page.take()};
}

}  // namespace kazasu::claims
