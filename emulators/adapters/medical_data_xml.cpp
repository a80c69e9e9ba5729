#include "emulators/adapters/medical_data_xml.h"

#include <string>

#include "emulators/adapters/qualification_xml.h"

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

void write_drug(XmlElement info, DrugLine const& drug) {
  info.add("DrugC", drug.code);
  info.add("DrugN", drug.name);
  info.add("IngreN", drug.ingredient);
  info.add("Qua1", drug.quantity);
  info.add("Unit", drug.unit);
  info.add("Times", drug.times);
  info.add("UsageN", drug.usage);
  info.add_unless_empty("SpInst", drug.instruction);
  info.add("MeTrIdCl", drug.category);
}

DrugLine read_drug(XmlReader const& info) {
  return {.code = info.text("DrugC"),
          .name = info.text("DrugN"),
          .ingredient = info.optional_text("IngreN"),
          .quantity = info.text("Qua1"),
          .unit = info.text("Unit"),
          .times = info.text("Times"),
          .usage = info.optional_text("UsageN"),
          .instruction = info.optional_text("SpInst"),
          .category = info.text("MeTrIdCl")};
}

void write_treatment(XmlElement info, TreatmentLine const& treatment) {
  info.add("SinInfN", treatment.name);
  info.add("SinInfCd", treatment.code);
  info.add("MeTrIdCl", treatment.category);
  info.add("Qua1", treatment.quantity);
  info.add("Times", treatment.times);
  info.add("Unit", treatment.unit);
}

TreatmentLine read_treatment(XmlReader const& info) {
  return {.name = info.text("SinInfN"),
          .code = info.text("SinInfCd"),
          .category = info.text("MeTrIdCl"),
          .quantity = info.text("Qua1"),
          .times = info.text("Times"),
          .unit = info.text("Unit")};
}

void write_day(XmlElement info, CareDay const& day) {
  info.add_date("DiDate", day.dispensed);
  info.add_date("PrDate", day.prescribed);
  if (!day.drugs.empty()) {
    auto const list = info.child("DrugInfs");
    for (auto const& drug : day.drugs) write_drug(list.child("DrugInf"), drug);
  }
  if (day.treatments.empty()) return;
  auto const list = info.child("MeTrInfs");
  for (auto const& treatment : day.treatments) write_treatment(list.child("MeTrInf"), treatment);
}

CareDay read_day(XmlReader const& info) {
  auto day = CareDay{};
  day.dispensed = info.date("DiDate");
  day.prescribed = info.date("PrDate");
  if (info.has("DrugInfs")) {
    info.child("DrugInfs").for_each("DrugInf", [&](auto const& drug) {
      day.drugs.push_back(read_drug(drug));
    });
  }
  if (info.has("MeTrInfs")) {
    info.child("MeTrInfs").for_each("MeTrInf", [&](auto const& treatment) {
      day.treatments.push_back(read_treatment(treatment));
    });
  }
  return day;
}

void write_claim(XmlElement info, ClaimMonth const& claim) {
  info.add("MeTrDiHCd", claim.institution_code);
  info.add("MeTrDiHNm", claim.institution_name);
  info.add("MeTrMonth", month_text(claim.month));
  info.add("InOut", claim.in_or_out);
  auto const list = info.child("DiDateInfs");
  for (auto const& day : claim.days) write_day(list.child("DiDateInf"), day);
}

ClaimMonth read_claim(XmlReader const& info) {
  auto claim = ClaimMonth{};
  claim.institution_code = info.digits("MeTrDiHCd", 10);
  claim.institution_name = info.text("MeTrDiHNm");
  claim.month = info.month("MeTrMonth");
  claim.in_or_out = info.text("InOut");
  info.child("DiDateInfs").for_each("DiDateInf", [&](auto const& day) {
    claim.days.push_back(read_day(day));
  });
  return claim;
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
  for (auto const& claim : answer.claims) write_claim(message.body().child("MeTrMonthInf"), claim);
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
    auto const accepted = header.text("ResultCode") == "1";
    answer.outcome = accepted ? Outcome::kAccepted : read_refusal(header, "ErrorCode");
    if (!accepted) return;
    auto const& tags = holder_tags(kind);
    auto const holder = header.child(tags.parent);
    answer.name = holder.text(tags.name);
    answer.name_kana = holder.text(tags.kana);
    answer.birth_date = holder.date(tags.birth_date);
    answer.sex = static_cast<identity::Sex>(holder.code(tags.sex, '3'));
    body.for_each("MeTrMonthInf", [&](auto const& claim) { answer.claims.push_back(read_claim(claim)); });
    body.for_each("SpecificHealthCheckupInfo",
                  [&](auto const& checkup) { answer.checkups.push_back(read_checkup(checkup)); });
    for (auto const& claim : answer.claims) {
      for (auto const& day : claim.days) answer.with_treatments |= !day.treatments.empty();
    }
  };
  return decode_message<MedicalDataAnswer>(xml, kLongestMedicalData, read);
}

}  // namespace kazasu::adapters
