#include "emulators/adapters/medical_pdf/medical_sheets.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>

#include "emulators/adapters/medical_pdf/pdf_table.h"
#include "emulators/identity/insurance_history.h"

namespace kazasu::adapters {

namespace {

using namespace eligibility;

constexpr auto kWidth = kPageWidth - 2 * kPageMargin;

std::string two_digits(unsigned number) {
  auto digits = std::to_string(number);
  if (digits.size() < 2) digits.insert(digits.begin(), '0');
  return digits;
}

std::string_view sex_text(identity::Sex sex) {
  switch (sex) {
    case identity::Sex::kMale:
      return "男";
    case identity::Sex::kFemale:
      return "女";
    case identity::Sex::kUnset:
      break;
  }
  return "未設定";
}

// 診療識別 as it stands in claims.
std::string category_text(std::string const& code) {
  static constexpr auto kNames = std::array<std::pair<std::string_view, std::string_view>, 4>{
      {{"14", "在宅"}, {"21", "内服"}, {"40", "処置"}, {"60", "検査"}}};
  auto const* const found =
      std::ranges::find(kNames, code, &std::pair<std::string_view, std::string_view>::first);
  return found == kNames.end() ? code : code + " " + std::string{found->second};
}

std::string dispensed_by_text(std::string const& code) {
  return code == "1" ? "1 院内" : code == "2" ? "2 院外" : code;
}
std::string prescribed_by_text(std::string const& code) {
  return code == "1" ? "1 医科" : code == "3" ? "3 歯科" : code;
}

// What every row of a month says in its first columns.
std::vector<PdfCell> month_cells(ClaimMonth const& claim, CareDay const& day) {
  auto institution = PdfCell{claim.institution_name, claim.institution_code};
  auto prescriber = PdfCell{};
  if (!claim.prescriber_code.empty()) prescriber = {claim.prescriber_name, claim.prescriber_code};
  return {{slashed(claim.month)},
          {slashed(day.dispensed), slashed(day.prescribed)},
          std::move(institution),
          std::move(prescriber),
          {dispensed_by_text(claim.dispensed_by), prescribed_by_text(claim.prescribed_by)},
          {claim.in_or_out}};
}

std::vector<PdfColumn> care_columns() {
  constexpr auto kBeforeUsage = 678.0;  // the sum of the other widths
  return {{"診療年月", 40},
          {"実施日／処方日", 60},
          {"医療機関等", 92},
          {"処方箋発行元", 92},
          {"調剤／処方", 44},
          {"入外等区分", 48},
          {"診療識別", 46},
          {"品目・診療行為", 122},
          {"成分名", 72},
          {"数量×回数", 62, true},
          {"用法・指示", kWidth - kBeforeUsage}};
}

void add(std::vector<PdfCell>& cells, std::vector<PdfCell> more) {
  std::ranges::move(more, std::back_inserter(cells));
}

void write_day(PdfTable& table, ClaimMonth const& claim, CareDay const& day) {
  for (auto const& drug : day.drugs) {
    auto cells = month_cells(claim, day);
    add(cells, {{category_text(drug.category)},
                {drug.name, drug.code},
                {drug.ingredient},
                {drug.quantity + drug.unit + "×" + drug.times},
                drug.instruction.empty() ? PdfCell{drug.usage} : PdfCell{drug.usage, drug.instruction}});
    table.row(cells);
  }
  for (auto const& treatment : day.treatments) {
    auto cells = month_cells(claim, day);
    add(cells, {{category_text(treatment.category)},
                {treatment.name, treatment.code},
                {},
                {treatment.quantity + treatment.unit + "×" + treatment.times},
                {}});
    table.row(cells);
  }
}

// "7日、24日", each once.
std::string days_of(ClaimMonth const& claim) {
  auto text = std::string{};
  auto last = std::chrono::year_month_day{};
  for (auto const& day : claim.days) {
    if (day.dispensed == last) continue;
    last = day.dispensed;
    if (!text.empty()) text += "、";
    text += std::to_string(static_cast<unsigned>(last.day())) + "日";
  }
  return text;
}

PdfCell checkup_cell(CheckupItem const& item) {
  if (!item.value_name.empty()) return {item.value_name, item.value};
  return {item.unit.empty() ? item.value : item.value + " " + item.unit};
}

// The rows of a check-up table, in the order in which items first appear.
std::vector<CheckupItem> items_of(std::vector<Checkup> const& checkups) {
  auto items = std::vector<CheckupItem>{};
  for (auto const& checkup : checkups) {
    for (auto const& item : checkup.items) {
      if (std::ranges::find(items, item.code, &CheckupItem::code) == items.end()) items.push_back(item);
    }
  }
  return items;
}

}  // namespace

std::string slashed(std::chrono::year_month month) {
  return std::to_string(static_cast<int>(month.year())) + "/" +
         two_digits(static_cast<unsigned>(month.month()));
}

std::string slashed(std::chrono::year_month_day date) {
  return slashed(date.year() / date.month()) + "/" + two_digits(static_cast<unsigned>(date.day()));
}

std::string title_of(MedicalDataAnswer const& answer) {
  if (answer.kind == MedicalDataKind::kCheckup) return "特定健診等情報（試験）";
  return answer.with_treatments ? "薬剤情報・診療情報（試験）" : "薬剤情報（試験）";
}

void write_head(PdfSheet& sheet, MedicalDataAnswer const& answer) {
  auto const today = sim::date_jst(answer.processed_at);
  sheet.text(title_of(answer), {.left = kPageMargin, .width = 300, .size = 13});
  sheet.text("作成日時 " + slashed(today) + " " + sim::iso_date_time(answer.processed_at).substr(11, 8) +
                 "　医療機関コード " + answer.institution_code,
             {.left = kPageMargin + 300, .width = kWidth - 300, .size = 8, .to_right = true});
  sheet.move_down(19);
  auto const column = kWidth / 4;
  auto const item = [&](std::string_view label, std::string_view value, int place) {
    auto const left = kPageMargin + column * place;
    sheet.text(label, {.left = left, .width = 62, .size = 8});
    sheet.text(value, {.left = left + 64, .width = column - 68, .size = 9});
  };
  item("カナ氏名", answer.name_kana, 0);
  item("氏名", answer.name, 1);
  item("生年月日", slashed(answer.birth_date), 2);
  item("性別・年齢",
       std::string{sex_text(answer.sex)} + "　" + std::to_string(identity::age_on(answer.birth_date, today)) +
           "歳",
       3);
  sheet.move_down(13);
  item("保険者番号", answer.insurer_number, 0);
  item("記号", answer.symbol, 1);
  item("番号", answer.number, 2);
  item("枝番", answer.branch, 3);
  sheet.move_down(14);
  sheet.rule(kPageMargin, kPageMargin + kWidth);
  sheet.move_down(3);
}

void write_history(PdfSheet& sheet, MedicalDataAnswer const& answer) {
  auto table = PdfTable{
      sheet, "受診歴", {{"診療年月", 60}, {"医療機関等", 220}, {"入外等区分", 80}, {"実施日", kWidth - 360}}};
  for (auto const& claim : answer.claims) {
    table.row({{slashed(claim.month)},
               {claim.institution_name + "　" + claim.institution_code},
               {claim.in_or_out},
               {days_of(claim)}});
  }
  if (answer.claims.empty()) table.row({{}, {"該当する情報はありません"}, {}, {}});
  table.end();
}

void write_months(PdfSheet& sheet, std::string_view title, std::vector<ClaimMonth> const& months) {
  if (months.empty()) return;
  auto table = PdfTable{sheet, std::string{title}, care_columns()};
  for (auto const& claim : months) {
    for (auto const& day : claim.days) write_day(table, claim, day);
  }
  table.end();
}

void write_checkups(PdfSheet& sheet, std::vector<Checkup> const& checkups) {
  constexpr auto kItem = 200.0;
  constexpr auto kDays = std::size_t{5};
  auto const column = (kWidth - kItem) / static_cast<double>(kDays);
  auto columns = std::vector<PdfColumn>{{"検査項目", kItem}};
  for (auto const& checkup : checkups) columns.push_back({slashed(checkup.day), column, true});
  auto table = PdfTable{sheet, "特定健診結果", std::move(columns)};
  for (auto const& item : items_of(checkups)) {
    auto const about = item.code + "　" + item.data_type + (item.oid.empty() ? "" : "　" + item.oid);
    auto cells = std::vector<PdfCell>{{item.name, about}};
    for (auto const& checkup : checkups) {
      auto const found = std::ranges::find(checkup.items, item.code, &CheckupItem::code);
      cells.push_back(found == checkup.items.end() ? PdfCell{} : checkup_cell(*found));
    }
    table.row(cells);
  }
  if (checkups.empty()) table.row({{"該当する情報はありません"}});
  table.end();
}

}  // namespace kazasu::adapters
