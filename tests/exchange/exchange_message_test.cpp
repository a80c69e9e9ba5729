#include "emulators/adapters/exchange/exchange_message.h"

#include <gtest/gtest.h>

#include "emulators/adapters/files/base64.h"
#include "emulators/adapters/web/reception_code.h"
#include "emulators/adapters/xml/bulk_xml.h"
#include "emulators/adapters/xml/eligibility_xml.h"
#include "emulators/adapters/xml/settings_xml.h"
#include "emulators/adapters/xml/xml_message.h"

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

std::string url_request(std::string_view image) {
  return "<?xml version=\"1.0\" "
         "encoding=\"UTF-8\"?><XmlMsg><MessageHeader/><MessageBody><AccessUrlInfo><UrlType>2"
         "</UrlType><UrlChange>0</UrlChange>" +
         std::string{image} + "</AccessUrlInfo></MessageBody></XmlMsg>";
}
// Base64 of the image in what becomes of the answer.
std::string image_in(ExchangeRequest const& request, std::string const& path, std::string_view base) {
  auto const answer = encode(eligibility::SettingsAnswer{.outcome = eligibility::Outcome::kAccepted,
                                                         .processed_at = kNow,
                                                         .institution_code = "1360000014",
                                                         .file_identifier = {},
                                                         .action = eligibility::SettingsAction::kUrl,
                                                         .url_path = path});
  auto const result = result_of(request, {.status = 200, .body = answer}, kNow, base).bytes;
  EXPECT_TRUE(path.size() > 1000 || result.find("<AccessUrl>" + path + "<") != std::string::npos) << result;
  auto message = XmlMessage{result, 1U << 20U};
  auto const body = message.body();
  return body.has("AccessUrlInfo") ? body.child("AccessUrlInfo").optional_text("UrlImage") : "none";
}

TEST(ExchangeMessage, AUrlComesWithItsImageWhenAsked) {
  EXPECT_EQ(read("OQSsiurl01", url_request("")).url_image, std::nullopt);
  auto const pdf = read("OQSsiurl01", url_request("<UrlImageType>1</UrlImageType>"));
  auto const png = read("OQSsiurl01", url_request("<UrlImageType>2</UrlImageType>"));
  EXPECT_EQ(pdf.url_image, UrlImage::kPdf);
  EXPECT_EQ(png.url_image, UrlImage::kPng);
  EXPECT_EQ(read("OQSsiurl01", url_request("<UrlImageType>3</UrlImageType>")).fault, ExchangeFault::kXml);
  EXPECT_EQ(read("OQSsiinq01", url_request("<UrlImageType>2</UrlImageType>")).url_image, std::nullopt);

  constexpr auto kBase = "https://127.0.0.1:8444";
  EXPECT_EQ(image_in(read("OQSsiurl01", url_request("")), "/v/a", kBase), "");
  EXPECT_EQ(decode_base64(image_in(png, "/v/a", kBase)), reception_code_png("https://127.0.0.1:8444/v/a"));
  auto const page = decode_base64(image_in(pdf, "/v/a", kBase)).value();
  EXPECT_TRUE(page.starts_with("%PDF-"));
  EXPECT_EQ(page, reception_code_pdf("https://127.0.0.1:8444/v/a", "2024-12-02T08:30:07+09:00"));
  EXPECT_NE(page, reception_code_pdf("https://127.0.0.1:8444/v/b", "2024-12-02T08:30:07+09:00"));
  EXPECT_EQ(image_in(png, "/v/" + std::string(5000, 'a'), kBase), "none") << "no code holds that";
}

TEST(ExchangeMessage, ARefusalHasNoImage) {
  auto const request = read("OQSsiurl01", url_request("<UrlImageType>2</UrlImageType>"));
  auto const refusal =
      encode(eligibility::SettingsAnswer{.outcome = eligibility::Outcome::kUnknownInstitution,
                                         .processed_at = kNow,
                                         .institution_code = "1360000014",
                                         .file_identifier = {},
                                         .action = eligibility::SettingsAction::kUrl});
  auto const result = result_of(request, {.status = 404, .body = refusal}, kNow, "https://127.0.0.1");
  EXPECT_NE(result.bytes.find("unknown_institution"), std::string::npos);
  EXPECT_EQ(result.bytes.find("UrlImage"), std::string::npos);
}

}  // namespace
}  // namespace kazasu::adapters
