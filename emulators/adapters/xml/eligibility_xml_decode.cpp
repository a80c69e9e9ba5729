#include <algorithm>

#include "emulators/adapters/xml/consent_codes.h"
#include "emulators/adapters/xml/eligibility_xml.h"
#include "emulators/adapters/xml/qualification_xml.h"

namespace kazasu::adapters {

namespace {

using namespace eligibility;

template <class Request>
void read_request_header(XmlReader const& header, Request& request) {
  request.institution_code = header.digits("MedicalInstitutionCode", 10);
  request.file_identifier = header.optional_text("ArbitraryFileIdentifier");
}

template <class Answer>
void read_answer_header(XmlReader const& header, Answer& answer) {
  answer.processed_at = header.date_time("ProcessExecutionTime");
  answer.institution_code = header.optional_text("MedicalInstitutionCode");
  answer.file_identifier = header.optional_text("ArbitraryFileIdentifier");
  answer.outcome = read_outcome(header);
}

void require_visiting_care(XmlReader const& search) {
  auto const treatment = search.optional_text("MedicalTreatmentFlag");
  if (!treatment.empty() && treatment != "2") search.fail("MedicalTreatmentFlag", "must be 2 (訪問診療等)");
}

Care read_care(XmlReader const& search) {
  auto const treatment = search.optional_text("MedicalTreatmentFlag");
  if (!treatment.empty() && treatment != "2" && treatment != "3") {
    search.fail("MedicalTreatmentFlag", "must be 2 (訪問診療等) or 3 (オンライン診療等)");
  }
  return treatment == "3" ? Care::kOnline : Care::kContinuing;
}

void read_notices(XmlReader const& body, NoticeAnswer& answer) {
  if (!body.has("NoticeList")) return;
  body.child("NoticeList").for_each("Notice", [&](XmlReader const& notice) {
    answer.notices.push_back({notice.number("Sequence"), notice.digits("RegistrationNumber", 20)});
  });
}

void read_results(XmlReader const& body, InquiryAnswer& answer) {
  if (body.text("ProcessingResultStatus") != "1") body.fail("ProcessingResultStatus", "must be 1");
  answer.validity = static_cast<QualificationValidity>(body.code("QualificationValidity", '6'));
  answer.tickets = read_tickets(body);
  if (!body.has("ResultList")) return;
  body.child("ResultList").for_each("ResultOfQualificationConfirmation", [&](XmlReader const& result) {
    answer.results.push_back(read_qualification(result));
    if (answer.tickets.empty()) answer.tickets = read_tickets(result);
  });
}

ConsentStatus read_cancelled(XmlReader const& info) {
  auto status = ConsentStatus{};
  status.care = static_cast<Care>(info.code("Care", '3') - 1);
  info.for_each("ConsentInformationType", [&](XmlReader const& type) {
    auto const code = type.own_text();
    auto const* const found =
        std::ranges::find_if(kConsentCodes, [&](ConsentCode const& known) { return known.code == code; });
    if (found == kConsentCodes.end()) {
      info.fail("ConsentInformationType", "is not a kind of information");
    } else {
      status.items.give(found->item);
    }
  });
  status.given = info.date_time("ConsTime");
  status.until = info.date_time("AvailableTime");
  return status;
}

}  // namespace

Decoded<NoticeRequest> decode_notice_request(std::string_view xml) {
  auto const read = [](XmlReader const& header, XmlReader const& body, NoticeRequest& request) {
    request.institution_code = header.digits("MedicalInstitutionCode", 10);
    request.after = body.child("NoticeSearchInfo").number("AfterSequence");
  };
  return decode_message<NoticeRequest>(xml, kLongestXml, read);
}

Decoded<NoticeAnswer> decode_notice_answer(std::string_view xml) {
  auto const read = [](XmlReader const& header, XmlReader const& body, NoticeAnswer& answer) {
    answer.outcome = read_outcome(header);
    if (answer.outcome == Outcome::kAccepted) read_notices(body, answer);
  };
  return decode_message<NoticeAnswer>(xml, kLongestXml, read);
}

Decoded<InquiryRequest> decode_inquiry_request(std::string_view xml) {
  auto const read = [](XmlReader const& header, XmlReader const& body, InquiryRequest& request) {
    read_request_header(header, request);
    auto const search = body.child("QualificationConfirmSearchInfo");
    request.registration_number = search.digits("RegistrationNumber", 20);
    require_visiting_care(search);
  };
  return decode_message<InquiryRequest>(xml, kLongestXml, read);
}

Decoded<InquiryAnswer> decode_inquiry_answer(std::string_view xml) {
  auto const read = [](XmlReader const& header, XmlReader const& body, InquiryAnswer& answer) {
    read_answer_header(header, answer);
    answer.by_card = header.optional_text("ReferenceClassification") != "2";
    if (body.has("QualificationConfirmSearchInfo")) {
      answer.search = read_search(body.child("QualificationConfirmSearchInfo"));
    }
    if (answer.outcome == Outcome::kAccepted) read_results(body, answer);
  };
  return decode_message<InquiryAnswer>(xml, kLongestXml, read);
}

Decoded<ReInquiryRequest> decode_re_inquiry_request(std::string_view xml) {
  auto const read = [](XmlReader const& header, XmlReader const& body, ReInquiryRequest& request) {
    read_request_header(header, request);
    auto const search = body.child("QualificationConfirmSearchInfo");
    request.search = read_search(search);
    request.care = read_care(search);
  };
  return decode_message<ReInquiryRequest>(xml, kLongestXml, read);
}

Decoded<CancelRequest> decode_cancel_request(std::string_view xml) {
  auto const read = [](XmlReader const& header, XmlReader const& body, CancelRequest& request) {
    read_request_header(header, request);
    auto const info = body.child("ConsentCancelInfo");
    request.search = read_search(info.child("QualificationConfirmSearchInfo"));
    request.reason = static_cast<ConsentEnd>(info.code("ReasonOfConsentExpiration", '3', '0'));
  };
  return decode_message<CancelRequest>(xml, kLongestXml, read);
}

Decoded<CancelAnswer> decode_cancel_answer(std::string_view xml) {
  auto const read = [](XmlReader const& header, XmlReader const& body, CancelAnswer& answer) {
    read_answer_header(header, answer);
    if (answer.outcome != Outcome::kAccepted || !body.has("ConsentCancelList")) return;
    body.child("ConsentCancelList").for_each("ConsentCancel", [&](XmlReader const& info) {
      answer.cancelled.push_back(read_cancelled(info));
    });
  };
  return decode_message<CancelAnswer>(xml, kLongestXml, read);
}

}  // namespace kazasu::adapters
