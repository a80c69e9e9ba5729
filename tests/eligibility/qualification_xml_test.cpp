// Every block of an answer, both ways.
#include <gtest/gtest.h>

#include "emulators/adapters/xml/eligibility_xml.h"
#include "sim/calendar.h"

namespace kazasu::adapters {
namespace {

using namespace eligibility;

auto const kTime = sim::parse_iso_date_time("2024-12-02T08:30:07+09:00");
constexpr auto day(int year, unsigned month, unsigned day_of_month) {
  return std::chrono::year_month_day{std::chrono::year{year}, std::chrono::month{month},
                                     std::chrono::day{day_of_month}};
}
auto const kDays = identity::CertificateDays{day(2024, 8, 1), day(2024, 8, 2), day(2025, 7, 31)};

QualificationResult every_block() {
  auto result = QualificationResult{};
  result.insurer_number = "  130013";
  result.insured_name = "試験　太郎";
  result.sex = identity::Sex::kMale;
  result.birth_date = day(1953, 5, 6);
  result.qualification_date = day(2020, 4, 1);
  result.disqualification_date = day(2024, 12, 1);
  result.card_days = kDays;
  result.contribution_ratio = "020";
  result.preschool = true;
  result.loss_reason = identity::LossReason::kOtherInsurer;
  result.elderly_recipient = identity::ElderlyRecipient{.ratio = "030", .days = kDays};
  result.limit_amount = {true, kTime, {}};
  result.limit = identity::LimitCertificate{
      .classification = "02", .flag = "B05", .days = kDays, .long_term = day(2024, 9, 1)};
  result.specific_disease = {true, kTime, {}};
  result.diseases = {{.category = "1", .days = kDays, .self_pay_yen = 10'000},
                     {.category = "3", .days = kDays, .self_pay_yen = 20'000}};
  result.reference_number = "P-7";
  return result;
}

MedicalTicket every_field() {
  return {.type = "01",
          .valid_from = day(2024, 12, 1),
          .valid_until = day(2024, 12, 31),
          .issue_number = "24120000017",
          .month = "202412",
          .institution_code = "1360000014",
          .institution_flag = "0",
          .institution_name = "試験訪問看護ステーション",
          .prescription_institution_code = "1310000011",
          .prescription_institution_name = "試験医院",
          .injuries = {"試験病一", "試験病二", "試験病三"},
          .treatment_type = "05",
          .self_pay = "0",
          .district_contact = "試験地区担当",
          .handling_contact = "試験福祉事務所",
          .single_or_combined = "01",
          .social_insurance = "02",
          .consistency = "1",
          .infection = "02",
          .elderly_care = "02",
          .prefectural_expenses = "02",
          .remarks = {"備考"}};
}

InquiryAnswer answer_with(std::vector<QualificationResult> results, std::vector<MedicalTicket> tickets) {
  return {.outcome = Outcome::kAccepted,
          .processed_at = kTime,
          .institution_code = "1360000014",
          .file_identifier = "f",
          .validity = QualificationValidity::kSeveral,
          .results = std::move(results),
          .tickets = std::move(tickets)};
}

bool same_days(identity::CertificateDays const& a, identity::CertificateDays const& b) {
  return a.issued == b.issued && a.from == b.from && a.until == b.until;
}

TEST(QualificationXml, EveryBlockComesBackWhole) {
  auto const sent = every_block();
  auto const decoded = decode_inquiry_answer(encode(answer_with({sent}, {})));
  ASSERT_TRUE(decoded) << decoded.error;
  auto const& read = decoded.message->results.at(0);
  EXPECT_EQ(read.insured_name, sent.insured_name);
  EXPECT_EQ(read.disqualification_date, sent.disqualification_date);
  EXPECT_TRUE(same_days(read.card_days.value(), kDays));
  EXPECT_EQ(read.contribution_ratio, "020");
  EXPECT_TRUE(read.preschool);
  EXPECT_EQ(read.loss_reason, identity::LossReason::kOtherInsurer);
  EXPECT_EQ(read.elderly_recipient.value().ratio, "030");
  EXPECT_TRUE(same_days(read.elderly_recipient->days, kDays));
  EXPECT_EQ(read.limit.value().classification, "02");
  EXPECT_EQ(read.limit->flag, "B05");
  EXPECT_TRUE(same_days(read.limit->days, kDays));
  EXPECT_EQ(read.limit->long_term, day(2024, 9, 1));
  ASSERT_EQ(read.diseases.size(), 2U);
  EXPECT_EQ(read.diseases[1].category, "3");
  EXPECT_EQ(read.diseases[1].self_pay_yen, 20'000U);
  EXPECT_EQ(read.reference_number, "P-7");
}

TEST(QualificationXml, UsesThePublishedTags) {
  auto const xml = encode(answer_with({every_block()}, {}));
  for (auto const* const part :
       {"<DisqualificationDate>20241201<", "<InsuredCertificateIssuanceDate>20240801<",
        "<InsuredCardValidDate>20240802<", "<InsuredCardExpirationDate>20250731<",
        "<InsuredPartialContributionRatio>020<", "<PreschoolClassification>1<", "<ReasonOfLoss>03<",
        "<ElderlyRecipientCertificateInfo><ElderlyRecipientCertificateDate>20240801<",
        "<ElderlyRecipientContributionRatio>030<",
        "<LimitApplicationCertificateRelatedInfo><LimitApplicationCertificateClassification>02<",
        "<LimitApplicationCertificateClassificationFlag>B05<",
        "<LimitApplicationCertificateLongTermDate>20240901<",
        "<SpecificDiseasesCertificateList><SpecificDiseasesCertificateInfo><SpecificDiseasesDiseaseCategory>"
        "1<",
        "<SpecificDiseasesSelfPay>10000<", "<ReferenceNumber>P-7<"}) {
    EXPECT_NE(xml.find(part), std::string::npos) << part;
  }
}

TEST(QualificationXml, EveryReasonOfLossComesBack) {
  using identity::LossReason;
  for (auto const reason : {LossReason::kNone, LossReason::kDeath, LossReason::kAssistance,
                            LossReason::kOtherInsurer, LossReason::kOther}) {
    auto result = every_block();
    result.loss_reason = reason;
    auto const decoded = decode_inquiry_answer(encode(answer_with({result}, {})));
    ASSERT_TRUE(decoded) << decoded.error;
    EXPECT_EQ(decoded.message->results.at(0).loss_reason, reason);
  }
}

TEST(QualificationXml, TicketsComeBackFromEitherPlace) {
  auto const decoded = decode_inquiry_answer(encode(answer_with({every_block()}, {every_field()})));
  ASSERT_TRUE(decoded) << decoded.error;
  ASSERT_EQ(decoded.message->tickets.size(), 1U);
  EXPECT_EQ(decoded.message->tickets[0], every_field());
  auto xml = encode(answer_with({every_block()}, {every_field()}));
  auto const from = xml.find("<PublicExpenseResultList>");
  auto const list = xml.substr(from, xml.find("</MessageBody>") - from);
  xml.erase(from, list.size());
  xml.insert(xml.find("</ResultOfQualificationConfirmation>"), list);
  auto const moved = decode_inquiry_answer(xml);
  ASSERT_TRUE(moved) << moved.error;
  ASSERT_EQ(moved.message->tickets.size(), 1U);
  EXPECT_EQ(moved.message->tickets[0], every_field());
}

TEST(QualificationXml, AllSixValiditiesComeBack) {
  for (auto code = 1; code <= 6; ++code) {
    auto answer = answer_with({}, {});
    answer.validity = static_cast<QualificationValidity>(code);
    auto const decoded = decode_inquiry_answer(encode(answer));
    ASSERT_TRUE(decoded) << decoded.error;
    EXPECT_EQ(decoded.message->validity, answer.validity);
  }
}

TEST(QualificationXml, RefusesBadBlocks) {
  auto const golden = encode(answer_with({every_block()}, {every_field()}));
  auto const error_with = [&](std::string const& from, std::string const& to) {
    auto changed = golden;
    changed.replace(changed.find(from), from.size(), to);
    return decode_inquiry_answer(changed).error;
  };
  EXPECT_EQ(error_with("<ReasonOfLoss>03", "<ReasonOfLoss>04"),
            "ResultOfQualificationConfirmation/ReasonOfLoss must be 01, 02, 03 or 99");
  EXPECT_EQ(error_with("<ElderlyRecipientContributionRatio>030", "<ElderlyRecipientContributionRatio>30"),
            "ElderlyRecipientCertificateInfo/ElderlyRecipientContributionRatio must have 3 digits");
  EXPECT_EQ(error_with("<SpecificDiseasesDiseaseCategory>1", "<SpecificDiseasesDiseaseCategory>4"),
            "SpecificDiseasesCertificateInfo/SpecificDiseasesDiseaseCategory must be a code from 1 to 3");
  EXPECT_EQ(error_with("<SpecificDiseasesSelfPay>10000", "<SpecificDiseasesSelfPay>99999999"),
            "SpecificDiseasesCertificateInfo/SpecificDiseasesSelfPay must have at most seven digits");
  EXPECT_EQ(error_with("<MedicalTicketValidDate>20241201", "<MedicalTicketValidDate>20241301"),
            "MedicalTicketInfo/MedicalTicketValidDate must be a date as YYYYMMDD");
}

InsuredSearch full_search() {
  return {.insurer_number = "06130488",
          .symbol = "3177",
          .number = "102",
          .branch = "01",
          .birth_date = day(1948, 2, 29),
          .wants_limit = true,
          .arbitrary_identifier = "a<b"};
}

TEST(ReInquiryXml, ComesBackWholeAndIsEchoed) {
  auto const request = decode_re_inquiry_request(encode(ReInquiryRequest{"1360000014", "f", full_search()}));
  ASSERT_TRUE(request) << request.error;
  EXPECT_EQ(request.message->institution_code, "1360000014");
  EXPECT_EQ(request.message->search, full_search());
  auto answer = answer_with({every_block()}, {});
  answer.by_card = false;
  answer.search = full_search();
  auto const decoded = decode_inquiry_answer(encode(answer));
  ASSERT_TRUE(decoded) << decoded.error;
  EXPECT_FALSE(decoded.message->by_card);
  EXPECT_EQ(decoded.message->search, full_search());
}

TEST(ReInquiryXml, RefusesWhatIsIncomplete) {
  auto const golden = encode(ReInquiryRequest{"1360000014", "f", full_search()});
  auto const error_without = [&](std::string const& part, std::string const& instead = "") {
    auto changed = golden;
    changed.replace(changed.find(part), part.size(), instead);
    return decode_re_inquiry_request(changed).error;
  };
  EXPECT_EQ(error_without("<InsurerNumber>06130488</InsurerNumber>"),
            "QualificationConfirmSearchInfo/InsurerNumber is missing or empty");
  EXPECT_EQ(error_without("<Birthdate>19480229</Birthdate>"),
            "QualificationConfirmSearchInfo/Birthdate must have 8 digits");
  EXPECT_EQ(
      error_without("<MedicalTreatmentFlag>2", "<MedicalTreatmentFlag>1"),
      "QualificationConfirmSearchInfo/MedicalTreatmentFlag must be 2 (訪問診療等) or 3 (オンライン診療等)");
  EXPECT_EQ(error_without("ConsFlg>1<", "ConsFlg>2<"),
            "QualificationConfirmSearchInfo/LimitApplicationCertificateRelatedConsFlg must be 0 or 1");
}

TEST(CancelXml, ComesBackWhole) {
  auto const request =
      decode_cancel_request(encode(CancelRequest{"1360000014", "f", full_search(), ConsentEnd::kUseChanged}));
  ASSERT_TRUE(request) << request.error;
  EXPECT_EQ(request.message->search, full_search());
  EXPECT_EQ(request.message->reason, ConsentEnd::kUseChanged);
  auto const until = sim::parse_iso_date_time("2025-03-31T23:59:59+09:00");
  auto const items = ConsentSet{}.give(ConsentItem::kOperations).give(ConsentItem::kLimitAmount);
  auto const sent = CancelAnswer{.outcome = Outcome::kAccepted,
                                 .processed_at = kTime,
                                 .institution_code = "1360000014",
                                 .file_identifier = "f",
                                 .cancelled = {{Care::kHouseCall, items, kTime, until},
                                               {Care::kOnline, ConsentSet::all(), kTime, until}}};
  auto const answer = decode_cancel_answer(encode(sent));
  ASSERT_TRUE(answer) << answer.error;
  ASSERT_EQ(answer.message->cancelled.size(), 2U);
  EXPECT_EQ(answer.message->cancelled[0].care, Care::kHouseCall);
  EXPECT_EQ(answer.message->cancelled[0].items, items);
  EXPECT_EQ(answer.message->cancelled[1].items, ConsentSet::all());
  EXPECT_EQ(answer.message->cancelled[1].until, until);
  auto xml = encode(sent);
  xml.replace(xml.find("SHJ"), 3, "ABC");
  EXPECT_EQ(decode_cancel_answer(xml).error,
            "ConsentCancel/ConsentInformationType is not a kind of information");
}

}  // namespace
}  // namespace kazasu::adapters
