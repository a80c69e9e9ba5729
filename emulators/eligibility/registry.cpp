#include "emulators/eligibility/registry.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "emulators/identity/insured_registry.h"

namespace kazasu::eligibility {

namespace {

using std::chrono::year_month_day;

constexpr auto kLatterStageElderly = std::string_view{"39"};

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

// Until 31 March after the sixth birthday.
bool is_preschool(year_month_day birth_date, year_month_day day) {
  using namespace std::chrono;
  auto const sixth = identity::birthday(birth_date, 6);
  auto const first_april = year_month_day{sixth.year(), April, std::chrono::day{1}};
  auto const school = sixth <= first_april ? first_april : first_april + years{1};
  return day < school;
}

// National health insurance and the latter-stage elderly renew their certificates every August.
std::optional<identity::CertificateDays> card_days(identity::InsurancePeriod const& period,
                                                   year_month_day day) {
  using namespace std::chrono;
  auto const yearly = period.insurer_number.starts_with(kLatterStageElderly) ||
                      period.insurer_number.starts_with(' ') || period.insurer_number.size() == 6;
  if (!yearly) return std::nullopt;
  auto const first = day.month() >= August ? day.year() : day.year() - years{1};
  auto days =
      identity::CertificateDays{.issued = {},
                                .from = year_month_day{first, August, std::chrono::day{1}},
                                .until = year_month_day{first + years{1}, July, std::chrono::day{31}}};
  days.from = std::max(days.from, period.qualified);
  days.issued = days.from;
  if (days.until < days.from) return std::nullopt;
  return days;
}

QualificationResult assistance_result(QualificationQuery const& query) {
  auto const& assistance = *query.history.assistance;
  return qualification_of(query, {.insurer_number = assistance.payer_number,
                                  .symbol = {},
                                  .number = assistance.recipient_number,
                                  .branch = {},
                                  .qualified = assistance.from});
}

// One ticket for the month of the day, for home-visit nursing by the station that asks.
MedicalTicket ticket_of(QualificationQuery const& query) {
  using namespace std::chrono;
  auto const month = query.day.year() / query.day.month();
  auto const date = sim::compact_date(query.day);
  auto const number = query.history.assistance->recipient_number;
  return {.type = "01",
          .valid_from = std::max(year_month_day{month / 1}, query.history.assistance->from),
          .valid_until = year_month_day{month / last},
          .issue_number = date.substr(2, 4).append(number),
          .month = date.substr(0, 6),
          .institution_code = query.station.institution_code,
          .institution_flag = "0",
          .institution_name = query.station.name,
          .treatment_type = "05",
          .self_pay = "0",
          .district_contact = "試験地区担当",
          .handling_contact = "試験福祉事務所",
          .single_or_combined = "01",
          .social_insurance = "02"};
}

QualificationAnswer answer_assistance(QualificationQuery const& query) {
  auto answer = QualificationAnswer{};
  answer.validity = query.history.assistance->tickets ? QualificationValidity::kValid
                                                      : QualificationValidity::kValidUnregistered;
  answer.results.push_back(assistance_result(query));
  if (query.history.assistance->tickets) answer.tickets.push_back(ticket_of(query));
  return answer;
}

bool has_assistance(QualificationQuery const& query) {
  return query.history.assistance && query.history.assistance->from <= query.day;
}

}  // namespace

QualificationResult qualification_of(QualificationQuery const& query,
                                     identity::InsurancePeriod const& period) {
  auto const& person = query.person;
  auto result = QualificationResult{};
  result.insured_card_classification = card_classification(period.insurer_number);
  result.insurer_number = period.insurer_number;
  result.insured_symbol = period.symbol;
  result.insured_number = period.number;
  result.insured_branch = period.branch;
  auto const is_family = identity::is_family_branch(period.branch);
  result.personal_family_classification = std::string(1, is_family ? '2' : '1');
  if (is_family) result.insured_name = query.history.householder;
  result.name = person.name;
  result.name_kana = person.name_kana;
  result.sex = person.sex;
  result.birth_date = person.birth_date;
  result.address = person.address;
  result.post_number = person.post_number;
  result.qualification_date = period.qualified;
  // A loss that lies ahead is not known yet.
  if (period.lost && *period.lost <= query.day) {
    result.disqualification_date = period.lost;
    result.loss_reason = period.reason;
  } else {
    result.card_days = card_days(period, query.day);
  }
  if (period.insurer_number.starts_with(kLatterStageElderly)) {
    result.contribution_ratio = query.history.contribution_ratio;
  }
  result.preschool = is_preschool(person.birth_date, query.day);
  result.insurer_name = insurer_name(period.insurer_number);
  auto const& recipient = query.history.elderly_recipient;
  if (recipient && recipient->days.holds_on(query.day)) result.elderly_recipient = recipient;
  return result;
}

QualificationAnswer answer_by_card(QualificationQuery const& query) {
  auto answer = QualificationAnswer{};
  auto const& periods = query.history.periods;
  for (auto const& period : periods) {
    if (period.holds_on(query.day)) answer.results.push_back(qualification_of(query, period));
  }
  if (!answer.results.empty()) {
    answer.validity =
        answer.results.size() == 1 ? QualificationValidity::kValid : QualificationValidity::kSeveral;
    return answer;
  }
  if (has_assistance(query)) return answer_assistance(query);
  auto const lost = std::find_if(periods.rbegin(), periods.rend(), [&](auto const& period) {
    return period.lost && *period.lost <= query.day;
  });
  if (lost == periods.rend()) return answer;
  answer.validity = QualificationValidity::kInvalid;
  answer.results.push_back(qualification_of(query, *lost));
  return answer;
}

QualificationAnswer answer_by_items(QualificationQuery const& query, identity::InsuredIdentity const& items) {
  if (has_assistance(query) && fits(*query.history.assistance, items)) return answer_assistance(query);
  auto const& periods = query.history.periods;
  auto const named = std::ranges::find_if(periods, [&](auto const& period) { return fits(period, items); });
  // A qualification that lies ahead is not known yet.
  if (named == periods.end() || named->qualified > query.day) return {};
  if (named->holds_on(query.day)) return answer_by_card(query);
  auto answer = QualificationAnswer{};
  answer.results.push_back(qualification_of(query, *named));
  auto const replaced =
      std::ranges::any_of(periods, [&](auto const& period) { return period.holds_on(query.day); });
  answer.validity =
      replaced ? QualificationValidity::kInvalidNewQualification : QualificationValidity::kInvalid;
  return answer;
}

void show_consents(QualificationResult& result, Consent const& consent, QualificationQuery const& query) {
  auto const given = std::chrono::floor<std::chrono::seconds>(consent.given);  // the messages carry seconds
  auto const until = consent.until;
  auto const show = [&](ConsentItem item, ConsentBlock& block, sim::Instant available_until) {
    if (consent.items.has(item)) block = {.given = true, .time = given, .available_until = available_until};
  };
  show(ConsentItem::kLimitAmount, result.limit_amount, {});
  show(ConsentItem::kSpecificDisease, result.specific_disease, {});
  show(ConsentItem::kHealthCheckup, result.health_checkup, until);
  show(ConsentItem::kDiagnosisAndMedication, result.medication, until);
  show(ConsentItem::kDiagnosisAndMedication, result.diagnosis, until);
  show(ConsentItem::kOperations, result.operations, until);
  auto const& limit = query.history.limit;
  if (result.limit_amount.given && limit && limit->days.holds_on(query.day)) result.limit = limit;
  if (!result.specific_disease.given) return;
  for (auto const& disease : query.history.diseases) {
    if (disease.days.holds_on(query.day)) result.diseases.push_back(disease);
  }
}

}  // namespace kazasu::eligibility
