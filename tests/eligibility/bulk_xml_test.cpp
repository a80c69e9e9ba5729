#include "emulators/adapters/xml/bulk_xml.h"

#include <gtest/gtest.h>

#include "emulators/adapters/xml/medical_data_xml.h"
#include "sim/calendar.h"

namespace kazasu::adapters {
namespace {

using namespace eligibility;

auto const kTime = sim::parse_iso_date_time("2024-12-02T08:30:07+09:00");
auto const kBorn = std::chrono::year_month_day{std::chrono::year{1948} / 2 / 29};

BulkItem item(std::string number, std::string reference = {}) {
  return {.search = {.insurer_number = "06130488", .number = std::move(number), .birth_date = kBorn},
          .reference_number = std::move(reference)};
}

TEST(BulkXml, RequestsOfEveryKindComeBackWhole) {
  for (auto const kind : {BulkKind::kInquiry, BulkKind::kReInquiry}) {
    auto const sent =
        BulkRequest{"1360000014", "202412020001", kind, Care::kContinuing, {}, {item("1"), item("2")}};
    auto const read = decode_bulk_request(encode(sent), kind);
    ASSERT_TRUE(read) << read.error;
    EXPECT_EQ(read.message->file_identifier, "202412020001");
    ASSERT_EQ(read.message->items.size(), 2U);
    EXPECT_EQ(read.message->items[1].search, item("2").search);
  }
  for (auto const care : {Care::kContinuing, Care::kOnline}) {
    auto const period = BulkPeriod{std::chrono::year{2024} / 12 / 1, std::chrono::year{2024} / 12 / 2};
    auto const sent = BulkRequest{"1360000014", "", BulkKind::kConsented, care, period, {}};
    auto const read = decode_bulk_request(encode(sent), BulkKind::kConsented);
    ASSERT_TRUE(read) << read.error;
    EXPECT_EQ(read.message->care, care);
    EXPECT_EQ(read.message->consented.value().to, period.to);
  }
}

TEST(BulkXml, ReferenceNumbersPadTheInsurer) {
  auto numbered = item("7", "P-7");
  numbered.search.insurer_number = "130013";
  auto const sent =
      BulkRequest{"1360000014", "", BulkKind::kReferenceNumbers, Care::kContinuing, {}, {numbered}};
  auto const xml = encode(sent);
  EXPECT_NE(xml.find("<InsurerNumber>  130013</InsurerNumber>"), std::string::npos);
  auto const read = decode_bulk_request(xml, BulkKind::kReferenceNumbers);
  ASSERT_TRUE(read) << read.error;
  EXPECT_EQ(read.message->items.at(0).reference_number, "P-7");
}

TEST(BulkXml, AcceptanceAndQuestionComeBackWhole) {
  auto const accepted = BulkAcceptance{Outcome::kAccepted, kTime, "1360000014", "f", "20241202000000000001"};
  auto const acceptance = decode_bulk_acceptance(encode(accepted));
  ASSERT_TRUE(acceptance) << acceptance.error;
  EXPECT_EQ(acceptance.message->reception_number, accepted.reception_number);
  auto refused = accepted;
  refused.outcome = Outcome::kDuplicateRequest;
  refused.reception_number.clear();
  EXPECT_EQ(decode_bulk_acceptance(encode(refused)).message.value().outcome, Outcome::kDuplicateRequest);
  auto const question = BulkResultRequest{"1360000014", "f", BulkKind::kInquiry, "20241202000000000001"};
  auto const read = decode_bulk_result_request(encode(question), BulkKind::kInquiry);
  ASSERT_TRUE(read) << read.error;
  EXPECT_EQ(read.message->reception_number, question.reception_number);
}

BulkResult result_of(BulkKind kind) {
  auto qualification = QualificationResult{};
  qualification.insured_number = "1";
  qualification.sex = identity::Sex::kFemale;
  qualification.birth_date = kBorn;
  qualification.qualification_date = std::chrono::year{2020} / 4 / 1;
  auto const numbers = kind == BulkKind::kReferenceNumbers;
  auto good = BulkUnit{.search = item("1").search, .outcome = Outcome::kAccepted, .reference_number = "P-1"};
  if (!numbers) {
    good.validity = QualificationValidity::kValid;
    good.results = {qualification};
    good.limit_changed = kind == BulkKind::kInquiry;
  }
  auto bad = BulkUnit{.search = item("2").search, .outcome = Outcome::kNoContinuingCare};
  bad.reference_number = numbers ? "P-2" : "";
  return {Outcome::kAccepted, kTime, "1360000014", "f", kind, "20241202000000000001", {good, bad}};
}

TEST(BulkXml, ResultsOfEveryKindComeBackWhole) {
  for (auto kind = 0; kind < kBulkKinds; ++kind) {
    auto const sent = result_of(static_cast<BulkKind>(kind));
    auto const xml = encode(sent);
    EXPECT_NE(
        xml.find("<NumberOfProcessingResult>2</NumberOfProcessingResult>"
                 "<NumberOfNormalProcessing>1</NumberOfNormalProcessing><NumberOfError>1</NumberOfError>"),
        std::string::npos);
    auto const read = decode_bulk_result(xml, sent.kind);
    ASSERT_TRUE(read) << read.error;
    ASSERT_EQ(read.message->units.size(), 2U);
    auto const& good = read.message->units[0];
    EXPECT_EQ(good.outcome, Outcome::kAccepted);
    EXPECT_EQ(good.reference_number, "P-1");
    EXPECT_EQ(good.results.size(), sent.units[0].results.size());
    EXPECT_EQ(good.limit_changed, sent.units[0].limit_changed);
    EXPECT_EQ(good.search.number, "1");
    EXPECT_EQ(read.message->units[1].outcome, Outcome::kNoContinuingCare);
    EXPECT_EQ(read.message->errors(), 1U);
  }
}

TEST(BulkXml, WaitingHasASegmentOfItsOwn) {
  auto waiting = result_of(BulkKind::kInquiry);
  waiting.outcome = Outcome::kResultNotReady;
  waiting.units.clear();
  auto const xml = encode(waiting);
  EXPECT_NE(xml.find("<SegmentOfResult>2</SegmentOfResult>"), std::string::npos);
  EXPECT_EQ(xml.find("ErrorCode"), std::string::npos);
  EXPECT_EQ(decode_bulk_result(xml, BulkKind::kInquiry).message.value().outcome, Outcome::kResultNotReady);
  waiting.outcome = Outcome::kReceptionUnknown;
  EXPECT_EQ(decode_bulk_result(encode(waiting), BulkKind::kInquiry).message.value().outcome,
            Outcome::kReceptionUnknown);
}

TEST(BulkXml, RefusesWhatIsMalformed) {
  auto const error = [](std::string xml, std::string const& from, std::string const& to) {
    xml.replace(xml.find(from), from.size(), to);
    return decode_bulk_result(xml, BulkKind::kInquiry).error;
  };
  auto const golden = encode(result_of(BulkKind::kInquiry));
  EXPECT_EQ(error(golden, "Result>2</NumberOf", "Result>3</NumberOf"),
            "MessageHeader/NumberOfProcessingResult is not the number of units");
  EXPECT_EQ(error(golden, "no_continuing_care", "anything"),
            "BulkConfirmUnit/ProcessingResultCode is not a code of this system");
  EXPECT_EQ(error(golden, "<LimitApplicationCertificateChanged>1", "<LimitApplicationCertificateChanged>2"),
            "BulkConfirmUnit/LimitApplicationCertificateChanged must be a code from 0 to 1");
  auto const period = BulkPeriod{std::chrono::year{2024} / 12 / 1, std::chrono::year{2024} / 12 / 2};
  auto request = encode(BulkRequest{"1360000014", "", BulkKind::kConsented, Care::kOnline, period, {}});
  request.replace(request.find("20241201"), 8, "20241301");
  EXPECT_EQ(decode_bulk_request(request, BulkKind::kConsented).error,
            "QualificationConfirmSearchInfo/ConsentDateFrom must be a date as YYYYMMDD");
  for (std::size_t length = 0; length < golden.size(); length += 7) {
    EXPECT_FALSE(decode_bulk_result(std::string_view{golden}.substr(0, length), BulkKind::kInquiry))
        << length;
  }
}

TEST(ReferenceNumberXml, ComesBackWhole) {
  auto const sent = ReferenceNumberRequest{"1360000014", "n1", item("1", "P-7")};
  auto const read = decode_reference_number_request(encode(sent));
  ASSERT_TRUE(read) << read.error;
  EXPECT_EQ(read.message->file_identifier, "n1");
  EXPECT_EQ(read.message->item.reference_number, "P-7");
  EXPECT_EQ(read.message->item.search.number, "1");
  for (auto const outcome : {Outcome::kAccepted, Outcome::kPersonUnknown}) {
    auto const answer = ReferenceNumberAnswer{.outcome = outcome,
                                              .processed_at = kTime,
                                              .institution_code = "1360000014",
                                              .file_identifier = "n1",
                                              .item = read.message->item};
    auto const again = decode_reference_number_answer(encode(answer));
    ASSERT_TRUE(again) << again.error;
    EXPECT_EQ(again.message->outcome, outcome);
    EXPECT_EQ(again.message->item, answer.item);
    EXPECT_EQ(encode(*again.message), encode(answer));
  }
  auto without = encode(sent);
  without.replace(without.find("<ReferenceNumber>P-7</ReferenceNumber>"), 38, "");
  EXPECT_EQ(decode_reference_number_request(without).error,
            "ReferenceNumberRegistrationInfo/ReferenceNumber is missing or empty");
}

TEST(MedicalDataXml, RequestsComeBackWhole) {
  for (auto const treatments : {false, true}) {
    for (auto const pdf : {false, true}) {
      auto const sent = MedicalDataRequest{.institution_code = "1360000014",
                                           .file_identifier = "f",
                                           .insurer_number = "06130488",
                                           .symbol = "3177",
                                           .number = "102",
                                           .branch = "01",
                                           .with_treatments = treatments,
                                           .as_pdf = pdf,
                                           .care = Care::kOnline,
                                           .first = std::chrono::year{2024} / 1,
                                           .last = std::chrono::year{2024} / 2};
      auto const read = decode_medical_data_request(encode(sent), MedicalDataKind::kMedication);
      ASSERT_TRUE(read) << read.error;
      EXPECT_EQ(read.message->number, "102");
      EXPECT_EQ(read.message->with_treatments, treatments);
      EXPECT_EQ(read.message->as_pdf, pdf);
      EXPECT_EQ(read.message->care, Care::kOnline);
      EXPECT_EQ(read.message->last, sent.last);
    }
  }
  auto checkup = MedicalDataRequest{.institution_code = "1360000014",
                                    .insurer_number = "06130488",
                                    .number = "102",
                                    .kind = MedicalDataKind::kCheckup};
  auto xml = encode(checkup);
  EXPECT_TRUE(decode_medical_data_request(xml, MedicalDataKind::kCheckup));
  xml.replace(xml.find("<FileCategory>2"), 15, "<FileCategory>3");
  EXPECT_EQ(decode_medical_data_request(xml, MedicalDataKind::kCheckup).error,
            "MessageBody/FileCategory must be a code from 1 to 2");
}

TEST(MedicalDataXml, AnswersComeBackWhole) {
  auto person = identity::Person{};
  person.index = 3;
  person.birth_date = kBorn;
  auto sent = MedicalDataAnswer{.outcome = Outcome::kAccepted,
                                .processed_at = kTime,
                                .institution_code = "1360000014",
                                .name = "試験　花子",
                                .name_kana = "ｼｹﾝ ﾊﾅｺ",
                                .sex = identity::Sex::kFemale,
                                .birth_date = kBorn};
  sent.claims = claims_of(1, 3, std::chrono::year{2023} / 1, std::chrono::year{2024} / 10);
  for (identity::PersonIndex other = 0; sent.electronic.dispensed.empty() && other < 100; ++other) {
    sent.electronic =
        prescriptions_of(1, other, std::chrono::year{2024} / 10, std::chrono::year{2024} / 12 / 2);
  }
  ASSERT_FALSE(sent.electronic.dispensed.empty());
  ASSERT_FALSE(sent.claims.empty());
  auto const xml = encode(sent);
  auto const read = decode_medical_data_answer(xml, MedicalDataKind::kMedication);
  ASSERT_TRUE(read) << read.error;
  EXPECT_TRUE(read.message->with_treatments);
  EXPECT_EQ(read.message->name_kana, sent.name_kana);
  EXPECT_EQ(encode(*read.message), xml);

  sent.claims.clear();
  sent.kind = MedicalDataKind::kCheckup;
  sent.checkups = checkups_of(1, person, std::chrono::year{2024} / 12 / 2);
  ASSERT_FALSE(sent.checkups.empty());
  auto const checkups = decode_medical_data_answer(encode(sent), MedicalDataKind::kCheckup);
  ASSERT_TRUE(checkups) << checkups.error;
  EXPECT_EQ(encode(*checkups.message), encode(sent));
}

TEST(MedicalDataXml, RefusalsSayWhy) {
  auto const sent = MedicalDataAnswer{
      .outcome = Outcome::kConsentExpired, .processed_at = kTime, .institution_code = "1360000014"};
  auto const xml = encode(sent);
  EXPECT_NE(xml.find("<MessageContents>同意の有効期限が切れています。"), std::string::npos);
  auto const read = decode_medical_data_answer(xml, MedicalDataKind::kMedication);
  ASSERT_TRUE(read) << read.error;
  EXPECT_EQ(read.message->outcome, Outcome::kConsentExpired);
}

}  // namespace
}  // namespace kazasu::adapters
