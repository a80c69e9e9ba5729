// What the payers know beside a file: who was insured where, and what was sent before.
#include "emulators/claims/cross_checks.h"

#include <gtest/gtest.h>

#include <set>

#include "emulators/claims/receipt_identity.h"
#include "tests/claims/cross_world.h"

namespace kazasu::claims {
namespace {

using enum EligibilityOutcome;

constexpr auto kBranch = "SN,1,01,,,,01,,";
constexpr auto kLarge = 118'001;

struct Looked {
  std::string codes;
  Eligibility eligibility;
};
Looked look(std::string const& file, identity::InsuranceHistory history) {
  auto person = OnePerson{};
  person.lived = std::move(history);
  auto const insurance = RegisteredInsurance{person};
  auto const found = cross_check(file, {.insurance = &insurance, .decode = decode_known});
  EXPECT_EQ(found.receipts.size(), 1U);
  auto const returned = finding_of(found.receipts.at(0).eligibility.outcome).has_value();
  EXPECT_EQ(found.receipts.at(0).entry.checked, returned ? ReceiptClass::kReturn : ReceiptClass::kNormal);
  return {found.codes(), found.receipts.at(0).eligibility};
}

// The written insurer until a day, another one from it.
identity::InsuranceHistory changed_on(std::chrono::year_month_day day) {
  auto first = written_period();
  first.lost = day;
  return {.periods = {first, other_period(day)}};
}

TEST(CrossChecks, ConfirmWhoIsInsuredAsWritten) {
  auto const looked = look(sample_with({kBranch}), {.periods = {written_period()}});
  EXPECT_EQ(looked.codes, "");
  EXPECT_EQ(looked.eligibility.outcome, kConfirmed);
  EXPECT_EQ(looked.eligibility.person, OnePerson::kPerson);
}

TEST(CrossChecks, IdentifyTheBranch) {
  for (auto const& between : {std::vector<std::string>{}, {"SN,1,01,,,,02,,"}, {"SN,1,01,,,,,,"}}) {
    auto const looked = look(sample_with(between), {.periods = {written_period()}});
    EXPECT_EQ(looked.codes, "");
    EXPECT_EQ(looked.eligibility.outcome, kBranchIdentified);
  }
}

TEST(CrossChecks, ReturnWhatNobodyIsInsuredUnder) {
  auto const history = identity::InsuranceHistory{.periods = {written_period()}};
  EXPECT_EQ(look(sample_with({}, {{",4567,", ",4568,"}}), history).codes, "L3968");
  EXPECT_EQ(look(sample_with({}, {{"19500101", "19500102"}}), history).codes, "L3968");
  EXPECT_EQ(look(sample_with({}, {{",123,", ",124,"}}), history).codes, "L3968");
  EXPECT_EQ(look(sample_with({}, {{",123,", ",,"}}), history).codes, "");
  // One finding for a number that is no insurer's.
  EXPECT_EQ(look(sample_with({}, {{"01139997", "01139998"}}), history).codes, "L3087");
}

TEST(CrossChecks, ReadItemsOfFullWidth) {
  auto period = other_period(on(2020, 4, 1));
  period.symbol = "架１";
  period.number = "56";
  auto const file = [](std::string const& symbol) {
    return sample_with({"SN,1,01,,,,00,,"},
                       {{"HM,1", "HM,2"}, {"01139997,123,4567", "  139998," + symbol + ",\x82\x54\x82\x55"}});
  };
  EXPECT_EQ(look(file("\x89\xCB\x82\x50"), {.periods = {period}}).eligibility.outcome, kConfirmed);
  EXPECT_EQ(look(file("\x89\xCB\x82\x51"), {.periods = {period}}).codes, "L3968");
}

// Care is on the 3rd and the 5th.
TEST(CrossChecks, ReturnWhatHasNoInsurerOnSomeDay) {
  auto lost = written_period();
  lost.lost = on(2024, 6, 5);
  auto const looked = look(sample_with({}), {.periods = {lost}});
  EXPECT_EQ(looked.codes, "L3969");
  EXPECT_EQ(looked.eligibility.outcome, kLost);
  lost.lost = on(2024, 6, 6);
  EXPECT_EQ(look(sample_with({}), {.periods = {lost}}).codes, "");
}

TEST(CrossChecks, TransferToTheOtherInsurer) {
  auto const looked = look(sample_with({payment_record()}), changed_on(on(2024, 6, 1)));
  EXPECT_EQ(looked.codes, "");
  EXPECT_EQ(looked.eligibility.outcome, kTransferred);
  EXPECT_EQ(looked.eligibility.parts, 1U);
}

TEST(CrossChecks, TransferSmallReceiptsWithoutPayment) {
  EXPECT_EQ(look(sample_with({}), changed_on(on(2024, 6, 1))).eligibility.outcome, kTransferred);
  // As large as no MF allows, with the fees to match: 118,000 and one yen more cannot be made of fees, so the
  // total is wrong as well.
  auto const large = std::vector<std::pair<std::string, std::string>>{{"11100", std::to_string(kLarge)}};
  EXPECT_EQ(look(sample_with({}, large), changed_on(on(2024, 6, 1))).codes, "L3962 L3970");
  auto person = OnePerson{};
  person.lived = changed_on(on(2024, 6, 1));
  auto const insurance = RegisteredInsurance{person};
  auto const rules = CrossRules{.insurance = &insurance, .decode = decode_known};
  EXPECT_EQ(cross_check(sample_with({payment_record()}, large), rules).codes(), "L3962");
  EXPECT_EQ(cross_check(sample_with({}, {{"11100", "118000"}}), rules).codes(), "L3962");
  // 40,000 for the elderly of 70 to 74.
  EXPECT_EQ(cross_check(sample_with({}, {{"6112", "6118"}, {"11100", "40000"}}), rules).codes(), "L3962");
  EXPECT_EQ(cross_check(sample_with({}, {{"6112", "6118"}, {"11100", "40001"}}), rules).codes(),
            "L3962 L3970");
}

TEST(CrossChecks, SplitByDate) {
  auto const changed = changed_on(on(2024, 6, 4));
  auto const looked = look(sample_with({days_record({3, 5}), payment_record()}), changed);
  EXPECT_EQ(looked.codes, "");
  EXPECT_EQ(looked.eligibility.outcome, kSplit);
  EXPECT_EQ(looked.eligibility.parts, 2U);
  for (auto const& between : {std::vector<std::string>{payment_record()},
                              {days_record({3}), payment_record()},
                              {days_record({3, 5, 7}), payment_record()}}) {
    auto const left_out = look(sample_with(between), changed);
    EXPECT_EQ(left_out.codes, "L3971");
    EXPECT_EQ(left_out.eligibility.outcome, kNotSplittable);
    EXPECT_EQ(left_out.eligibility.parts, 1U);
  }
}

// Twelve insurers in a month of daily care.
TEST(CrossChecks, SplitIntoTenAtTheMost) {
  auto records = sample_records();
  records.resize(8);
  auto days = std::vector<unsigned>{};
  auto history = identity::InsuranceHistory{};
  for (auto insurers = 1U; insurers <= 12; ++insurers) {
    auto period = insurers == 1 ? written_period() : other_period(on(2024, 6, insurers));
    if (insurers > 1) period.number = std::to_string(100 + insurers);
    if (!history.periods.empty()) history.periods.back().lost = on(2024, 6, insurers);
    history.periods.push_back(period);
    days.push_back(insurers);
    auto const day = (insurers < 10 ? "0" : "") + std::to_string(insurers);
    records.push_back("KA,202406" + day + ",1,510000110,,5550,03,01,01");
    records.at(2) =
        "HO,01139997,123,4567," + std::to_string(insurers) + "," + std::to_string(5550 * insurers) + ",,,,,,";
    records.at(7) = "RJ,20240601" + records.at(7).substr(11);
    auto file = records;
    file.insert(file.begin() + 3, {days_record(days), payment_record()});
    file.push_back("GO");
    auto person = OnePerson{};
    person.lived = history;
    auto const insurance = RegisteredInsurance{person};
    auto const found = cross_check(file_of(file), {.insurance = &insurance, .decode = decode_known});
    auto const& eligibility = found.receipts.at(0).eligibility;
    auto const expected = insurers == 1 ? kBranchIdentified : insurers <= 10 ? kSplit : kNotSplittable;
    EXPECT_EQ(eligibility.outcome, expected) << insurers;
    EXPECT_EQ(eligibility.parts, insurers <= 10 ? insurers : 1U);
  }
}

TEST(CrossChecks, LeaveTwoInsurersToTheOneThatIsWritten) {
  auto const looked =
      look(sample_with({kBranch}), {.periods = {written_period(), other_period(on(2024, 6, 4))}});
  EXPECT_EQ(looked.codes, "");
  EXPECT_EQ(looked.eligibility.outcome, kToWrittenInsurer);
}

TEST(CrossChecks, LookNobodyUpForPublicPayersAlone) {
  auto const file = sample_with({}, {{"6112", "6212"},
                                     {"HO,01139997,123,4567,2,11100,,,,,,", "KO,12139994,1234566,,2,11100,,"},
                                     {",1,510000110", ",5,510000110"}});
  auto const looked = look(file, {});
  EXPECT_EQ(looked.codes, "");
  EXPECT_EQ(looked.eligibility.outcome, kNotLookedUp);
}

TEST(CrossChecks, LeaveRefusedReceiptsAlone) {
  auto const sent = [] {
    auto before = SentBefore{};
    before.everything = true;
    return before;
  }();
  auto const person = OnePerson{};
  auto const insurance = RegisteredInsurance{person};
  auto const found = cross_check(sample_with({}, {{",5550,", ",555O,"}}),
                                 {.insurance = &insurance, .decode = decode_known, .earlier = &sent});
  EXPECT_EQ(found.codes(), "L2964 L2964");
  EXPECT_EQ(found.receipts.at(0).entry.checked, ReceiptClass::kUnacceptable);
  EXPECT_EQ(found.receipts.at(0).eligibility.outcome, kNotLookedUp);
}

std::vector<std::string> two_receipts() {
  auto records = sample_records();
  auto const sample = sample_records();
  records.insert(records.end() - 1, sample.begin() + 1, sample.end() - 1);
  records.at(10).replace(0, 5, "RE,2,");
  return records;
}

TEST(CrossChecks, FindDuplicates) {
  auto const twice = file_of(two_receipts());
  auto const found = cross_check(twice, {});
  EXPECT_EQ(found.codes(), "L3966");
  EXPECT_EQ(found.findings.at(0).receipt, 2U);
  EXPECT_EQ(found.receipts.at(0).entry.identity, found.receipts.at(1).entry.identity);
  auto before = SentBefore{};
  EXPECT_EQ(cross_check(file_of(sample_records()), {.earlier = &before}).codes(), "");
  before.everything = true;
  EXPECT_EQ(cross_check(file_of(sample_records()), {.earlier = &before}).codes(), "L3967");
  EXPECT_EQ(cross_check(twice, {.earlier = &before}).codes(), "L3967 L3966");
}

TEST(ReceiptIdentity, IsOfPersonPayerAndMonth) {
  auto const identity = [](std::string const& file) {
    return cross_check(file, {}).receipts.at(0).entry.identity;
  };
  auto const same = identity(sample_with({}));
  // Kept for good: sends that are stored hold it.
  EXPECT_EQ(same, 5923580784177144821U);
  EXPECT_EQ(identity(sample_with({payment_record()}, {{"4567", "4568"}, {"5550", "5551"}})), same);
  auto numbers = std::set<std::uint64_t>{same};
  numbers.insert(identity(sample_with({}, {{"19500101", "19500102"}})));
  numbers.insert(identity(sample_with({}, {{",,1,1950", ",,2,1950"}})));
  numbers.insert(identity(sample_with({}, {{"01139997", "06139992"}})));
  numbers.insert(identity(sample_with({}, {{"6112,202406", "6112,202405"}})));
  numbers.insert(identity(sample_with({}, {{"202406,\x8E\x8E", "202406,\x8E"}})));
  EXPECT_EQ(numbers.size(), 6U);
}

TEST(EligibilityOutcomes, HaveTheirConfirmationCodes) {
  EXPECT_EQ(confirmation_code(kConfirmed), "02");
  EXPECT_EQ(confirmation_code(kTransferred), "04");
  EXPECT_EQ(confirmation_code(kSplit), "05");
  EXPECT_EQ(confirmation_code(kToWrittenInsurer), "06");
  EXPECT_EQ(confirmation_code(kLost), "07");
  EXPECT_EQ(confirmation_code(kBranchIdentified), "09");
  EXPECT_EQ(name_of(kNotSplittable), "not splittable");
}

}  // namespace
}  // namespace kazasu::claims
