#include <algorithm>
#include <charconv>
#include <pugixml.hpp>
#include <utility>

#include "emulators/adapters/eligibility_xml.h"
#include "emulators/adapters/utf8.h"
#include "emulators/eligibility/counters.h"
#include "sim/calendar.h"

namespace kazasu::adapters {

namespace {

using namespace eligibility;

bool all_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

unsigned number_at(std::string_view digits, std::size_t offset, std::size_t count) {
  auto value = 0U;
  for (auto const digit : digits.substr(offset, count))
    value = value * 10 + static_cast<unsigned>(digit - '0');
  return value;
}

// An element while it is read. The first thing wrong is kept, and everything after it reads as empty.
class Reader {
 public:
  Reader(pugi::xml_node node, std::string& error) : node_(node), error_(error) {}

  Reader child(char const* tag) const {
    auto const found = node_.child(tag);
    if (!found) fail(tag, "is missing");
    return {found, error_};
  }
  bool has(char const* tag) const { return static_cast<bool>(node_.child(tag)); }
  // The children of that name, through `each(Reader)`.
  template <class Each>
  void for_each(char const* tag, Each const& each) const {
    for (auto const found : node_.children(tag)) each(Reader{found, error_});
  }

  std::string optional_text(char const* tag) const {
    auto text = std::string{node_.child_value(tag)};
    if (has_control_characters(text)) fail(tag, "has control characters");
    return text;
  }
  std::string text(char const* tag) const {
    auto text = optional_text(tag);
    if (text.empty()) fail(tag, "is missing or empty");
    return text;
  }
  std::string digits(char const* tag, std::size_t count) const {
    auto text = std::string{node_.child_value(tag)};
    if (text.size() == count && all_digits(text)) return text;
    fail(tag, "must have " + std::to_string(count) + " digits");
    return std::string(count, '0');
  }
  std::uint64_t number(char const* tag) const {
    auto const text = std::string_view{node_.child_value(tag)};
    auto value = std::uint64_t{0};
    auto const [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (failure != std::errc{} || end != text.data() + text.size()) fail(tag, "must be a whole number");
    return value;
  }
  // A code of one digit between 1 and `highest`.
  std::uint8_t code(char const* tag, char highest) const {
    auto const text = std::string_view{node_.child_value(tag)};
    if (text.size() == 1 && text[0] >= '1' && text[0] <= highest)
      return static_cast<std::uint8_t>(text[0] - '0');
    fail(tag, std::string{"must be a code from 1 to "} + highest);
    return 1;
  }
  std::chrono::year_month_day date(char const* tag) const { return to_date(tag, digits(tag, 8)); }
  sim::Instant date_time(char const* tag) const {
    auto const text = digits(tag, 14);
    auto const hour = number_at(text, 8, 2);
    auto const minute = number_at(text, 10, 2);
    auto const second = number_at(text, 12, 2);
    if (hour > 23 || minute > 59 || second > 59) fail(tag, "must be a time as YYYYMMDDHHmmss");
    auto const date = to_date(tag, text);
    if (!date.ok()) return {};
    return sim::from_jst(
        {date, std::chrono::hours{hour} + std::chrono::minutes{minute} + std::chrono::seconds{second}});
  }
  void fail(char const* tag, std::string const& what) const {
    if (error_.empty()) error_ = std::string{node_.name()} + "/" + tag + " " + what;
  }

 private:
  std::chrono::year_month_day to_date(char const* tag, std::string_view digits_of_date) const {
    auto const date =
        std::chrono::year_month_day{std::chrono::year{static_cast<int>(number_at(digits_of_date, 0, 4))},
                                    std::chrono::month{number_at(digits_of_date, 4, 2)},
                                    std::chrono::day{number_at(digits_of_date, 6, 2)}};
    if (!date.ok()) fail(tag, "must be a date as YYYYMMDD");
    return date;
  }

  pugi::xml_node node_;
  std::string& error_;
};

std::string check_encoding(std::string_view xml) {
  if (xml.size() > kLongestXml) return "the message is longer than 65,536 bytes";
  if (!is_utf8(xml)) return "the message is not UTF-8 text";
  return {};
}

// One XmlMsg, no DOCTYPE, UTF-8 if anything is declared.
std::string check_shape(pugi::xml_document const& document) {
  auto roots = 0;
  for (auto const node : document.children()) {
    if (node.type() == pugi::node_doctype) return "a DOCTYPE is not accepted";
    if (node.type() == pugi::node_declaration) {
      auto encoding = std::string{node.attribute("encoding").as_string("UTF-8")};
      std::transform(encoding.begin(), encoding.end(), encoding.begin(),
                     [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
      if (encoding != "UTF-8") return "the declared encoding must be UTF-8";
    }
    if (node.type() == pugi::node_element) ++roots;
  }
  return roots == 1 && document.child("XmlMsg") ? "" : "the root must be one XmlMsg";
}

// `read(header, body, message)` takes the parts of the envelope.
template <class Message, class Read>
Decoded<Message> decode(std::string_view xml, Read const& read) {
  auto error = check_encoding(xml);
  if (!error.empty()) return {std::nullopt, error};
  auto document = pugi::xml_document{};
  auto const options = pugi::parse_default | pugi::parse_doctype | pugi::parse_declaration;
  auto const parsed = document.load_buffer(xml.data(), xml.size(), options, pugi::encoding_utf8);
  if (!parsed) {
    return {std::nullopt,
            "not well-formed XML at byte " + std::to_string(parsed.offset) + ": " + parsed.description()};
  }
  error = check_shape(document);
  if (!error.empty()) return {std::nullopt, error};
  auto const root = Reader{document.child("XmlMsg"), error};
  auto const header = root.child("MessageHeader");
  auto const body = root.child("MessageBody");
  auto message = Message{};
  read(header, body, message);
  if (!error.empty()) return {std::nullopt, error};
  return {std::move(message), {}};
}

// SegmentOfResult and ErrorCode together give the outcome.
Outcome read_outcome(Reader const& header) {
  auto const segment = header.text("SegmentOfResult");
  if (segment == "1") return Outcome::kAccepted;
  if (segment != "9") header.fail("SegmentOfResult", "must be 1 or 9");
  auto const code = header.text("ErrorCode");
  for (std::size_t i = 1; i < kOutcomes; ++i) {
    if (name_of(static_cast<Outcome>(i)) == code) return static_cast<Outcome>(i);
  }
  header.fail("ErrorCode", "is not a code of this system");
  return Outcome::kMalformedRequest;
}

// OQSCD016: 1 is consent; 0, 2 and 3 are none.
ConsentBlock read_consent(Reader const& parent, std::string const& prefix) {
  auto const flag = prefix + "ConsFlg";
  if (parent.optional_text(flag.c_str()) != "1") return {};
  return {.given = true, .time = parent.date_time((prefix + "ConsTime").c_str()), .available_until = {}};
}

ConsentBlock read_consent_info(Reader const& result, char const* tag) {
  if (!result.has(tag)) return {};
  auto const info = result.child(tag);
  auto block = read_consent(info, "");
  if (block.given) block.available_until = info.date_time("AvailableTime");
  return block;
}

QualificationResult read_qualification(Reader const& from) {
  auto result = QualificationResult{};
  result.insured_card_classification = from.optional_text("InsuredCardClassification");
  result.insurer_number = from.optional_text("InsurerNumber");
  result.insured_symbol = from.optional_text("InsuredCardSymbol");
  result.insured_number = from.optional_text("InsuredIdentificationNumber");
  result.insured_branch = from.optional_text("InsuredBranchNumber");
  result.personal_family_classification = from.optional_text("PersonalFamilyClassification");
  result.name = from.optional_text("Name");
  result.name_kana = from.optional_text("NameKana");
  result.sex = static_cast<identity::Sex>(from.code("Sex1", '3'));
  result.birth_date = from.date("Birthdate");
  result.address = from.optional_text("Address");
  result.post_number = from.optional_text("PostNumber");
  result.qualification_date = from.date("QualificationDate");
  result.insurer_name = from.optional_text("InsurerName");
  result.limit_amount = read_consent(from, "LimitApplicationCertificateRelated");
  result.specific_disease = read_consent(from, "SpecificDiseasesCertificateRelated");
  result.health_checkup = read_consent_info(from, "SpecificHealthCheckupsInfo");
  result.medication = read_consent_info(from, "PharmacistsInfo");
  result.diagnosis = read_consent_info(from, "DiagnosisInfo");
  result.operations = read_consent_info(from, "OperationInfo");
  return result;
}

void read_notices(Reader const& body, NoticeAnswer& answer) {
  if (!body.has("NoticeList")) return;
  body.child("NoticeList").for_each("Notice", [&](Reader const& notice) {
    answer.notices.push_back({notice.number("Sequence"), notice.digits("RegistrationNumber", 20)});
  });
}

void read_results(Reader const& body, InquiryAnswer& answer) {
  if (body.text("ProcessingResultStatus") != "1") body.fail("ProcessingResultStatus", "must be 1");
  answer.validity = static_cast<QualificationValidity>(body.code("QualificationValidity", '6'));
  if (!body.has("ResultList")) return;
  body.child("ResultList").for_each("ResultOfQualificationConfirmation", [&](Reader const& result) {
    answer.results.push_back(read_qualification(result));
  });
}

}  // namespace

Decoded<NoticeRequest> decode_notice_request(std::string_view xml) {
  return decode<NoticeRequest>(xml, [](Reader const& header, Reader const& body, NoticeRequest& request) {
    request.institution_code = header.digits("MedicalInstitutionCode", 10);
    request.after = body.child("NoticeSearchInfo").number("AfterSequence");
  });
}

Decoded<NoticeAnswer> decode_notice_answer(std::string_view xml) {
  return decode<NoticeAnswer>(xml, [](Reader const& header, Reader const& body, NoticeAnswer& answer) {
    answer.outcome = read_outcome(header);
    if (answer.outcome == Outcome::kAccepted) read_notices(body, answer);
  });
}

Decoded<InquiryRequest> decode_inquiry_request(std::string_view xml) {
  return decode<InquiryRequest>(xml, [](Reader const& header, Reader const& body, InquiryRequest& request) {
    request.institution_code = header.digits("MedicalInstitutionCode", 10);
    request.file_identifier = header.optional_text("ArbitraryFileIdentifier");
    auto const search = body.child("QualificationConfirmSearchInfo");
    request.registration_number = search.digits("RegistrationNumber", 20);
    auto const treatment = search.optional_text("MedicalTreatmentFlag");
    if (!treatment.empty() && treatment != "2") search.fail("MedicalTreatmentFlag", "must be 2 (訪問診療等)");
  });
}

Decoded<InquiryAnswer> decode_inquiry_answer(std::string_view xml) {
  return decode<InquiryAnswer>(xml, [](Reader const& header, Reader const& body, InquiryAnswer& answer) {
    answer.processed_at = header.date_time("ProcessExecutionTime");
    answer.institution_code = header.optional_text("MedicalInstitutionCode");
    answer.file_identifier = header.optional_text("ArbitraryFileIdentifier");
    answer.outcome = read_outcome(header);
    if (answer.outcome == Outcome::kAccepted) read_results(body, answer);
  });
}

}  // namespace kazasu::adapters
