#include "emulators/claims/receipt_draft.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "emulators/claims/fee_draft.h"
#include "emulators/claims/record_layout.h"
#include "emulators/claims/registered_stations.h"
#include "emulators/claims/wide_text.h"
#include "emulators/identity/identifiers.h"
#include "emulators/identity/insurance_history.h"

namespace kazasu::claims {

namespace {

using std::chrono::year_month;
using std::chrono::year_month_day;
using enum RecordType;

constexpr auto kElderlyFrom = 70;
constexpr auto kAssistanceLaw = std::string_view{"12"};
constexpr auto kSpecialAreaPatient = "04";  // 別表21
constexpr auto kReservedClinic = 1900;      // serials with 90 in them are never issued

// A record with all its fields, which are then set by their number.
class Draft {
 public:
  explicit Draft(RecordType type) : layout_(layout_of(type)), fields_(layout_.field_count()) {
    fields_[0] = layout_.id;
  }
  Draft& set(std::size_t field, std::string value) {
    fields_[field] = std::move(value);
    return *this;
  }
  std::string text() const {
    auto text = std::string{};
    for (auto const& field : fields_) text.append(text.empty() ? "" : ",").append(field);
    return text;
  }

 private:
  RecordLayout const& layout_;
  std::vector<std::string> fields_;
};

std::string month_text(year_month month) {
  return sim::compact_date(month / 1).substr(0, 6);
}

// Law, prefecture part 98, one insurer, check digit.
std::string public_payer(std::string_view law) {
  auto body = std::string{law}.append(std::to_string(identity::kReservedInsurerPrefecture)).append("601");
  auto const check = static_cast<char>('0' + identity::check_digit(body));
  body.push_back(check);
  return body;
}

std::string recipient_number(identity::PersonIndex person) {
  auto body = std::to_string(person % 1'000'000);
  body.insert(0, 6 - body.size(), '0');
  return body + static_cast<char>('0' + identity::check_digit(body));
}

// In the order of their KO records.
std::vector<std::string_view> laws_of(PublicHelp help) {
  switch (help) {
    case PublicHelp::kMentalHealth:
      return {"21"};
    case PublicHelp::kIntractable:
      return {"54"};
    case PublicHelp::kPublicAssistance:
      return {kAssistanceLaw};
    case PublicHelp::kMentalHealthAndAssistance:
      return {"21", kAssistanceLaw};
    case PublicHelp::kMentalHealthAndIntractable:
      return {"21", "54"};
    case PublicHelp::kNone:
      break;
  }
  return {};
}
bool has_no_insurer(PublicHelp help) {
  return help == PublicHelp::kPublicAssistance || help == PublicHelp::kMentalHealthAndAssistance;
}

bool is_latter_stage(BilledInsurance const& insurance) {
  return insurance.insurer_number.starts_with("39");
}
bool is_national(BilledInsurance const& insurance) {
  return insurance.insurer_number.starts_with("  ");
}

// One receipt's payers and days.
std::vector<BilledPart> parts_of(ClaimPopulation const& population, SeenCare const& care, PublicHelp help) {
  if (population.insurance != nullptr && !has_no_insurer(help)) return population.insurance->parts(care);
  auto part = BilledPart{.insurance = billed(identity::own_period(care.person))};
  for (auto const& day : care.days) part.days.push_back(day.day);
  return {std::move(part)};
}

// The fees on a receipt's days.
std::vector<FeeDraft> fees_of(std::vector<FeeDraft> const& month, BilledPart const& part) {
  auto fees = std::vector<FeeDraft>{};
  for (auto const& fee : month) {
    if (std::ranges::binary_search(part.days, fee.day)) fees.push_back(fee);
  }
  return fees;
}

bool is_preschool(year_month_day born, year_month_day day) {
  using namespace std::chrono;
  auto const sixth = identity::birthday(born, 6);
  auto const first_april = year_month_day{sixth.year() / April / 1};
  return day < (sixth <= first_april ? first_april : first_april + years{1});
}

// One receipt under way.
class Receipt {
 public:
  Receipt(SeenCare const& seen, CareMonth const& care, BilledPart const& part, std::vector<FeeDraft> fees)
      : person_(seen.person),
        care_(care),
        month_(seen.month),
        part_(part),
        laws_(laws_of(care.help)),
        fees_(std::move(fees)) {
    if (part.insurance.assistance) laws_.push_back(kAssistanceLaw);
  }

