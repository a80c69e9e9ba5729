#include "emulators/adapters/exchange/exchange_message.h"

#include <array>
#include <utility>

#include "emulators/adapters/files/utf8.h"
#include "emulators/adapters/xml/xml_message.h"

namespace kazasu::adapters {

namespace {

struct FaultWords {
  std::string_view name;
  std::string_view message;
};
// In the order of the enumerators.
constexpr auto kWords = std::array<FaultWords, 12>{{
    {"name_malformed", "ファイル名が規定の形式ではありません"},
    {"interface_unknown", "ファイル名の接頭辞に該当する機能がありません"},
    {"interface_not_served", "この機能には対応していません"},
    {"file_not_regular", "通常のファイルではありません"},
    {"file_too_large", "ファイルが大きすぎます"},
    {"zip_unreadable", "ＺＩＰファイルを開けません"},
    {"charset_mismatch", "文字コードが宣言と一致しません"},
    {"xml_malformed", "ＸＭＬの形式が正しくありません"},
    {"treatment_flag_mismatch", "診療等区分がファイル名と一致しません"},
    {"target_lacks_interface", "接続先がこの機能に対応していません"},
    {"answer_not_understood", "接続先の応答を解釈できません"},
    {"url_image_unavailable", "アクセスＵＲＬの画像を作成できません"},
}};

FaultWords const& words_of(ExchangeFault fault) {
  return kWords[static_cast<std::size_t>(fault)];
}

// The MedicalTreatmentFlag of the request; of a list, the first one's.
std::string treatment_flag_of(XmlReader const& body) {
  constexpr auto kSearch = "QualificationConfirmSearchInfo";
  return body.has(kSearch) ? body.child(kSearch).optional_text("MedicalTreatmentFlag") : std::string{};
}

bool fits(std::string_view wanted, std::string_view found) {
  return wanted.empty() || found == wanted || (found.empty() && wanted == "2");
}

void fail(ExchangeRequest& request, ExchangeFault fault, std::string detail) {
  request.fault = fault;
  request.detail = std::move(detail);
}

std::string detail_or(std::string const& detail, std::string_view otherwise) {
  return detail.empty() ? std::string{otherwise} : detail;
}

bool looks_like_message(std::string_view text) {
  return (text.starts_with("<?xml") || text.starts_with("<XmlMsg")) && is_utf8(text);
}

}  // namespace

std::string_view name_of(ExchangeFault fault) {
  return words_of(fault).name;
}

ExchangeFault fault_of(NameFault fault) {
  return fault == NameFault::kNotServed   ? ExchangeFault::kNotServed
         : fault == NameFault::kInterface ? ExchangeFault::kInterface
                                          : ExchangeFault::kName;
}

ExchangeRequest read_exchange_request(RequestName name, std::string_view bytes) {
  auto const& asked = *name.asked;
  auto request = ExchangeRequest{.name = std::move(name)};
  auto text = decode_exchange_text(bytes);
  request.charset = text.charset;
  if (!text.error.empty()) {
    fail(request, ExchangeFault::kCharset, std::move(text.error));
    return request;
  }
  auto message = XmlMessage{text.utf8, asked.longest_request()};
  if (message.error().empty()) {
    auto const header = message.header();
    request.institution_code = header.optional_text("MedicalInstitutionCode");
    request.file_identifier = header.optional_text("ArbitraryFileIdentifier");
    auto const flag = treatment_flag_of(message.body());
    if (message.error().empty() && !fits(asked.treatment_flag, flag)) {
      fail(request, ExchangeFault::kTreatmentFlag,
           "MedicalTreatmentFlag must be " + std::string{asked.treatment_flag} + " in a file of this name");
    }
    if (asked.is_url()) request.url_image = wanted_url_image(message.body());
  }
  if (!message.error().empty()) fail(request, ExchangeFault::kXml, message.error());
  if (!request.fault) request.body = std::move(text.utf8);
  return request;
}

ExchangeRequest refused_request(RequestName name, ExchangeFault fault) {
  return {.name = std::move(name), .fault = fault};
}

ExchangeResult fault_result(ExchangeRequest const& request, sim::Instant now) {
  auto const& [code, japanese] = words_of(*request.fault);
  auto const message = XmlBuilder{};
  auto const header = message.header();
  header.add_date_time("ProcessExecutionTime", now);
  header.add_unless_empty("MedicalInstitutionCode", request.institution_code);
  header.add_unless_empty("ArbitraryFileIdentifier", request.file_identifier);
  if (request.name.prefix.starts_with("YZK") || request.name.prefix.starts_with("TKK")) {
    header.add("ResultCode", "9");
    header.add("ErrorCode", std::string{code});
    header.add("MessageContents", detail_or(request.detail, japanese));
  } else {
    header.add("SegmentOfResult", "9");
    header.add("ErrorCode", std::string{code});
    header.add("ErrorMessage", detail_or(request.detail, japanese));
    header.add("CharacterCodeIdentifier", "0");
  }
  return {.ending = ".xml", .bytes = encode_exchange_text(message.text(), request.charset)};
}

ExchangeResult result_of(ExchangeRequest const& request, LineAnswer const& answer, sim::Instant now,
                         std::string_view reception_url) {
  if (request.name.asked->is_medical_data() && answer.body.starts_with("%PDF-")) {
    return {.ending = ".pdf", .bytes = answer.body};
  }
  auto message = looks_like_message(answer.body) ? std::optional{answer.body} : std::nullopt;
  if (message && request.url_image) {
    message = with_url_image(std::move(*message), *request.url_image, {reception_url, now});
  }
  if (message) return {.ending = ".xml", .bytes = encode_exchange_text(*message, request.charset)};
  auto refused = request;
  refused.fault = answer.status == 404 ? ExchangeFault::kTargetLacksIt : ExchangeFault::kAnswerNotUnderstood;
  refused.detail = "HTTP " + std::to_string(answer.status) + ", no message of this protocol";
  return fault_result(refused, now);
}

}  // namespace kazasu::adapters
