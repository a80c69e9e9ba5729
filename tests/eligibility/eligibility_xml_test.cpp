#include "emulators/adapters/xml/eligibility_xml.h"

#include <gtest/gtest.h>

#include "emulators/adapters/files/utf8.h"
#include "emulators/eligibility/counters.h"
#include "sim/calendar.h"

namespace kazasu::adapters {
namespace {

using namespace eligibility;

sim::Instant at(std::string_view iso) {
  return sim::parse_iso_date_time(iso);
}

QualificationResult full_result() {
  auto const time = at("2024-12-02T08:30:05+09:00");
  auto const until = at("2025-03-31T23:59:59+09:00");
  auto result = QualificationResult{};
  result.insured_card_classification = "01";
  result.insurer_number = "  130013";
  result.insured_symbol = "3177";
  result.insured_number = "102";
  result.insured_branch = "01";
  result.personal_family_classification = "1";
  result.name = "試験　花子";
  result.name_kana = "ｼｹﾝ ﾊﾅｺ";
  result.sex = identity::Sex::kFemale;
  result.birth_date = std::chrono::year{1948} / 2 / 29;
  result.address = "東京都試験区<1>&\"2\"";
  result.post_number = "100-0000";
  result.qualification_date = std::chrono::year{2020} / 4 / 1;
  result.insurer_name = "試験国民健康保険";
  result.limit_amount = {true, time, {}};
  result.specific_disease = {true, time, {}};
  result.health_checkup = {true, time, until};
  result.medication = {true, time, until};
  result.diagnosis = {true, time, until};
  result.operations = {true, time, until};
  return result;
}

InquiryAnswer full_answer() {
  return {.outcome = Outcome::kAccepted,
          .processed_at = at("2024-12-02T08:30:07+09:00"),
          .institution_code = "1360000014",
          .file_identifier = "file-1",
          .validity = QualificationValidity::kValid,
          .results = {full_result()}};
}

constexpr auto kGoldenAnswer =
    R"(<?xml version="1.0" encoding="UTF-8" standalone="no"?><XmlMsg><MessageHeader>)"
    R"(<ProcessExecutionTime>20241202083007</ProcessExecutionTime>)"
    R"(<QualificationConfirmationDate>20241202</QualificationConfirmationDate>)"
    R"(<MedicalInstitutionCode>1360000014</MedicalInstitutionCode>)"
    R"(<ArbitraryFileIdentifier>file-1</ArbitraryFileIdentifier>)"
    R"(<ReferenceClassification>1</ReferenceClassification><SegmentOfResult>1</SegmentOfResult>)"
    R"(<CharacterCodeIdentifier>0</CharacterCodeIdentifier></MessageHeader><MessageBody>)"
    R"(<ProcessingResultStatus>1</ProcessingResultStatus><QualificationValidity>1</QualificationValidity>)"
    R"(<ResultList><ResultOfQualificationConfirmation>)"
    R"(<InsuredCardClassification>01</InsuredCardClassification><InsurerNumber>  130013</InsurerNumber>)"
    R"(<InsuredCardSymbol>3177</InsuredCardSymbol>)"
    R"(<InsuredIdentificationNumber>102</InsuredIdentificationNumber>)"
    R"(<InsuredBranchNumber>01</InsuredBranchNumber>)"
    R"(<PersonalFamilyClassification>1</PersonalFamilyClassification>)"
    R"(<Name>試験　花子</Name><NameKana>ｼｹﾝ ﾊﾅｺ</NameKana><Sex1>2</Sex1><Birthdate>19480229</Birthdate>)"
    R"(<Address>東京都試験区&lt;1&gt;&amp;"2"</Address><PostNumber>100-0000</PostNumber>)"
    R"(<QualificationDate>20200401</QualificationDate><InsurerName>試験国民健康保険</InsurerName>)"
    R"(<LimitApplicationCertificateRelatedConsFlg>1</LimitApplicationCertificateRelatedConsFlg>)"
    R"(<LimitApplicationCertificateRelatedConsTime>20241202083005</LimitApplicationCertificateRelatedConsTime>)"
    R"(<SpecificDiseasesCertificateRelatedConsFlg>1</SpecificDiseasesCertificateRelatedConsFlg>)"
    R"(<SpecificDiseasesCertificateRelatedConsTime>20241202083005</SpecificDiseasesCertificateRelatedConsTime>)"
    R"(<SpecificHealthCheckupsInfo><ConsFlg>1</ConsFlg><ConsTime>20241202083005</ConsTime>)"
    R"(<AvailableTime>20250331235959</AvailableTime></SpecificHealthCheckupsInfo>)"
    R"(<PharmacistsInfo><ConsFlg>1</ConsFlg><ConsTime>20241202083005</ConsTime>)"
    R"(<AvailableTime>20250331235959</AvailableTime></PharmacistsInfo>)"
    R"(<DiagnosisInfo><ConsFlg>1</ConsFlg><ConsTime>20241202083005</ConsTime>)"
    R"(<AvailableTime>20250331235959</AvailableTime></DiagnosisInfo>)"
    R"(<OperationInfo><ConsFlg>1</ConsFlg><ConsTime>20241202083005</ConsTime>)"
    R"(<AvailableTime>20250331235959</AvailableTime></OperationInfo>)"
    R"(</ResultOfQualificationConfirmation></ResultList></MessageBody></XmlMsg>)";

void expect_same(ConsentBlock const& a, ConsentBlock const& b) {
  EXPECT_EQ(a.given, b.given);
  EXPECT_EQ(a.time, b.time);
  EXPECT_EQ(a.available_until, b.available_until);
}

void expect_same(QualificationResult const& a, QualificationResult const& b) {
  EXPECT_EQ(a.insured_card_classification, b.insured_card_classification);
  EXPECT_EQ(a.insurer_number, b.insurer_number);
  EXPECT_EQ(a.insured_symbol, b.insured_symbol);
  EXPECT_EQ(a.insured_number, b.insured_number);
  EXPECT_EQ(a.insured_branch, b.insured_branch);
  EXPECT_EQ(a.personal_family_classification, b.personal_family_classification);
  EXPECT_EQ(a.name, b.name);
  EXPECT_EQ(a.name_kana, b.name_kana);
  EXPECT_EQ(a.sex, b.sex);
  EXPECT_EQ(a.birth_date, b.birth_date);
  EXPECT_EQ(a.address, b.address);
  EXPECT_EQ(a.post_number, b.post_number);
  EXPECT_EQ(a.qualification_date, b.qualification_date);
  EXPECT_EQ(a.insurer_name, b.insurer_name);
  expect_same(a.limit_amount, b.limit_amount);
  expect_same(a.specific_disease, b.specific_disease);
  expect_same(a.health_checkup, b.health_checkup);
  expect_same(a.medication, b.medication);
  expect_same(a.diagnosis, b.diagnosis);
  expect_same(a.operations, b.operations);
}

TEST(EligibilityXml, WritesTheOfficialTagsInTheirOrder) {
  EXPECT_EQ(encode(full_answer()), kGoldenAnswer);
}

TEST(EligibilityXml, AnAnswerComesBackWhole) {
  auto const decoded = decode_inquiry_answer(encode(full_answer()));
  ASSERT_TRUE(decoded) << decoded.error;
  EXPECT_EQ(decoded.message->outcome, Outcome::kAccepted);
  EXPECT_EQ(decoded.message->processed_at, full_answer().processed_at);
  EXPECT_EQ(decoded.message->institution_code, "1360000014");
  EXPECT_EQ(decoded.message->file_identifier, "file-1");
  EXPECT_EQ(decoded.message->validity, QualificationValidity::kValid);
  ASSERT_EQ(decoded.message->results.size(), 1U);
  expect_same(decoded.message->results[0], full_result());
}

TEST(EligibilityXml, LeavesOutWhatIsEmpty) {
  auto answer = full_answer();
  answer.file_identifier.clear();
  answer.results[0] = QualificationResult{};
  answer.results[0].birth_date = std::chrono::year{1948} / 2 / 29;
  answer.results[0].qualification_date = std::chrono::year{2020} / 4 / 1;
  auto const xml = encode(answer);
  for (auto const* const tag : {"ArbitraryFileIdentifier", "InsuredCardSymbol", "InsuredBranchNumber",
                                "ConsFlg", "Info>", "Address"}) {
    EXPECT_EQ(xml.find(tag), std::string::npos) << tag;
  }
  auto const decoded = decode_inquiry_answer(xml);
  ASSERT_TRUE(decoded) << decoded.error;
  expect_same(decoded.message->results.at(0), answer.results[0]);
}

TEST(EligibilityXml, RefusalsKeepTheirOutcome) {
  for (std::size_t i = 1; i < kOutcomes; ++i) {
    auto answer = full_answer();
    answer.outcome = static_cast<Outcome>(i);
    answer.results.clear();
    auto const decoded = decode_inquiry_answer(encode(answer));
    ASSERT_TRUE(decoded) << decoded.error;
    EXPECT_EQ(decoded.message->outcome, answer.outcome);
    auto notices = NoticeAnswer{};
    notices.outcome = answer.outcome;
    auto const decoded_notices = decode_notice_answer(encode(notices));
    ASSERT_TRUE(decoded_notices) << decoded_notices.error;
    EXPECT_EQ(decoded_notices.message->outcome, answer.outcome);
  }
}

TEST(EligibilityXml, RequestsComeBackWhole) {
  auto const inquiry =
      decode_inquiry_request(encode(InquiryRequest{"1360000014", "20241202000000000001", "a<b"}));
  ASSERT_TRUE(inquiry) << inquiry.error;
  EXPECT_EQ(inquiry.message->institution_code, "1360000014");
  EXPECT_EQ(inquiry.message->registration_number, "20241202000000000001");
  EXPECT_EQ(inquiry.message->file_identifier, "a<b");
  auto const notice = decode_notice_request(encode(NoticeRequest{"1360000014", 18446744073709551615U}));
  ASSERT_TRUE(notice) << notice.error;
  EXPECT_EQ(notice.message->institution_code, "1360000014");
  EXPECT_EQ(notice.message->after, 18446744073709551615U);
}

TEST(EligibilityXml, NoticesComeBackInOrder) {
  auto const answer =
      NoticeAnswer{Outcome::kAccepted, {{1, "20241202000000000001"}, {7, "20241202000000000009"}}};
  auto const decoded = decode_notice_answer(encode(answer));
  ASSERT_TRUE(decoded) << decoded.error;
  ASSERT_EQ(decoded.message->notices.size(), 2U);
  EXPECT_EQ(decoded.message->notices[1].sequence, 7U);
  EXPECT_EQ(decoded.message->notices[1].registration_number, "20241202000000000009");
  auto const none = decode_notice_answer(encode(NoticeAnswer{Outcome::kAccepted, {}}));
  ASSERT_TRUE(none);
  EXPECT_TRUE(none.message->notices.empty());
}

std::string request_with(std::string const& header, std::string const& body) {
  return "<XmlMsg><MessageHeader>" + header + "</MessageHeader><MessageBody>" + body +
         "</MessageBody></XmlMsg>";
}
auto const kHeader = std::string{"<MedicalInstitutionCode>1360000014</MedicalInstitutionCode>"};
auto const kBody = std::string{
    "<QualificationConfirmSearchInfo><RegistrationNumber>20241202000000000001</RegistrationNumber>"
    "</QualificationConfirmSearchInfo>"};

TEST(EligibilityXml, AcceptsUnknownTagsAndAnyLayout) {
  EXPECT_TRUE(decode_inquiry_request(request_with("\n <New/>" + kHeader, "\r\n\t" + kBody + "<!-- - -->")));
}

TEST(MalformedXml, IsRefusedWithAReason) {
  auto const error = [](std::string const& xml) {
    auto const decoded = decode_inquiry_request(xml);
    EXPECT_FALSE(decoded) << xml;
    EXPECT_FALSE(decoded.error.empty());
    return decoded.error;
  };
  EXPECT_NE(error("").find("not well-formed"), std::string::npos);
  EXPECT_NE(error("<XmlMsg>").find("not well-formed"), std::string::npos);
  EXPECT_NE(error("hello").find("not well-formed"), std::string::npos);
  EXPECT_EQ(error("<Other/>"), "the root must be one XmlMsg");
  EXPECT_EQ(error("<XmlMsg/><XmlMsg/>"), "the root must be one XmlMsg");
  EXPECT_EQ(error("<!DOCTYPE x [<!ENTITY a \"b\">]>" + request_with(kHeader, kBody)),
            "a DOCTYPE is not accepted");
  EXPECT_EQ(error("<?xml version=\"1.0\" encoding=\"Shift_JIS\"?>" + request_with(kHeader, kBody)),
            "the declared encoding must be UTF-8");
  EXPECT_EQ(error(request_with(kHeader, kBody) + "\xff"), "the message is not UTF-8 text");
  EXPECT_EQ(error(request_with(kHeader, std::string(70'000, ' ') + kBody)),
            "the message is longer than 65,536 bytes");
  EXPECT_EQ(error("<XmlMsg/>"), "XmlMsg/MessageHeader is missing");
  EXPECT_EQ(error(request_with("", kBody)), "MessageHeader/MedicalInstitutionCode must have 10 digits");
  EXPECT_EQ(error(request_with(kHeader, "")), "MessageBody/QualificationConfirmSearchInfo is missing");
  EXPECT_EQ(error(request_with(kHeader + "<ArbitraryFileIdentifier>&#1;</ArbitraryFileIdentifier>", kBody)),
            "MessageHeader/ArbitraryFileIdentifier has control characters");
}

TEST(MalformedXml, NeverEchoesAValue) {
  auto const secret = std::string{"<MedicalInstitutionCode>secret</MedicalInstitutionCode>"};
  EXPECT_EQ(decode_inquiry_request(request_with(secret, kBody)).error.find("secret"), std::string::npos);
}

TEST(MalformedXml, OfAnAnswer) {
  auto const golden = std::string{kGoldenAnswer};
  auto const error_with = [&](std::string const& from, std::string const& to) {
    auto changed = golden;
    changed.replace(changed.find(from), from.size(), to);
    return decode_inquiry_answer(changed).error;
  };
  EXPECT_EQ(error_with("<Birthdate>19480229", "<Birthdate>19490229"),
            "ResultOfQualificationConfirmation/Birthdate must be a date as YYYYMMDD");
  EXPECT_EQ(error_with("20241202083007", "20241202246007"),
            "MessageHeader/ProcessExecutionTime must be a time as YYYYMMDDHHmmss");
  EXPECT_EQ(error_with("<Sex1>2", "<Sex1>4"),
            "ResultOfQualificationConfirmation/Sex1 must be a code from 1 to 3");
  EXPECT_EQ(error_with("<SegmentOfResult>1", "<SegmentOfResult>2"),
            "MessageHeader/SegmentOfResult must be 1 or 9");
  EXPECT_EQ(error_with("<SegmentOfResult>1</SegmentOfResult>",
                       "<SegmentOfResult>9</SegmentOfResult><ErrorCode>accepted</ErrorCode>"),
            "MessageHeader/ErrorCode is not a code of this system");
  EXPECT_EQ(error_with("<AvailableTime>20250331235959</AvailableTime>", ""),
            "SpecificHealthCheckupsInfo/AvailableTime must have 14 digits");
}

TEST(MalformedXml, SurvivesEveryCut) {
  auto const golden = std::string{kGoldenAnswer};
  for (std::size_t length = 0; length < golden.size(); ++length) {
    EXPECT_FALSE(decode_inquiry_answer(std::string_view{golden}.substr(0, length))) << length;
  }
}

TEST(Utf8, TellsGoodTextFromBad) {
  EXPECT_TRUE(is_utf8("ｼｹﾝ 試験\t\r\n𠮷"));
  for (auto const* const text : {"\x80", "\xc0\xaf", "\xe3\x81", "\xed\xa0\x80", "\xf4\x90\x80\x80",
                                 "\xf8\x88", "\x01", "\xe0\x80\x80", "a\xc3("}) {
    EXPECT_FALSE(is_utf8(text));
  }
  EXPECT_FALSE(is_utf8(std::string_view{"a\0b", 3}));
}

}  // namespace
}  // namespace kazasu::adapters