  std::uint64_t yen() const {
    auto sum = std::uint64_t{0};
    for (auto const& fee : fees_) sum += fee.yen;
    return sum;
  }

  void write(std::uint32_t number, std::vector<std::string>& records) const {
    records.push_back(common(number));
    if (!alone()) records.push_back(insurer());
    for (auto const law : laws_) records.push_back(public_expense(law));
    write_days(records);
    records.push_back(Draft{kPhysician}
                          .set(1, "13")
                          .set(2, "1")
                          .set(3, clinic_code())
                          .set(4, "試験在宅クリニック")
                          .set(5, "試験　太郎")
                          .text());
    auto const period = instruction_period();
    records.push_back(Draft{kInstruction}
                          .set(1, care_.kind == CareKind::kPsychiatric ? "03" : "01")
                          .set(2, sim::compact_date(period.first))
                          .set(3, sim::compact_date(period.second))
                          .text());
    records.push_back(condition());
    records.push_back(Draft{kDisease}.set(1, "0000999").set(3, disease()).text());
    auto patient = Draft{kPatient};
    patient.set(1, sim::compact_date(care_.first_visit)).set(2, "01");
    if (care_.special_area) patient.set(18, kSpecialAreaPatient);
    records.push_back(patient.text());
    for (auto const& fee : fees_) records.push_back(fee_record(fee));
  }

 private:
  bool alone() const { return part_.insurance.assistance || has_no_insurer(care_.help); }

  std::string kind() const {
    auto const payers = static_cast<char>((alone() ? '0' : '1') + static_cast<int>(laws_.size()));
    if (alone()) return std::string{"62"} + payers + '2';
    auto const last = year_month_day{month_ / std::chrono::last};
    auto kind = std::string{is_latter_stage(part_.insurance) ? "63" : "61"} + payers;
    auto const age = identity::age_on(person_.birth_date, last);
    if (is_latter_stage(part_.insurance) || age >= kElderlyFrom)
      return kind + (person_.index % 12 == 0 ? '0' : '8');
    if (is_preschool(person_.birth_date, month_ / 1)) return kind + '4';
    auto const family = part_.insurance.branch > "00";
    return kind + (family || age < 15 ? '6' : '2');
  }

  std::string common(std::uint32_t number) const {
    auto record = Draft{kReceipt};
    record.set(1, std::to_string(number))
        .set(2, kind())
        .set(3, month_text(month_))
        .set(4, person_.name)
        .set(5, wide_kana(person_.name_kana))
        .set(6, person_.sex == identity::Sex::kFemale ? "2" : "1")
        .set(7, sim::compact_date(person_.birth_date));
    if (is_national(part_.insurance) && !alone()) record.set(10, "70");
    return record.text();
  }

  std::string insurer() const {
    auto const& billed = part_.insurance;
    auto const kanji = std::ranges::any_of(billed.symbol, [](char c) { return (c & 0x80) != 0; });
    return Draft{kInsurer}
        .set(1, billed.insurer_number)
        .set(2, kanji ? wide(billed.symbol) : billed.symbol)
        .set(3, kanji ? wide(billed.number) : billed.number)
        .set(4, std::to_string(part_.days.size()))
        .set(5, std::to_string(yen()))
        .text();
  }

  std::string public_expense(std::string_view law) const {
    return Draft{kPublicExpense}
        .set(1, public_payer(law))
        .set(2, recipient_number(person_.index))
        .set(4, std::to_string(part_.days.size()))
        .set(5, std::to_string(yen()))
        .text();
  }

  // SN of the insurer or of public assistance, then JD of every payer.
  void write_days(std::vector<std::string>& records) const {
    auto confirmed = Draft{kQualification};
    auto const last = 1 + laws_.size();  // public assistance pays last
    confirmed.set(1, alone() ? std::to_string(last) : "1").set(2, "01");
    if (!alone()) confirmed.set(6, part_.insurance.branch);
    if (part_.confirmed) records.push_back(confirmed.text());
    if (!part_.dated) return;
    for (auto payer = std::size_t{alone() ? 2U : 1U}; payer <= last; ++payer) {
      auto days = Draft{kVisitDays};
      days.set(1, std::to_string(payer));
      for (auto const day : part_.days) days.set(1 + static_cast<unsigned>(day), "1");
      records.push_back(days.text());
    }
    records.push_back(Draft{kCounterPayment}.set(1, "00").text());
  }

