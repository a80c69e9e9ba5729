#include <pugixml.hpp>
#include <string>
#include <utility>

#include "emulators/adapters/eligibility_xml.h"
#include "sim/calendar.h"

namespace kazasu::adapters {

namespace {

using namespace eligibility;

struct StringWriter final : pugi::xml_writer {
  void write(void const* data, std::size_t size) override {
    text.append(static_cast<char const*>(data), size);
  }
  std::string text;
};

void add(pugi::xml_node parent, char const* tag, std::string const& value) {
  parent.append_child(tag).text().set(value.c_str());
}

void add_unless_empty(pugi::xml_node parent, char const* tag, std::string const& value) {
  if (!value.empty()) add(parent, tag, value);
}

// XmlMsg with its header and body.
struct Envelope {
  Envelope() {
    auto declaration = document.append_child(pugi::node_declaration);
    declaration.append_attribute("version") = "1.0";
    declaration.append_attribute("encoding") = "UTF-8";
    declaration.append_attribute("standalone") = "no";
    auto root = document.append_child("XmlMsg");
    header = root.append_child("MessageHeader");
    body = root.append_child("MessageBody");
  }
  std::string text() const {
    auto writer = StringWriter{};
    writer.text.reserve(4096);
    document.save(writer, "", pugi::format_raw, pugi::encoding_utf8);
    return std::move(writer.text);
  }

  pugi::xml_document document;
  pugi::xml_node header;
  pugi::xml_node body;
};

// SegmentOfResult (OQSCD003) 1 or 9, the error, CharacterCodeIdentifier 0 = UTF-8. The codes and messages of
// errors are ours.
void add_result(pugi::xml_node header, Outcome outcome) {
  add(header, "SegmentOfResult", outcome == Outcome::kAccepted ? "1" : "9");
  if (outcome != Outcome::kAccepted) {
    add(header, "ErrorCode", std::string{name_of(outcome)});
    add(header, "ErrorMessage", std::string{refused_by(outcome)});
  }
  add(header, "CharacterCodeIdentifier", "0");
}

void add_consent(pugi::xml_node result, std::string const& prefix, ConsentBlock const& block) {
  if (!block.given) return;
  add(result, (prefix + "ConsFlg").c_str(), "1");
  add(result, (prefix + "ConsTime").c_str(), sim::compact_date_time(block.time));
}

void add_consent_info(pugi::xml_node result, char const* tag, ConsentBlock const& block) {
  if (!block.given) return;
  auto info = result.append_child(tag);
  add_consent(info, "", block);
  add(info, "AvailableTime", sim::compact_date_time(block.available_until));
}

// In the order of the published table.
void add_qualification(pugi::xml_node list, QualificationResult const& from) {
  auto result = list.append_child("ResultOfQualificationConfirmation");
  add_unless_empty(result, "InsuredCardClassification", from.insured_card_classification);
  add_unless_empty(result, "InsurerNumber", from.insurer_number);
  add_unless_empty(result, "InsuredCardSymbol", from.insured_symbol);
  add_unless_empty(result, "InsuredIdentificationNumber", from.insured_number);
  add_unless_empty(result, "InsuredBranchNumber", from.insured_branch);
  add_unless_empty(result, "PersonalFamilyClassification", from.personal_family_classification);
  add_unless_empty(result, "Name", from.name);
  add_unless_empty(result, "NameKana", from.name_kana);
  add(result, "Sex1", std::to_string(static_cast<int>(from.sex)));
  add(result, "Birthdate", sim::compact_date(from.birth_date));
  add_unless_empty(result, "Address", from.address);
  add_unless_empty(result, "PostNumber", from.post_number);
  add(result, "QualificationDate", sim::compact_date(from.qualification_date));
  add_unless_empty(result, "InsurerName", from.insurer_name);
  add_consent(result, "LimitApplicationCertificateRelated", from.limit_amount);
  add_consent(result, "SpecificDiseasesCertificateRelated", from.specific_disease);
  add_consent_info(result, "SpecificHealthCheckupsInfo", from.health_checkup);
  add_consent_info(result, "PharmacistsInfo", from.medication);
  add_consent_info(result, "DiagnosisInfo", from.diagnosis);
  add_consent_info(result, "OperationInfo", from.operations);
}

}  // namespace

std::string encode(NoticeRequest const& request) {
  auto envelope = Envelope{};
  add(envelope.header, "MedicalInstitutionCode", request.institution_code);
  auto search = envelope.body.append_child("NoticeSearchInfo");
  add(search, "AfterSequence", std::to_string(request.after));
  return envelope.text();
}

std::string encode(NoticeAnswer const& answer) {
  auto envelope = Envelope{};
  add_result(envelope.header, answer.outcome);
  if (answer.notices.empty()) return envelope.text();
  auto list = envelope.body.append_child("NoticeList");
  for (auto const& from : answer.notices) {
    auto notice = list.append_child("Notice");
    add(notice, "Sequence", std::to_string(from.sequence));
    add(notice, "RegistrationNumber", from.registration_number);
  }
  return envelope.text();
}

std::string encode(InquiryRequest const& request) {
  auto envelope = Envelope{};
  add(envelope.header, "MedicalInstitutionCode", request.institution_code);
  add_unless_empty(envelope.header, "ArbitraryFileIdentifier", request.file_identifier);
  auto search = envelope.body.append_child("QualificationConfirmSearchInfo");
  add(search, "RegistrationNumber", request.registration_number);
  add(search, "MedicalTreatmentFlag", "2");
  return envelope.text();
}

std::string encode(InquiryAnswer const& answer) {
  auto envelope = Envelope{};
  add(envelope.header, "ProcessExecutionTime", sim::compact_date_time(answer.processed_at));
  add(envelope.header, "QualificationConfirmationDate",
      sim::compact_date(sim::date_jst(answer.processed_at)));
  add(envelope.header, "MedicalInstitutionCode", answer.institution_code);
  add_unless_empty(envelope.header, "ArbitraryFileIdentifier", answer.file_identifier);
  add(envelope.header, "ReferenceClassification", "1");
  add_result(envelope.header, answer.outcome);
  auto const accepted = answer.outcome == Outcome::kAccepted;
  add(envelope.body, "ProcessingResultStatus", accepted ? "1" : "2");
  if (!accepted) return envelope.text();
  add(envelope.body, "QualificationValidity", std::to_string(static_cast<int>(answer.validity)));
  if (answer.results.empty()) return envelope.text();
  auto list = envelope.body.append_child("ResultList");
  for (auto const& result : answer.results) add_qualification(list, result);
  return envelope.text();
}

}  // namespace kazasu::adapters
