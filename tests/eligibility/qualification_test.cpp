// Which of the six validities an answer has, and what it shows with it.
#include <gtest/gtest.h>

#include "emulators/eligibility/registry.h"
#include "tests/eligibility/sample_world.h"

namespace kazasu::eligibility {
namespace {

using identity::InsuranceHistory;
using identity::InsurancePeriod;
using identity::LossReason;

auto const kToday = day(2024, 12, 2);

InsurancePeriod period(std::string number, std::chrono::year_month_day qualified,
                       std::optional<std::chrono::year_month_day> lost = {}) {
  return {.insurer_number = "06130488",
          .symbol = "3177",
          .number = std::move(number),
          .branch = "01",
          .qualified = qualified,
          .lost = lost,
          .reason = lost ? LossReason::kOtherInsurer : LossReason::kNone};
}

struct Asked {
  identity::Person person = SamplePeople{}.person(0);
  identity::Station station = SampleStations{}.station(0);
  InsuranceHistory history = {};

  QualificationQuery query(std::chrono::year_month_day on) const { return {person, history, station, on}; }
  QualificationAnswer by_card(std::chrono::year_month_day on = kToday) const {
    return answer_by_card(query(on));
  }
  QualificationAnswer by_number(std::string const& number, std::chrono::year_month_day on = kToday) const {
    return answer_by_items(query(on), {"06130488", "3177", number, "01"});
  }
};

TEST(Validity, OneHoldingQualificationIsValid) {
  auto asked = Asked{};
  asked.history.periods = {period("1", day(2020, 4, 1), day(2024, 10, 1)), period("2", day(2024, 10, 1))};
  auto const answer = asked.by_card();
  EXPECT_EQ(answer.validity, QualificationValidity::kValid);
  ASSERT_EQ(answer.results.size(), 1U);
  EXPECT_EQ(answer.results[0].insured_number, "2");
  EXPECT_FALSE(answer.results[0].disqualification_date);
}

TEST(Validity, ALostOneIsInvalidFromItsDayOfLoss) {
  auto asked = Asked{};
  asked.history.periods = {period("1", day(2020, 4, 1), kToday)};
  asked.history.periods[0].reason = LossReason::kOther;
  EXPECT_EQ(asked.by_card(day(2024, 12, 1)).validity, QualificationValidity::kValid);
  EXPECT_FALSE(asked.by_card(day(2024, 12, 1)).results.at(0).disqualification_date);
  auto const answer = asked.by_card();
  EXPECT_EQ(answer.validity, QualificationValidity::kInvalid);
  EXPECT_EQ(answer.results.at(0).disqualification_date, kToday);
  EXPECT_EQ(answer.results.at(0).loss_reason, LossReason::kOther);
  EXPECT_EQ(asked.by_number("1").validity, QualificationValidity::kInvalid);
}

TEST(Validity, AnOldNumberSaysThatThereIsANewQualificationAndHidesIt) {
  auto asked = Asked{};
  asked.history.periods = {period("1", day(2020, 4, 1), day(2024, 12, 2)), period("2", day(2024, 12, 2))};
  auto const answer = asked.by_number("1");
  EXPECT_EQ(answer.validity, QualificationValidity::kInvalidNewQualification);
  ASSERT_EQ(answer.results.size(), 1U);
  EXPECT_EQ(answer.results[0].insured_number, "1");
  EXPECT_EQ(answer.results[0].loss_reason, LossReason::kOtherInsurer);
  EXPECT_EQ(asked.by_number("1", day(2024, 12, 1)).validity, QualificationValidity::kValid);
  EXPECT_EQ(asked.by_number("2").validity, QualificationValidity::kValid);
  EXPECT_EQ(asked.by_number("2", day(2024, 12, 1)).validity, QualificationValidity::kNotFound);
}

TEST(Validity, NothingRegisteredIsNotFound) {
  auto asked = Asked{};
  EXPECT_EQ(asked.by_card().validity, QualificationValidity::kNotFound);
  EXPECT_TRUE(asked.by_card().results.empty());
  asked.history.periods = {period("1", day(2020, 4, 1))};
  EXPECT_EQ(asked.by_number("9").validity, QualificationValidity::kNotFound);
  EXPECT_EQ(asked.by_card(day(2020, 3, 31)).validity, QualificationValidity::kNotFound);
}

TEST(Validity, TwoHoldingQualificationsAreSeveralHits) {
  auto asked = Asked{};
  asked.history.periods = {period("1", day(2020, 4, 1)), period("2", day(2024, 10, 1))};
  EXPECT_EQ(asked.by_card().validity, QualificationValidity::kSeveral);
  EXPECT_EQ(asked.by_card().results.size(), 2U);
  EXPECT_EQ(asked.by_number("2").validity, QualificationValidity::kSeveral);
}

TEST(Validity, OfMedicalAssistanceDependsOnTheTicket) {
  auto asked = Asked{};
  asked.history.periods = {period("1", day(2020, 4, 1), day(2024, 11, 20))};
  asked.history.assistance = identity::MedicalAssistance{
      .payer_number = "12980010", .recipient_number = "0000017", .from = day(2024, 11, 20), .tickets = true};
  auto const answer = asked.by_card();
  EXPECT_EQ(answer.validity, QualificationValidity::kValid);
  EXPECT_EQ(answer.results.at(0).insured_card_classification, "A1");
  EXPECT_EQ(answer.results.at(0).insured_number, "0000017");
  ASSERT_EQ(answer.tickets.size(), 1U);
  auto const& ticket = answer.tickets[0];
  EXPECT_EQ(ticket.type, "01");
  EXPECT_EQ(ticket.treatment_type, "05");
  EXPECT_EQ(ticket.month, "202412");
  EXPECT_EQ(ticket.valid_from, day(2024, 12, 1));
  EXPECT_EQ(ticket.valid_until, day(2024, 12, 31));
  EXPECT_EQ(ticket.institution_code, SampleStations::kCodes[0]);
  EXPECT_EQ(asked.by_card(day(2024, 11, 20)).tickets.at(0).valid_from, day(2024, 11, 20));
  auto const stored = identity::InsuredIdentity{"12980010", {}, "0000017", {}};
  EXPECT_EQ(answer_by_items(asked.query(kToday), stored).tickets.size(), 1U);
  EXPECT_EQ(asked.by_number("1").validity, QualificationValidity::kInvalid);

  asked.history.assistance->tickets = false;
  EXPECT_EQ(asked.by_card().validity, QualificationValidity::kValidUnregistered);
  EXPECT_TRUE(asked.by_card().tickets.empty());
  EXPECT_EQ(asked.by_card().results.size(), 1U);
}

TEST(Blocks, OfTheElderly) {
  auto asked = Asked{};
  asked.person.insurer_number = "39980018";
  asked.history.periods = {{.insurer_number = "39980018",
                            .symbol = {},
                            .number = "12345674",
                            .branch = {},
                            .qualified = day(2023, 2, 28)}};
  asked.history.contribution_ratio = "020";
  auto const result = asked.by_card().results.at(0);
  EXPECT_EQ(result.contribution_ratio, "020");
  ASSERT_TRUE(result.card_days);
  EXPECT_EQ(result.card_days->from, day(2024, 8, 1));
  EXPECT_EQ(result.card_days->until, day(2025, 7, 31));
  EXPECT_FALSE(result.preschool);
}

TEST(Blocks, ElderlyRecipientsOnlyWhileTheirCertificateHolds) {
  auto asked = Asked{};
  asked.history.periods = {period("1", day(2020, 4, 1))};
  asked.history.elderly_recipient = identity::ElderlyRecipient{
      .ratio = "020", .days = {day(2024, 8, 1), day(2024, 8, 1), day(2025, 7, 31)}};
  EXPECT_EQ(asked.by_card().results.at(0).elderly_recipient.value().ratio, "020");
  EXPECT_FALSE(asked.by_card(day(2025, 8, 1)).results.at(0).elderly_recipient);
  EXPECT_TRUE(asked.by_card().results.at(0).contribution_ratio.empty());
}

TEST(Blocks, PreschoolEndsWithTheSchoolYearAfterTheSixthBirthday) {
  auto asked = Asked{};
  asked.history.periods = {period("1", day(2018, 4, 1))};
  auto const preschool = [&](auto birth, auto on) {
    asked.person.birth_date = birth;
    return asked.by_card(on).results.at(0).preschool;
  };
  EXPECT_TRUE(preschool(day(2018, 4, 2), day(2025, 3, 31)));
  EXPECT_FALSE(preschool(day(2018, 4, 2), day(2025, 4, 1)));
  EXPECT_TRUE(preschool(day(2018, 4, 1), day(2024, 3, 31)));
  EXPECT_FALSE(preschool(day(2018, 4, 1), day(2024, 4, 1)));
}

TEST(Blocks, LimitAndDiseasesAreShownWithTheirConsentOnly) {
  auto asked = Asked{};
  asked.history.periods = {period("1", day(2020, 4, 1))};
  auto const days = identity::CertificateDays{day(2024, 8, 1), day(2024, 8, 1), day(2025, 7, 31)};
  asked.history.limit = identity::LimitCertificate{.classification = "01", .flag = "B03", .days = days};
  asked.history.diseases = {{.category = "1", .days = days, .self_pay_yen = 10'000}};
  auto const shown = [&](ConsentSet items, std::chrono::year_month_day on = kToday) {
    auto result = asked.by_card(on).results.at(0);
    auto const given = at("2024-12-02T09:00:00+09:00");
    show_consents(result, {given, items, consent_valid_until(given)}, asked.query(on));
    return result;
  };
  EXPECT_FALSE(shown({}).limit);
  EXPECT_TRUE(shown({}).diseases.empty());
  EXPECT_EQ(shown(ConsentSet{}.give(ConsentItem::kLimitAmount)).limit.value().flag, "B03");
  EXPECT_TRUE(shown(ConsentSet{}.give(ConsentItem::kLimitAmount)).diseases.empty());
  EXPECT_EQ(shown(ConsentSet{}.give(ConsentItem::kSpecificDisease)).diseases.size(), 1U);
  EXPECT_FALSE(shown(ConsentSet::all(), day(2025, 8, 1)).limit);
}

}  // namespace
}  // namespace kazasu::eligibility