  std::string condition() const {
    auto record = Draft{kCondition};
    record.set(1, "試験用の記載：状態は安定している。").set(2, care_.listed_disease ? "01" : "03");
    if (care_.listed_disease) record.set(3, "001");
    return record.text();
  }
  std::string disease() const {
    if (care_.kind == CareKind::kPsychiatric) return "試験精神疾患";
    return care_.listed_disease ? "試験難病" : "試験疾患";
  }
  std::string clinic_code() const {
    return identity::compose_institution_code(
               {.prefecture = 13,
                .table = 1,
                .district = 99,
                .serial = kReservedClinic + static_cast<int>(person_.index % 90)})
        .substr(3);
  }
  // At most six months; from the month before the care or the first visit.
  std::pair<year_month_day, year_month_day> instruction_period() const {
    auto const from = year_month_day{(month_ - std::chrono::months{1}) / 1};
    return {std::max(from, care_.first_visit),
            year_month_day{(month_ + std::chrono::months{3}) / std::chrono::last}};
  }

  std::string fee_record(FeeDraft const& fee) const {
    // 別表22: all of the receipt's payers.
    constexpr auto kAlone = std::array{"5", "7", "R"};
    constexpr auto kWithInsurer = std::array{"1", "2", "4"};
    auto const* const covered = alone() ? kAlone[laws_.size() - 1] : kWithInsurer[laws_.size()];
    return Draft{kFee}
        .set(1, sim::compact_date(month_ / fee.day))
        .set(2, covered)
        .set(3, std::to_string(fee.code))
        .set(5, std::to_string(fee.yen))
        .set(6, fee.jobs)
        .set(7, fee.day_visits)
        .set(8, fee.instruction)
        .text();
  }

  identity::Person const& person_;
  CareMonth const& care_;
  year_month month_;
  BilledPart const& part_;
  std::vector<std::string_view> laws_;
  std::vector<FeeDraft> fees_;
};

std::string station_record(identity::Station const& station, Payer payer, year_month month) {
  auto const& code = station.institution_code;
  return Draft{kStation}
      .set(1, std::to_string(static_cast<int>(payer)))
      .set(2, code.substr(0, 2))
      .set(3, code.substr(2, 1))
      .set(4, code.substr(3))
      .set(5, claimed_name(station))
      .set(6, month_text(month))
      .text();
}

}  // namespace

Payer payer_of(BilledInsurance const& insurance, PublicHelp help) {
  if (insurance.assistance || has_no_insurer(help)) return Payer::kFund;
  return is_national(insurance) || is_latter_stage(insurance) ? Payer::kFederation : Payer::kFund;
}

Payer payer_of(identity::Person const& person, PublicHelp help) {
  return payer_of(billed(identity::own_period(person)), help);
}

std::vector<DraftFile> draft_files(ClaimPopulation const& population, identity::StationIndex index,
                                   year_month month, std::optional<Payer> only) {
  auto const station = population.stations.station(index);
  auto const care_month = month - std::chrono::months{1};
  auto files = std::vector<DraftFile>{};
  for (auto const payer : {Payer::kFund, Payer::kFederation}) {
    files.push_back({.payer = payer, .station_code = station.institution_code});
    files.back().records.push_back(station_record(station, payer, month));
  }
  auto const patients = population.care.patients(index);
  for (std::uint32_t ordinal = 0; ordinal < patients; ++ordinal) {
    auto const person = population.people.person(CarePlanner::patient(index, ordinal));
    auto const care = population.care.month(index, person.index, care_month);
    auto const fees = draft_fees(population.fees, care, care_month, person.birth_date);
    auto const seen = SeenCare{.station = index, .person = person, .month = care_month, .days = care.days};
    for (auto const& part : parts_of(population, seen, care.help)) {
      auto const payer = payer_of(part.insurance, care.help);
      if (only.value_or(payer) != payer) continue;
      auto& file = files[payer == Payer::kFund ? 0 : 1];
      auto const receipt = Receipt{seen, care, part, fees_of(fees, part)};
      receipt.write(++file.receipts, file.records);
      file.visit_days += static_cast<std::uint32_t>(part.days.size());
      file.yen += receipt.yen();
    }
  }
  std::erase_if(files, [](DraftFile const& file) { return file.receipts == 0; });
  for (auto& file : files) file.records.push_back("GO");
  return files;
}

std::string file_bytes(DraftFile const& draft, TextEncoder const& encode) {
  auto content = std::string{};
  for (auto const& record : draft.records) content.append(encode(record)).append("\r\n");
  content.push_back('\x1A');
  return content;
}

}  // namespace kazasu::claims
