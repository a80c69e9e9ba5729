#include "emulators/adapters/exchange/exchange_message.h"

#include <gtest/gtest.h>

#include "emulators/adapters/xml/bulk_xml.h"
#include "emulators/adapters/xml/eligibility_xml.h"

namespace kazasu::adapters {
namespace {

auto const kNow = sim::parse_iso_date_time("2024-12-02T08:30:07+09:00");

std::string message(std::string_view search, std::string_view encoding = "UTF-8") {
  return "<?xml version=\"1.0\" encoding=\"" + std::string{encoding} +
         "\"?><XmlMsg><MessageHeader><MedicalInstitutionCode>1360000014</MedicalInstitutionCode>"
         "<ArbitraryFileIdentifier>f1</ArbitraryFileIdentifier></MessageHeader><MessageBody>"
         "<QualificationConfirmSearchInfo>" +
         std::string{search} + "</QualificationConfirmSearchInfo></MessageBody></XmlMsg>";
}

ExchangeRequest read(std::string_view prefix, std::string_view bytes) {
  return read_exchange_request(parse_request_name(std::string{prefix} + "req_1.xml"), bytes);
}

TEST(ExchangeMessage, IsReadyInUtf8) {
  auto const request =
      read("OQSsiquc01", message("<InsuredCardSymbol>\x8E\x8E</InsuredCardSymbol>", "Shift_JIS"));
  ASSERT_FALSE(request.fault) << request.detail;
  EXPECT_EQ(request.institution_code, "1360000014");
  EXPECT_EQ(request.file_identifier, "f1");
  EXPECT_NE(request.body.find("encoding=\"UTF-8\""), std::string::npos);
  EXPECT_NE(request.body.find("<InsuredCardSymbol>試<"), std::string::npos);
}

TEST(ExchangeMessage, RefusesWhatIsNoMessage) {
  auto const fault = [](std::string_view bytes) { return read("OQSsiquc01", bytes).fault; };
  EXPECT_EQ(fault(""), ExchangeFault::kXml);
  EXPECT_EQ(fault("<a"), ExchangeFault::kXml);
  EXPECT_EQ(fault("<Other/>"), ExchangeFault::kXml);
  EXPECT_EQ(fault("<XmlMsg/>"), ExchangeFault::kXml);
  EXPECT_EQ(fault("<!DOCTYPE a [<!ENTITY b \"c\">]><XmlMsg><MessageHeader/><MessageBody/></XmlMsg>"),
            ExchangeFault::kXml);
  EXPECT_EQ(fault(message("\x8E\x8E")), ExchangeFault::kCharset);
  EXPECT_EQ(fault(message(std::string(70'000, ' '))), ExchangeFault::kXml) << "longer than the interface has";
}

TEST(ExchangeMessage, TheFlagFitsTheName) {
  auto const fault = [](std::string_view prefix, std::string_view search) {
    return read(prefix, message(search)).fault;
  };
  constexpr auto kVisiting = "<MedicalTreatmentFlag>2</MedicalTreatmentFlag>";
  constexpr auto kOnline = "<MedicalTreatmentFlag>3</MedicalTreatmentFlag>";
  EXPECT_FALSE(fault("OQSsihvq01", kVisiting));
  EXPECT_FALSE(fault("OQSsihvq01", ""));
  EXPECT_EQ(fault("OQSsihvq01", kOnline), ExchangeFault::kTreatmentFlag);
  EXPECT_FALSE(fault("OQSsionq01", kOnline));
  EXPECT_EQ(fault("OQSsionq01", ""), ExchangeFault::kTreatmentFlag);
  EXPECT_EQ(fault("OQSmuonq01", kVisiting), ExchangeFault::kTreatmentFlag);
}

// A receipt computer reads these as it reads every other result.
TEST(ExchangeMessage, RefusalsAreMessages) {
  auto const request = read("OQSsiquc01", message("", "EUC-JP"));
  ASSERT_EQ(request.fault, ExchangeFault::kCharset);
  auto const result = fault_result(request, kNow);
  EXPECT_EQ(result.ending, ".xml");
  EXPECT_NE(result.bytes.find("<ProcessExecutionTime>20241202083007<"), std::string::npos);
  EXPECT_NE(result.bytes.find("<SegmentOfResult>9<"), std::string::npos);
  EXPECT_NE(result.bytes.find("<ErrorCode>charset_mismatch<"), std::string::npos);

  auto const medical = read("YZKsiquc01", "<a");
  EXPECT_NE(fault_result(medical, kNow).bytes.find("<ResultCode>9<"), std::string::npos);
  EXPECT_NE(fault_result(medical, kNow).bytes.find("<ErrorCode>xml_malformed<"), std::string::npos);
}

TEST(ExchangeMessage, ResultsAreInTheRequestsCode) {
  auto const request = read("OQSsiquc01", message("", "Shift_JIS"));
  auto answer = eligibility::InquiryAnswer{
      .outcome = eligibility::Outcome::kAccepted, .processed_at = kNow, .institution_code = "1360000014"};
  answer.results.push_back({.name = "試", .sex = identity::Sex::kMale});
  auto const result = result_of(request, {.status = 200, .body = encode(answer)}, kNow);
  EXPECT_EQ(result.ending, ".xml");
  EXPECT_NE(result.bytes.find("<CharacterCodeIdentifier>1<"), std::string::npos);
  EXPECT_NE(result.bytes.find("<Name>\x8E\x8E<"), std::string::npos);
}

TEST(ExchangeMessage, PdfIsAnAnswerToMedicalDataAlone) {
  auto const pdf = LineAnswer{.status = 200, .body = "%PDF-1.5 ..."};
  auto const medical = result_of(read("YZKsiquc01", message("")), pdf, kNow);
  EXPECT_EQ(medical.ending, ".pdf");
  EXPECT_EQ(medical.bytes, pdf.body);
  auto const other = result_of(read("OQSsiquc01", message("")), pdf, kNow);
  EXPECT_NE(other.bytes.find("<ErrorCode>answer_not_understood<"), std::string::npos);
}

TEST(ExchangeMessage, SaysWhatTheTargetLacks) {
  auto const request = read("OQSsiquc01", message(""));
  auto const lacking = result_of(request, {.status = 404, .body = "not found"}, kNow);
  EXPECT_NE(lacking.bytes.find("<ErrorCode>target_lacks_interface<"), std::string::npos);
  EXPECT_NE(lacking.bytes.find("<ArbitraryFileIdentifier>f1<"), std::string::npos);
  auto const page = result_of(request, {.status = 200, .body = "<html>\xFF"}, kNow);
  EXPECT_NE(page.bytes.find("<ErrorCode>answer_not_understood<"), std::string::npos);
}

}  // namespace
}  // namespace kazasu::adapters
