#include "emulators/eligibility/registry.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace kazasu::eligibility {

namespace {

using std::chrono::year_month_day;

constexpr auto kLatterStageElderly = std::string_view{"39"};
constexpr auto kLatterStageAge = std::chrono::years{75};

// By the two digits of the law (法別番号); national health insurance has none and is padded with spaces. The
// names say 試験: no insurer of that name exists.
std::string insurer_name(std::string_view insurer_number) {
  using Entry = std::pair<std::string_view, std::string_view>;
  static constexpr auto kNames = std::array<Entry, 15>{{
      {"  ", "試験国民健康保険"},
      {"01", "試験全国健康保険協会"},
      {"02", "試験船員保険"},
      {"03", "試験日雇特例被保険者の保険"},
      {"04", "試験日雇特例被保険者の保険"},
      {"06", "試験健康保険組合"},
      {"07", "試験防衛省職員給与法による自衛官等の療養の給付"},
      {"31", "試験国家公務員共済組合"},
      {"32", "試験地方公務員等共済組合"},
      {"33", "試験警察共済組合"},
      {"34", "試験学校共済組合"},
      {"39", "試験後期高齢者医療広域連合"},
      {"63", "試験特定健康保険組合"},
      {"67", "試験国民健康保険（退職者医療）"},
      {"12", "試験福祉事務所"},
  }};
  auto const law = insurer_number.size() == 8 ? insurer_number.substr(0, 2) : std::string_view{"  "};
  auto const* const found =
      std::find_if(kNames.begin(), kNames.end(), [&](auto const& e) { return e.first == law; });
  return std::string{found != kNames.end() ? found->second : "試験保険者"};
}

std::string card_classification(std::string_view insurer_number) {
  if (insurer_number.starts_with("67")) return "02";
  if (insurer_number.starts_with("63")) return "06";
  if (insurer_number.starts_with("07")) return "07";
  if (insurer_number.starts_with("12")) return "A1";
  return "01";
}

// 1 the insured person, 2 a family member: the branch numbers 00 and 01 are the insured person's (ours).
std::string personal_family(std::string_view branch) {
  return branch.empty() || branch == "00" || branch == "01" ? "1" : "2";
}

// Ours: the 75th birthday for the latter-stage elderly, else 2020-04-01 or the birth when that is later.
year_month_day qualified_since(identity::Person const& person) {
  if (person.insurer_number.starts_with(kLatterStageElderly)) {
    auto const birthday = person.birth_date + kLatterStageAge;
    return birthday.ok() ? birthday : year_month_day{birthday.year() / birthday.month() / std::chrono::last};
  }
  return std::max(person.birth_date,
                  year_month_day{std::chrono::year{2020}, std::chrono::April, std::chrono::day{1}});
}

}  // namespace

QualificationResult qualification_of(identity::Person const& person) {
  auto result = QualificationResult{};
  result.insured_card_classification = card_classification(person.insurer_number);
  result.insurer_number = person.insurer_number;
  result.insured_symbol = person.insured_symbol;
  result.insured_number = person.insured_number;
  result.insured_branch = person.insured_branch;
  result.personal_family_classification = personal_family(person.insured_branch);
  result.name = person.name;
  result.name_kana = person.name_kana;
  result.sex = person.sex;
  result.birth_date = person.birth_date;
  result.address = person.address;
  result.post_number = person.post_number;
  result.qualification_date = qualified_since(person);
  result.insurer_name = insurer_name(person.insurer_number);
  return result;
}

void show_consents(QualificationResult& result, Consent const& consent) {
  auto const given = std::chrono::floor<std::chrono::seconds>(consent.given);  // the messages carry seconds
  auto const until = consent_valid_until(consent.given);
  auto const show = [&](ConsentItem item, ConsentBlock& block, sim::Instant available_until) {
    if (consent.items.has(item)) block = {.given = true, .time = given, .available_until = available_until};
  };
  show(ConsentItem::kLimitAmount, result.limit_amount, {});
  show(ConsentItem::kSpecificDisease, result.specific_disease, {});
  show(ConsentItem::kHealthCheckup, result.health_checkup, until);
  show(ConsentItem::kDiagnosisAndMedication, result.medication, until);
  show(ConsentItem::kDiagnosisAndMedication, result.diagnosis, until);
  show(ConsentItem::kOperations, result.operations, until);
}

int age_on(year_month_day birth_date, year_month_day day) {
  auto const years = static_cast<int>(day.year()) - static_cast<int>(birth_date.year());
  auto const birthday_passed =
      std::pair{day.month(), day.day()} >= std::pair{birth_date.month(), birth_date.day()};
  return birthday_passed ? years : years - 1;
}

}  // namespace kazasu::eligibility
