#include <array>
#include <string>
#include <string_view>

#include "emulators/adapters/xml/consent_codes.h"
#include "emulators/adapters/xml/eligibility_xml.h"
#include "emulators/adapters/xml/qualification_xml.h"
#include "sim/calendar.h"

namespace kazasu::adapters {

namespace {

using namespace eligibility;

template <class Request>
void write_request_header(XmlElement header, Request const& request) {
  header.add("MedicalInstitutionCode", request.institution_code);
  header.add_unless_empty("ArbitraryFileIdentifier", request.file_identifier);
}

template <class Answer>
void write_answer_header(XmlElement header, Answer const& answer, char const* reference) {
  header.add_date_time("ProcessExecutionTime", answer.processed_at);
  header.add_date("QualificationConfirmationDate", sim::date_jst(answer.processed_at));
  header.add("MedicalInstitutionCode", answer.institution_code);
  header.add_unless_empty("ArbitraryFileIdentifier", answer.file_identifier);
  header.add("ReferenceClassification", reference);
  write_outcome(header, answer.outcome);
}

}  // namespace

std::string encode(NoticeRequest const& request) {
  auto const message = XmlBuilder{};
  message.header().add("MedicalInstitutionCode", request.institution_code);
  message.body().child("NoticeSearchInfo").add("AfterSequence", std::to_string(request.after));
  return message.text();
}

std::string encode(NoticeAnswer const& answer) {
  auto const message = XmlBuilder{};
  write_outcome(message.header(), answer.outcome);
  if (answer.notices.empty()) return message.text();
  auto const list = message.body().child("NoticeList");
  for (auto const& from : answer.notices) {
    auto const notice = list.child("Notice");
    notice.add("Sequence", std::to_string(from.sequence));
    notice.add("RegistrationNumber", from.registration_number);
  }
  return message.text();
}

std::string encode(InquiryRequest const& request) {
  auto const message = XmlBuilder{};
  write_request_header(message.header(), request);
  auto const search = message.body().child("QualificationConfirmSearchInfo");
  search.add("RegistrationNumber", request.registration_number);
  search.add("MedicalTreatmentFlag", "2");
  return message.text();
}

std::string encode(InquiryAnswer const& answer) {
  auto const message = XmlBuilder{};
  auto const body = message.body();
  write_answer_header(message.header(), answer, answer.by_card ? "1" : "2");
  auto const accepted = answer.outcome == Outcome::kAccepted;
  body.add("ProcessingResultStatus", accepted ? "1" : "2");
  if (accepted) body.add("QualificationValidity", std::to_string(static_cast<int>(answer.validity)));
  if (answer.search) write_search(body.child("QualificationConfirmSearchInfo"), *answer.search);
  if (!accepted) return message.text();
  if (!answer.results.empty()) {
    auto const list = body.child("ResultList");
    for (auto const& result : answer.results) {
      write_qualification(list.child("ResultOfQualificationConfirmation"), result);
    }
  }
  write_tickets(body, answer.tickets);
  return message.text();
}

std::string encode(ReInquiryRequest const& request) {
  auto const message = XmlBuilder{};
  write_request_header(message.header(), request);
  auto const search = message.body().child("QualificationConfirmSearchInfo");
  write_search(search, request.search);
  search.add("MedicalTreatmentFlag", std::to_string(treatment_flag(request.care)));
  return message.text();
}

std::string encode(CancelRequest const& request) {
  auto const message = XmlBuilder{};
  write_request_header(message.header(), request);
  auto const info = message.body().child("ConsentCancelInfo");
  write_search(info.child("QualificationConfirmSearchInfo"), request.search);
  info.add("ReasonOfConsentExpiration", std::to_string(static_cast<int>(request.reason)));
  return message.text();
}

std::string encode(CancelAnswer const& answer) {
  auto const message = XmlBuilder{};
  write_answer_header(message.header(), answer, "2");
  message.body().add("ProcessingResultStatus", answer.outcome == Outcome::kAccepted ? "1" : "2");
  if (answer.cancelled.empty()) return message.text();
  auto const list = message.body().child("ConsentCancelList");
  for (auto const& consent : answer.cancelled) {
    auto const info = list.child("ConsentCancel");
    info.add("Care", std::to_string(static_cast<int>(consent.care) + 1));
    for (auto const& [item, code] : kConsentCodes) {
      if (consent.items.has(item)) info.add("ConsentInformationType", std::string{code});
    }
    info.add_date_time("ConsTime", consent.given);
    info.add_date_time("AvailableTime", consent.until);
  }
  return message.text();
}

}  // namespace kazasu::adapters
