// 資格確認結果連絡書, and what the register of insured people returns.
#include "emulators/claims/eligibility_list.h"

#include <gtest/gtest.h>

#include "emulators/claims/incoming_file.h"
#include "tests/claims/cross_world.h"
#include "tests/claims/list_rows.h"
#include "tests/claims/listed_claims.h"

namespace kazasu::claims {
namespace {

class EligibilityListTest : public ListedClaims {
 protected:
  // The sample's receipt so many times.
  static std::string file(int receipts) {
    auto const sample = sample_records();
    auto records = std::vector<std::string>{sample.front()};
    for (auto number = 1; number <= receipts; ++number) {
      for (std::size_t i = 1; i + 1 < sample.size(); ++i) {
        records.push_back(sample[i]);
        if (sample[i].starts_with("RE")) records.back().replace(3, 1, std::to_string(number));
      }
    }
    records.push_back(sample.back());
    return file_of(records);
  }
  void send(std::string const& text, std::vector<ReceiptEntry> receipts, std::vector<ListLine> lines = {}) {
    auto const answer =
        system.send({.key = kKey, .sha256 = "a", .checked = {.receipts = std::move(receipts)}}, noon);
    archive.keep(kKey, answer.number, {text, std::move(lines)});
  }
  ListAnswer settled(ClaimList which) { return list(which, at("2024-08-05T08:00:00")); }
};

TEST_F(EligibilityListTest, TellsHowReceiptsWerePutRight) {
  using enum EligibilityOutcome;
  send(file(6), {{.identity = 1, .eligibility = kConfirmed},
                 {.identity = 2, .eligibility = kTransferred},
                 {.identity = 3, .eligibility = kSplit, .parts = 2},
                 {.identity = 4, .eligibility = kBranchIdentified},
                 {.identity = 5, .checked = ReceiptClass::kUnacceptable, .eligibility = kNotLookedUp},
                 {.identity = 6, .eligibility = kToWrittenInsurer}});
  EXPECT_EQ(list(ClaimList::kEligibilityResults, at("2024-07-31T12:00:00")).outcome,
            ClaimOutcome::kNotSettledYet);
  auto const answer = settled(ClaimList::kEligibilityResults);
  ASSERT_EQ(answer.outcome, ClaimOutcome::kAccepted) << "the system confirmed it by itself";
  EXPECT_EQ(answer.file_name, "RIskkg1" + stations.station(3).institution_code + "50.csv");
  auto const rows = rows_of(answer.content);
  ASSERT_EQ(rows.size(), 5U);
  EXPECT_EQ(rows[0].cells, (std::vector<std::string>{"1", "0001-00000002", "202406", "試験", "19500101", "",
                                                     "01139997", "振替", ""}));
  EXPECT_EQ(rows[1].cells.at(1), "0001-00000003");
  EXPECT_EQ(rows[1].cells.at(7), "分割");
  EXPECT_EQ(rows[1].cells.at(8), "1");
  EXPECT_EQ(rows[2].cells.at(1), "0001-00000003");
  EXPECT_EQ(rows[2].cells.at(8), "2");
  EXPECT_EQ(rows[3].cells.at(7), "枝番特定");
  EXPECT_EQ(rows[4].cells.at(0), "5");
  EXPECT_EQ(rows[4].cells.at(7), "記載の保険者へ請求");
}

TEST_F(EligibilityListTest, LeavesOutWhatIsNotClaimedOrComesBack) {
  using enum EligibilityOutcome;
  auto const returned = ListLine{.finding = {.check = Check::kInsurerTotal, .receipt = 1, .id = {'H', 'O'}}};
  send(file(2),
       {{.identity = 1, .checked = ReceiptClass::kReturn, .eligibility = kTransferred},
        {.identity = 2, .eligibility = kConfirmed}},
       {returned});
  confirm(true);
  EXPECT_EQ(settled(ClaimList::kEligibilityResults).outcome, ClaimOutcome::kNothingThere);
  EXPECT_EQ(settled(ClaimList::kReturnedFile).outcome, ClaimOutcome::kAccepted);
}

TEST_F(EligibilityListTest, SaysNothingOfReceiptsThatWereLeftOut) {
  send(file(1),
       {{.identity = 1, .checked = ReceiptClass::kReturn, .eligibility = EligibilityOutcome::kTransferred}});
  confirm(false);
  EXPECT_EQ(settled(ClaimList::kEligibilityResults).outcome, ClaimOutcome::kNothingThere);
}

// The whole way: who lost his insurance is in the list, is claimed all the same, and comes back.
TEST_F(EligibilityListTest, ReturnsWhoeverHadNoInsurer) {
  auto person = OnePerson{};
  person.lived.periods = {written_period()};
  person.lived.periods.front().lost = on(2024, 6, 5);
  auto const insurance = RegisteredInsurance{person};
  auto const rules = FileRules{.fees = official_fees(), .claim_month = kClaimMonth};
  auto incoming = IncomingFile{rules, kCaller, CrossRules{.insurance = &insurance, .decode = decode_known}};
  incoming.feed(file(1));
  auto result = incoming.finish();
  ASSERT_EQ(result.checked.receipts.size(), 1U);
  EXPECT_EQ(result.checked.receipts[0].eligibility, EligibilityOutcome::kLost);
  EXPECT_EQ(result.checked.receipts[0].checked, ReceiptClass::kReturn);
  send(file(1), result.checked.receipts, result.lines);
  confirm(true);
  auto const rows = rows_of(settled(ClaimList::kReturnReasons).content);
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].cells.at(16), "L3969");
  EXPECT_NE(settled(ClaimList::kReturnedFile).content.find("\r\nHR,202407,1,L3969,"), std::string::npos);
  EXPECT_EQ(settled(ClaimList::kEligibilityResults).outcome, ClaimOutcome::kNothingThere);
}

// Beyond the lines that a list has, what the register found is still known.
TEST_F(EligibilityListTest, ReturnsWithoutALineOfTheList) {
  send(file(1),
       {{.identity = 1, .checked = ReceiptClass::kReturn, .eligibility = EligibilityOutcome::kNotFound}});
  confirm(true);
  auto const rows = rows_of(settled(ClaimList::kReturnReasons).content);
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].cells.at(16), "L3968");
}

}  // namespace
}  // namespace kazasu::claims
