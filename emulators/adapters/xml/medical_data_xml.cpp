#include "emulators/adapters/xml/medical_data_xml.h"

#include <array>
#include <string>
#include <string_view>

#include "emulators/adapters/xml/qualification_xml.h"

namespace kazasu::adapters {

namespace {

using namespace eligibility;

std::string month_text(std::chrono::year_month month) {
  return sim::compact_date(month / std::chrono::day{1}).substr(0, 6);
}

// FileCategory: 1 PDF and 2 XML, of 薬剤 also 3 and 4 with 診療.
std::string category_of(MedicalDataRequest const& request) {
  return std::to_string((request.with_treatments ? 3 : 1) + (request.as_pdf ? 0 : 1));
}

// Names of tags: those of claims, with "Sh" before them for electronic prescriptions and "Cz" for dispensing.
class Tags {
 public:
  explicit Tags(std::string_view mark) : mark_(mark) {}
  std::string operator[](char const* tag) const { return std::string{mark_} + tag; }

 private:
  std::string_view mark_;
};

// A tag and the text that goes there.
template <class Line>
struct Field {
  char const* tag;
  std::string Line::*text;
  bool required = true;
};
constexpr auto kDrugFields = std::array<Field<DrugLine>, 9>{{{"DrugC", &DrugLine::code},
                                                             {"DrugN", &DrugLine::name},
                                                             {"IngreN", &DrugLine::ingredient, false},
                                                             {"Qua1", &DrugLine::quantity},
                                                             {"Unit", &DrugLine::unit},
                                                             {"Times", &DrugLine::times},
                                                             {"UsageN", &DrugLine::usage, false},
                                                             {"SpInst", &DrugLine::instruction, false},
                                                             {"MeTrIdCl", &DrugLine::category}}};
constexpr auto kTreatmentFields = std::array<Field<TreatmentLine>, 6>{{{"SinInfN", &TreatmentLine::name},
                                                                       {"SinInfCd", &TreatmentLine::code},
                                                                       {"MeTrIdCl", &TreatmentLine::category},
                                                                       {"Qua1", &TreatmentLine::quantity},
                                                                       {"Times", &TreatmentLine::times},
                                                                       {"Unit", &TreatmentLine::unit}}};
constexpr auto kClaimFields =
    std::array<Field<ClaimMonth>, 7>{{{"DiOrg", &ClaimMonth::dispensed_by, false},
                                      {"MeTrDiHCd", &ClaimMonth::institution_code},
                                      {"MeTrDiHNm", &ClaimMonth::institution_name},
                                      {"PrlsHCd", &ClaimMonth::prescriber_code, false},
                                      {"PrlsHNm", &ClaimMonth::prescriber_name, false},
                                      {"PrIsOrg", &ClaimMonth::prescribed_by, false},
                                      {"InOut", &ClaimMonth::in_or_out}}};

template <class Line, std::size_t Size>
void write_fields(XmlElement info, Tags const& tags, std::array<Field<Line>, Size> const& fields,
                  Line const& line) {
  for (auto const& field : fields) info.add_unless_empty(tags[field.tag].c_str(), line.*field.text);
}

template <class Line, std::size_t Size>
Line read_fields(XmlReader const& info, Tags const& tags, std::array<Field<Line>, Size> const& fields) {
  auto line = Line{};
  for (auto const& field : fields) {
    auto const tag = tags[field.tag];
    line.*field.text = field.required ? info.text(tag.c_str()) : info.optional_text(tag.c_str());
  }
  return line;
}

void write_day(XmlElement info, Tags const& tags, CareDay const& day) {
  info.add_date(tags["DiDate"].c_str(), day.dispensed);
  info.add_date(tags["PrDate"].c_str(), day.prescribed);
  if (!day.drugs.empty()) {
    auto const list = info.child(tags["DrugInfs"].c_str());
    for (auto const& drug : day.drugs) {
      write_fields(list.child(tags["DrugInf"].c_str()), tags, kDrugFields, drug);
    }
  }
  if (day.treatments.empty()) return;
  auto const list = info.child(tags["MeTrInfs"].c_str());
  for (auto const& treatment : day.treatments) {
    write_fields(list.child(tags["MeTrInf"].c_str()), tags, kTreatmentFields, treatment);
  }
}

CareDay read_day(XmlReader const& info, Tags const& tags) {
  auto day = CareDay{};
  day.dispensed = info.date(tags["DiDate"].c_str());
  day.prescribed = info.date(tags["PrDate"].c_str());
  if (info.has(tags["DrugInfs"].c_str())) {
    info.child(tags["DrugInfs"].c_str()).for_each(tags["DrugInf"].c_str(), [&](auto const& drug) {
      day.drugs.push_back(read_fields(drug, tags, kDrugFields));
    });
  }
  if (info.has(tags["MeTrInfs"].c_str())) {
    info.child(tags["MeTrInfs"].c_str()).for_each(tags["MeTrInf"].c_str(), [&](auto const& treatment) {
      day.treatments.push_back(read_fields(treatment, tags, kTreatmentFields));
    });
  }
  return day;
}

void write_claim(XmlElement info, Tags const& tags, ClaimMonth const& claim) {
  write_fields(info, tags, kClaimFields, claim);
  info.add(tags["MeTrMonth"].c_str(), month_text(claim.month));
  auto const list = info.child(tags["DiDateInfs"].c_str());
  for (auto const& day : claim.days) write_day(list.child(tags["DiDateInf"].c_str()), tags, day);
}

ClaimMonth read_claim(XmlReader const& info, Tags const& tags) {
  auto claim = read_fields(info, tags, kClaimFields);
  claim.month = info.month(tags["MeTrMonth"].c_str());
  info.child(tags["DiDateInfs"].c_str()).for_each(tags["DiDateInf"].c_str(), [&](auto const& day) {
    claim.days.push_back(read_day(day, tags));
  });
  return claim;
}

// Where the months of each of the three sources stand.
struct Source {
  char const* parent;  // null: the body itself
  char const* month;
  std::string_view mark;
};
constexpr auto kClaims = Source{nullptr, "MeTrMonthInf", ""};
constexpr auto kPrescribed = Source{"ShPrInf", "ShPrMonthInf", "Sh"};
constexpr auto kDispensed = Source{"CzDiInf", "CzDiMonthInf", "Cz"};

void write_months(XmlElement body, Source const& source, std::vector<ClaimMonth> const& months) {
  if (months.empty()) return;
  auto const parent = source.parent == nullptr ? body : body.child(source.parent);
  for (auto const& month : months) write_claim(parent.child(source.month), Tags{source.mark}, month);
}

std::vector<ClaimMonth> read_months(XmlReader const& body, Source const& source) {
  auto months = std::vector<ClaimMonth>{};
  if (source.parent != nullptr && !body.has(source.parent)) return months;
  auto const parent = source.parent == nullptr ? body : body.child(source.parent);
  parent.for_each(source.month,
                  [&](auto const& month) { months.push_back(read_claim(month, Tags{source.mark})); });
  return months;
}

void write_checkup(XmlElement info, Checkup const& checkup) {
  info.add_date("EffectiveTime", checkup.day);
  auto const list = info.child("HealthCheckupResultAndQuestionInfos");
  for (auto const& item : checkup.items) {
    auto const to = list.child("HealthCheckupResultAndQuestionInfo");
    to.add("ItemCode", item.code);
    to.add("ItemName", item.name);
    to.add("DataType", item.data_type);
    to.add("DataValue", item.value);
    to.add_unless_empty("DataValueName", item.value_name);
    to.add_unless_empty("Unit", item.unit);
    to.add_unless_empty("Oid", item.oid);
  }
}

Checkup read_checkup(XmlReader const& info) {
  auto checkup = Checkup{.day = info.date("EffectiveTime"), .items = {}};
  auto const list = info.child("HealthCheckupResultAndQuestionInfos");
  list.for_each("HealthCheckupResultAndQuestionInfo", [&](auto const& item) {
    checkup.items.push_back({.code = item.text("ItemCode"),
                             .name = item.text("ItemName"),
                             .data_type = item.text("DataType"),
                             .value = item.text("DataValue"),
                             .value_name = item.optional_text("DataValueName"),
                             .unit = item.optional_text("Unit"),
                             .oid = item.optional_text("Oid")});
  });
  return checkup;
}

// The two results name the same items differently.
struct HolderTags {
  char const* parent;
  char const* name;
  char const* kana;
  char const* birth_date;
  char const* sex;
};
constexpr auto kMedicationHolder = HolderTags{"QuaInf", "Name", "KanaName", "Birth", "AdmGendCode"};
constexpr auto kCheckupHolder =
    HolderTags{"QualificationsInfo", "Name", "KanasName", "Birthday", "AdministrativeGenderCode"};
HolderTags const& holder_tags(MedicalDataKind kind) {
  return kind == MedicalDataKind::kCheckup ? kCheckupHolder : kMedicationHolder;
}

}  // namespace

std::string encode(MedicalDataRequest const& request) {
  auto const message = XmlBuilder{};
  auto const header = message.header();
  header.add("MedicalInstitutionCode", request.institution_code);
  header.add("InsurerNumber", request.insurer_number);
  header.add_unless_empty("InsuranceCardSymbol", request.symbol);
  header.add("InsuredPersonIdentificationNumber", request.number);
  header.add_unless_empty("BranchNumber", request.branch);
  header.add_unless_empty("ArbitraryFileIdentifier", request.file_identifier);
  auto const body = message.body();
  if (request.kind == MedicalDataKind::kMedication) {
    if (request.first) body.add("StartDate", month_text(*request.first));
    if (request.last) body.add("EndDate", month_text(*request.last));
  }
  body.add("FileCategory", category_of(request));
  if (request.kind == MedicalDataKind::kMedication) body.add("PrDiInfClassification", "1");
  body.add("MedicalTreatmentFlag", std::to_string(treatment_flag(request.care)));
  return message.text();
}

Decoded<MedicalDataRequest> decode_medical_data_request(std::string_view xml, MedicalDataKind kind) {
  auto const read = [kind](XmlReader const& header, XmlReader const& body, MedicalDataRequest& request) {
    request.institution_code = header.digits("MedicalInstitutionCode", 10);
    request.insurer_number = header.text("InsurerNumber");
    request.symbol = header.optional_text("InsuranceCardSymbol");
    request.number = header.text("InsuredPersonIdentificationNumber");
    request.branch = header.optional_text("BranchNumber");
    request.file_identifier = header.optional_text("ArbitraryFileIdentifier");
    request.kind = kind;
    auto const medication = kind == MedicalDataKind::kMedication;
    auto const category = body.code("FileCategory", medication ? '4' : '2');
    request.with_treatments = category > 2;
    request.as_pdf = category % 2 == 1;
    // 1, 外来, is no business of home-visit nursing.
    request.care = body.code("MedicalTreatmentFlag", '3', '2') == 3 ? Care::kOnline : Care::kContinuing;
    if (!medication) return;
    if (body.has("StartDate")) request.first = body.month("StartDate");
    if (body.has("EndDate")) request.last = body.month("EndDate");
  };
  return decode_message<MedicalDataRequest>(xml, kLongestMedicalRequest, read);
}

std::string encode(MedicalDataAnswer const& answer) {
  auto const message = XmlBuilder{};
  auto const header = message.header();
  auto const accepted = answer.outcome == Outcome::kAccepted;
  header.add_date_time("ProcessExecutionTime", answer.processed_at);
  header.add("MedicalInstitutionCode", answer.institution_code);
  header.add_unless_empty("ArbitraryFileIdentifier", answer.file_identifier);
  header.add_unless_empty("InsurerNumber", answer.insurer_number);
  header.add_unless_empty("InsuranceCardSymbol", answer.symbol);
  header.add_unless_empty("InsuredPersonIdentificationNumber", answer.number);
  header.add_unless_empty("BranchNumber", answer.branch);
  header.add("ResultCode", accepted ? "1" : "9");
  if (!accepted) {
    header.add("ErrorCode", std::string{name_of(answer.outcome)});
    header.add("MessageContents", std::string{message_of(answer.outcome)});
    return message.text();
  }
  auto const& tags = holder_tags(answer.kind);
  auto const holder = header.child(tags.parent);
  holder.add(tags.name, answer.name);
  holder.add(tags.kana, answer.name_kana);
  holder.add_date(tags.birth_date, answer.birth_date);
  holder.add(tags.sex, std::to_string(static_cast<int>(answer.sex)));
  write_months(message.body(), kClaims, answer.claims);
  write_months(message.body(), kPrescribed, answer.electronic.prescribed);
  write_months(message.body(), kDispensed, answer.electronic.dispensed);
  for (auto const& checkup : answer.checkups) {
    write_checkup(message.body().child("SpecificHealthCheckupInfo"), checkup);
  }
  return message.text();
}

Decoded<MedicalDataAnswer> decode_medical_data_answer(std::string_view xml, MedicalDataKind kind) {
  auto const read = [kind](XmlReader const& header, XmlReader const& body, MedicalDataAnswer& answer) {
    answer.processed_at = header.date_time("ProcessExecutionTime");
    answer.institution_code = header.text("MedicalInstitutionCode");
    answer.file_identifier = header.optional_text("ArbitraryFileIdentifier");
    answer.kind = kind;
    answer.insurer_number = header.optional_text("InsurerNumber");
    answer.symbol = header.optional_text("InsuranceCardSymbol");
    answer.number = header.optional_text("InsuredPersonIdentificationNumber");
    answer.branch = header.optional_text("BranchNumber");
    auto const accepted = header.text("ResultCode") == "1";
    answer.outcome = accepted ? Outcome::kAccepted : read_refusal(header, "ErrorCode");
    if (!accepted) return;
    auto const& tags = holder_tags(kind);
    auto const holder = header.child(tags.parent);
    answer.name = holder.text(tags.name);
    answer.name_kana = holder.text(tags.kana);
    answer.birth_date = holder.date(tags.birth_date);
    answer.sex = static_cast<identity::Sex>(holder.code(tags.sex, '3'));
    answer.claims = read_months(body, kClaims);
    answer.electronic = {read_months(body, kPrescribed), read_months(body, kDispensed)};
    body.for_each("SpecificHealthCheckupInfo",
                  [&](auto const& checkup) { answer.checkups.push_back(read_checkup(checkup)); });
    for (auto const& claim : answer.claims) {
      for (auto const& day : claim.days) answer.with_treatments |= !day.treatments.empty();
    }
  };
  return decode_message<MedicalDataAnswer>(xml, kLongestMedicalData, read);
}

}  // namespace kazasu::adapters
