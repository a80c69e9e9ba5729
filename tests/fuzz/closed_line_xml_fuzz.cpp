// Any bytes as a message: of the exchange folder in either code, and for every decoder of the closed line.
// What one of them takes can be written and read again.
#include <string_view>

#include "emulators/adapters/exchange/exchange_message.h"
#include "emulators/adapters/exchange/exchange_zip.h"
#include "emulators/adapters/xml/bulk_xml.h"
#include "emulators/adapters/xml/eligibility_xml.h"
#include "emulators/adapters/xml/medical_data_xml.h"
#include "tests/fuzz/fuzz_target.h"

namespace kazasu::fuzz {

namespace {

using namespace adapters;
using namespace eligibility;

template <class Decode>
void check_codec(std::string_view xml, Decode const& decode) {
  auto const read = decode(xml);
  require(read.message.has_value() == read.error.empty(), "a message or an error");
  if (!read) return;
  auto const again = decode(encode(*read.message));
  require(static_cast<bool>(again), "what was read can be written and read again");
  require(encode(*again.message) == encode(*read.message), "and is the same then");
}

void check_codecs(std::string_view xml) {
  check_codec(xml, decode_notice_request);
  check_codec(xml, decode_inquiry_request);
  check_codec(xml, decode_re_inquiry_request);
  check_codec(xml, decode_cancel_request);
  check_codec(xml, decode_reference_number_request);
  for (auto kind = 0; kind < kBulkKinds; ++kind) {
    auto const of_kind = static_cast<BulkKind>(kind);
    check_codec(xml, [=](std::string_view text) { return decode_bulk_request(text, of_kind); });
    check_codec(xml, [=](std::string_view text) { return decode_bulk_result_request(text, of_kind); });
  }
  for (auto const kind : {MedicalDataKind::kMedication, MedicalDataKind::kCheckup}) {
    check_codec(xml, [=](std::string_view text) { return decode_medical_data_request(text, kind); });
  }
}

void check_exchange(std::string_view bytes) {
  for (auto const* const name : {"OQSsiquc01req_1.xml", "OQSsionq01req_1.xml", "YZKsiquc01req_1.xml"}) {
    auto const request = read_exchange_request(parse_request_name(name), bytes);
    require(request.fault.has_value() == request.body.empty(), "a body or a fault");
    if (request.fault) {
      require(fault_result(request, {}).bytes.starts_with("<?xml"), "a refusal is a message");
    } else {
      auto const result = result_of(request, {.status = 200, .body = request.body}, {});
      require(decode_exchange_text(result.bytes).error.empty(), "a result can be read in its code");
    }
  }
  static_cast<void>(unzip_one(bytes, 1000, ""));
}

std::string in_shift_jis(std::string const& xml) {
  return encode_exchange_text(xml, Charset::kShiftJis);
}

}  // namespace

std::vector<std::string> seed_inputs() {
  auto const search = InsuredSearch{.insurer_number = "06130488",
                                    .symbol = "試ｱ",
                                    .number = "102",
                                    .branch = "01",
                                    .birth_date = std::chrono::year{1948} / 2 / 29};
  auto const item = BulkItem{.search = search, .reference_number = "P-7"};
  auto bulk = BulkRequest{.institution_code = "1360000014", .file_identifier = "f", .items = {item, item}};
  auto const inquiry = encode(ReInquiryRequest{"1360000014", "f", search});
  auto seeds = std::vector<std::string>{
      inquiry,
      in_shift_jis(inquiry),
      encode(bulk),
      encode(NoticeRequest{"1360000014", 7}),
      encode(InquiryRequest{"1360000014", "20241202000000000001", "f"}),
      encode(CancelRequest{"1360000014", "f", search}),
      encode(ReferenceNumberRequest{"1360000014", "f", item}),
      encode(BulkResultRequest{"1360000014", "f", BulkKind::kInquiry, "20241202000000000001"}),
      encode(MedicalDataRequest{.institution_code = "1360000014",
                                .file_identifier = "f",
                                .insurer_number = "06130488",
                                .number = "1"}),
      zip_one("a.xml", inquiry, ""),
      "<!DOCTYPE a [<!ENTITY b \"c\">]><XmlMsg><MessageHeader/><MessageBody>&b;</MessageBody></XmlMsg>"};
  bulk.kind = BulkKind::kReferenceNumbers;
  seeds.push_back(encode(bulk));
  return seeds;
}

}  // namespace kazasu::fuzz

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  auto const bytes = std::string_view{reinterpret_cast<char const*>(data), size};
  kazasu::fuzz::check_codecs(bytes);
  kazasu::fuzz::check_exchange(bytes);
  return 0;
}
