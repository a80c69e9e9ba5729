#include "emulators/adapters/xml/bulk_xml.h"

#include <string>
#include <utility>

#include "emulators/adapters/xml/qualification_xml.h"

namespace kazasu::adapters {

namespace {

using namespace eligibility;

constexpr auto kSearchTag = "QualificationConfirmSearchInfo";
constexpr auto kNumberTag = "ReferenceNumberRegistrationInfo";

// National health insurance numbers are padded to eight characters there.
std::string padded(std::string const& insurer_number) {
  auto number = insurer_number;
  if (number.size() < 8) number.insert(0, 8 - number.size(), ' ');
  return number;
}

void write_number(XmlElement info, BulkItem const& item) {
  info.add("ReferenceNumber", item.reference_number);
  info.add("InsurerNumber", padded(item.search.insurer_number));
  info.add_unless_empty("InsuredCardSymbol", item.search.symbol);
  info.add("InsuredIdentificationNumber", item.search.number);
  info.add_unless_empty("InsuredBranchNumber", item.search.branch);
}

BulkItem read_number(XmlReader const& info) {
  auto item = BulkItem{};
  item.reference_number = info.text("ReferenceNumber");
  item.search.insurer_number = info.text("InsurerNumber");
  item.search.symbol = info.optional_text("InsuredCardSymbol");
  item.search.number = info.text("InsuredIdentificationNumber");
  item.search.branch = info.optional_text("InsuredBranchNumber");
  return item;
}

void write_unit(XmlElement unit, BulkUnit const& from, BulkKind kind) {
  if (kind == BulkKind::kReferenceNumbers) {
    write_number(unit.child(kNumberTag), {.search = from.search, .reference_number = from.reference_number});
  } else {
    write_search(unit.child(kSearchTag), from.search);
  }
  auto const accepted = from.outcome == Outcome::kAccepted;
  unit.add("ProcessingResultStatus", accepted ? "1" : "2");
  if (!accepted) {
    unit.add("ProcessingResultCode", std::string{name_of(from.outcome)});
    unit.add("ProcessingResultMessage", std::string{message_of(from.outcome)});
  }
  if (!accepted || kind == BulkKind::kReferenceNumbers) return;
  unit.add("QualificationValidity", std::to_string(static_cast<int>(from.validity)));
  for (auto const& result : from.results) {
    write_qualification(unit.child("ResultOfQualificationConfirmation"), result);
  }
  write_tickets(unit, from.tickets);
  if (kind == BulkKind::kInquiry) {
    unit.add("LimitApplicationCertificateChanged", from.limit_changed ? "1" : "0");
  }
  unit.add_unless_empty("ReferenceNumber", from.reference_number);
}

BulkUnit read_unit(XmlReader const& from, BulkKind kind) {
  auto unit = BulkUnit{};
  if (kind == BulkKind::kReferenceNumbers) {
    auto const item = read_number(from.child(kNumberTag));
    unit.search = item.search;
    unit.reference_number = item.reference_number;
  } else {
    unit.search = read_search(from.child(kSearchTag));
  }
  auto const accepted = from.code("ProcessingResultStatus", '2') == 1;
  unit.outcome = accepted ? Outcome::kAccepted : read_refusal(from, "ProcessingResultCode");
  if (!accepted || kind == BulkKind::kReferenceNumbers) return unit;
  unit.validity = static_cast<QualificationValidity>(from.code("QualificationValidity", '6'));
  from.for_each("ResultOfQualificationConfirmation",
                [&](XmlReader const& result) { unit.results.push_back(read_qualification(result)); });
  unit.tickets = read_tickets(from);
  if (kind == BulkKind::kInquiry) {
    unit.limit_changed = from.code("LimitApplicationCertificateChanged", '1', '0') == 1;
  }
  unit.reference_number = from.optional_text("ReferenceNumber");
  return unit;
}

char const* unit_tag(BulkKind kind) {
  return kind == BulkKind::kReferenceNumbers ? "BulkRegistrationUnit" : "BulkConfirmUnit";
}

template <class Answer>
void write_answer_header(XmlElement header, Answer const& answer) {
  header.add_date_time("ProcessExecutionTime", answer.processed_at);
  header.add("MedicalInstitutionCode", answer.institution_code);
  header.add_unless_empty("ArbitraryFileIdentifier", answer.file_identifier);
}

template <class Answer>
void read_answer_header(XmlReader const& header, Answer& answer) {
  answer.processed_at = header.date_time("ProcessExecutionTime");
  answer.institution_code = header.text("MedicalInstitutionCode");
  answer.file_identifier = header.optional_text("ArbitraryFileIdentifier");
}

// A message with the header of one that was built, and a body that was written apart. The body is not copied
// where it has room for the rest.
std::string with_body(XmlBuilder const& message, std::string content) {
  auto const end = std::string_view{"</MessageHeader>"};
  auto text = message.text();
  text.resize(text.find(end) + end.size());
  return content.append("</MessageBody></XmlMsg>").insert(0, text.append("<MessageBody>"));
}

}  // namespace

std::string encode(BulkRequest const& request) {
  auto const message = XmlBuilder{};
  message.header().add("MedicalInstitutionCode", request.institution_code);
  message.header().add_unless_empty("ArbitraryFileIdentifier", request.file_identifier);
  if (request.kind == BulkKind::kConsented) {
    auto const search = message.body().child(kSearchTag);
    if (request.consented) {
      search.add_date("ConsentDateFrom", request.consented->from);
      search.add_date("ConsentDateTo", request.consented->to);
    }
    search.add("MedicalTreatmentFlag", std::to_string(treatment_flag(request.care)));
    return message.text();
  }
  auto content = std::string{};
  for (auto const& item : request.items) {
    content += request.kind == BulkKind::kReferenceNumbers
                   ? element_text(kNumberTag, [&](XmlElement info) { write_number(info, item); })
                   : element_text(kSearchTag, [&](XmlElement search) { write_search(search, item.search); });
  }
  return with_body(message, std::move(content));
}

std::string encode(BulkAcceptance const& acceptance) {
  auto const message = XmlBuilder{};
  write_answer_header(message.header(), acceptance);
  write_outcome(message.header(), acceptance.outcome);
  message.header().add_unless_empty("ReceptionNumber", acceptance.reception_number);
  return message.text();
}

std::string encode(BulkResultRequest const& request) {
  auto const message = XmlBuilder{};
  message.header().add("MedicalInstitutionCode", request.institution_code);
  message.header().add_unless_empty("ArbitraryFileIdentifier", request.file_identifier);
  message.body().add("ReceptionNumber", request.reception_number);
  return message.text();
}

std::string encode(ReferenceNumberRequest const& request) {
  auto const message = XmlBuilder{};
  message.header().add("MedicalInstitutionCode", request.institution_code);
  message.header().add_unless_empty("ArbitraryFileIdentifier", request.file_identifier);
  write_number(message.body().child(kNumberTag), request.item);
  return message.text();
}

std::string encode(ReferenceNumberAnswer const& answer) {
  auto const message = XmlBuilder{};
  write_answer_header(message.header(), answer);
  write_outcome(message.header(), answer.outcome);
  auto const body = message.body();
  if (answer.item) write_number(body.child(kNumberTag), *answer.item);
  body.add("ProcessingResultStatus", answer.outcome == Outcome::kAccepted ? "1" : "2");
  if (answer.outcome == Outcome::kAccepted) return message.text();
  body.add("ProcessingResultCode", std::string{name_of(answer.outcome)});
  body.add("ProcessingResultMessage", std::string{message_of(answer.outcome)});
  return message.text();
}

std::string encode_units(BulkResult const& part) {
  auto content = std::string{};
  for (auto const& unit : part.units) {
    content += element_text(unit_tag(part.kind), [&](XmlElement to) { write_unit(to, unit, part.kind); });
  }
  return content;
}

std::string encode(BulkResult const& result) {
  return encode_result(result, encode_units(result), {result.units.size(), result.errors()});
}

// OQSCD003 has a code of its own for what is still being processed.
std::string encode_result(BulkResult const& result, std::string units, BulkCounts counts) {
  auto const message = XmlBuilder{};
  auto const header = message.header();
  write_answer_header(header, result);
  if (result.outcome == Outcome::kResultNotReady) {
    header.add("SegmentOfResult", "2");
    header.add("CharacterCodeIdentifier", "0");
  } else {
    write_outcome(header, result.outcome);
  }
  header.add_unless_empty("ReceptionNumber", result.reception_number);
  if (result.outcome != Outcome::kAccepted) return message.text();
  header.add("NumberOfProcessingResult", std::to_string(counts.units));
  header.add("NumberOfNormalProcessing", std::to_string(counts.units - counts.errors));
  header.add("NumberOfError", std::to_string(counts.errors));
  return with_body(message, std::move(units));
}

Decoded<BulkRequest> decode_bulk_request(std::string_view xml, BulkKind kind) {
  auto const read = [kind](XmlReader const& header, XmlReader const& body, BulkRequest& request) {
    request.institution_code = header.digits("MedicalInstitutionCode", 10);
    request.file_identifier = header.optional_text("ArbitraryFileIdentifier");
    request.kind = kind;
    if (kind == BulkKind::kConsented) {
      auto const search = body.child(kSearchTag);
      request.consented = BulkPeriod{search.date("ConsentDateFrom"), search.date("ConsentDateTo")};
      auto const flag = search.code("MedicalTreatmentFlag", '3', '2');
      request.care = flag == 3 ? Care::kOnline : Care::kContinuing;
    } else if (kind == BulkKind::kReferenceNumbers) {
      body.for_each(kNumberTag, [&](XmlReader const& info) { request.items.push_back(read_number(info)); });
    } else {
      body.for_each(kSearchTag, [&](XmlReader const& search) {
        request.items.push_back({.search = read_search(search), .reference_number = {}});
      });
    }
  };
  return decode_message<BulkRequest>(xml, kLongestBulkRequest, read);
}

Decoded<ReferenceNumberRequest> decode_reference_number_request(std::string_view xml) {
  auto const read = [](XmlReader const& header, XmlReader const& body, ReferenceNumberRequest& request) {
    request.institution_code = header.digits("MedicalInstitutionCode", 10);
    request.file_identifier = header.optional_text("ArbitraryFileIdentifier");
    request.item = read_number(body.child(kNumberTag));
  };
  return decode_message<ReferenceNumberRequest>(xml, kLongestReferenceNumber, read);
}

Decoded<ReferenceNumberAnswer> decode_reference_number_answer(std::string_view xml) {
  auto const read = [](XmlReader const& header, XmlReader const& body, ReferenceNumberAnswer& answer) {
    read_answer_header(header, answer);
    answer.outcome = read_outcome(header);
    if (body.has(kNumberTag)) answer.item = read_number(body.child(kNumberTag));
  };
  return decode_message<ReferenceNumberAnswer>(xml, kLongestReferenceNumber, read);
}

Decoded<BulkAcceptance> decode_bulk_acceptance(std::string_view xml) {
  auto const read = [](XmlReader const& header, XmlReader const&, BulkAcceptance& acceptance) {
    read_answer_header(header, acceptance);
    acceptance.outcome = read_outcome(header);
    if (acceptance.outcome == Outcome::kAccepted) {
      acceptance.reception_number = header.digits("ReceptionNumber", 20);
    }
  };
  return decode_message<BulkAcceptance>(xml, kLongestBulkRequest, read);
}

Decoded<BulkResultRequest> decode_bulk_result_request(std::string_view xml, BulkKind kind) {
  auto const read = [kind](XmlReader const& header, XmlReader const& body, BulkResultRequest& request) {
    request.institution_code = header.digits("MedicalInstitutionCode", 10);
    request.file_identifier = header.optional_text("ArbitraryFileIdentifier");
    request.kind = kind;
    request.reception_number = body.digits("ReceptionNumber", 20);
  };
  return decode_message<BulkResultRequest>(xml, kLongestBulkRequest, read);
}

Decoded<BulkResult> decode_bulk_result(std::string_view xml, BulkKind kind) {
  auto const read = [kind](XmlReader const& header, XmlReader const& body, BulkResult& result) {
    read_answer_header(header, result);
    result.kind = kind;
    result.reception_number = header.optional_text("ReceptionNumber");
    auto const waits = header.optional_text("SegmentOfResult") == "2";
    result.outcome = waits ? Outcome::kResultNotReady : read_outcome(header);
    if (result.outcome != Outcome::kAccepted) return;
    body.for_each(unit_tag(kind),
                  [&](XmlReader const& unit) { result.units.push_back(read_unit(unit, kind)); });
    if (header.number("NumberOfProcessingResult") != result.units.size()) {
      header.fail("NumberOfProcessingResult", "is not the number of units");
    }
  };
  return decode_message<BulkResult>(xml, kLongestBulkResult, read);
}

}  // namespace kazasu::adapters
