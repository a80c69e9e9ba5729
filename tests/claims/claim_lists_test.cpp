// What stations fetch of their sends, in the published shapes.
#include <gtest/gtest.h>

#include <algorithm>

#include "emulators/claims/era.h"
#include "emulators/claims/incoming_file.h"
#include "emulators/claims/return_file.h"
#include "emulators/claims/search_number.h"
#include "tests/claims/list_rows.h"
#include "tests/claims/listed_claims.h"

namespace kazasu::claims {
namespace {

using namespace std::chrono_literals;

class ClaimListsTest : public ListedClaims {
 protected:
  // The sample's receipt three times: clean, with a wrong sum (L3962), with a wrong code (L2964).
  std::string file() const {
    auto const sample = sample_records();
    auto records = std::vector<std::string>{sample.front()};
    auto const station = stations.station(3);
    records[0].replace(5, 12,
                       station.institution_code.substr(0, 2) + ",6," + station.institution_code.substr(3));
    for (auto const* const number : {"1", "2", "3"}) {
      for (std::size_t i = 1; i + 1 < sample.size(); ++i) {
        auto record = sample[i];
        if (record.starts_with("RE")) {
          record.replace(3, 1, number);
          record.replace(record.find("19500101"), std::string::npos, "19500101,,,,,,N00");
          record.append(number).append(",");
        }
        if (record.starts_with("HO") && *number == '2') record.replace(record.find("11100"), 5, "11000");
        if (record.starts_with("HJ") && *number == '3') record[4] = 'X';
        records.push_back(record);
      }
    }
    records.push_back(sample.back());
    return file_of(records);
  }

  SendAnswer send(std::string const& text, SendKind kind = SendKind::kClaim, bool with_asp = true) {
    auto const rules =
        FileRules{.fees = official_fees(), .claim_month = kClaimMonth, .station = [](std::string_view) {
                    return StationFacts{.standards = {1}, .station = 3};
                  }};
    auto incoming = IncomingFile{rules, kCaller};
    incoming.feed(text);
    auto result = incoming.finish();
    auto const answer = system.send({.key = kKey,
                                     .kind = kind,
                                     .with_asp = with_asp,
                                     .sha256 = std::to_string(++files),
                                     .checked = result.checked},
                                    noon);
    archive.keep(kKey, answer.number, {text, result.lines, result.more_lines});
    return answer;
  }

  int files = 0;
};

TEST_F(ClaimListsTest, ListsFindingsOfTheClericalCheck) {
  send(file());
  EXPECT_EQ(list(ClaimList::kCheckResult, noon).outcome, ClaimOutcome::kBeingChecked);
  auto const answer = list(ClaimList::kCheckResult, noon + 10min);
  ASSERT_EQ(answer.outcome, ClaimOutcome::kAccepted);
  auto const code = stations.station(3).institution_code;
  EXPECT_EQ(answer.file_name, "RIhasp1" + code + "50001.csv");
  auto const rows = rows_of(answer.content);
  ASSERT_EQ(rows.size(), 5U);
  EXPECT_EQ(rows[0].cells, std::vector<std::string>{"受付・事務点検ＡＳＰ結果リスト"});
  ASSERT_EQ(rows[1].cells.size(), 9U);
  EXPECT_EQ(rows[1].cells[0], "令和６年６月");
  EXPECT_EQ(rows[1].cells[1], "令和６年７月９日");
  EXPECT_EQ(rows[1].cells[2], "社会保険診療報酬支払基金");
  EXPECT_EQ(rows[1].cells[5], code.substr(3));
  EXPECT_EQ(rows[1].cells[8], "001");
  for (std::size_t i = 2; i < rows.size(); ++i) EXPECT_EQ(rows[i].cells.size(), 20U);
  EXPECT_EQ(rows[3].cells, (std::vector<std::string>{"1",
                                                     "０００００２－００００",
                                                     "N002",
                                                     "",
                                                     "",
                                                     "令和６年６月",
                                                     "",
                                                     "試験",
                                                     "昭和２５年１月１日",
                                                     "3962",
                                                     "保険の合計金額が一致しません",
                                                     "保険者レコード　合計金額",
                                                     "",
                                                     "",
                                                     "11000",
                                                     "",
                                                     "",
                                                     "",
                                                     "",
                                                     ""}));
  EXPECT_EQ(rows[4].cells[0], "2");
  EXPECT_EQ(rows[4].cells[1], "０００００３");
  EXPECT_EQ(rows[4].cells[9], "2964");
}

TEST_F(ClaimListsTest, ListsWithoutAspOnlyWhatCannotBeTaken) {
  send(file(), SendKind::kClaim, false);
  auto const answer = list(ClaimList::kCheckResult, noon);
  ASSERT_EQ(answer.outcome, ClaimOutcome::kAccepted);
  EXPECT_TRUE(answer.file_name.starts_with("RIuasp1"));
  auto const rows = rows_of(answer.content);
  EXPECT_EQ(rows[0].cells[0], "受付処理結果リスト");
  ASSERT_EQ(rows.size(), 4U);
  EXPECT_EQ(rows[3].cells[9], "2964");
}

TEST_F(ClaimListsTest, ListsARefusedFileAndATest) {
  auto text = file();
  text.pop_back();
  send(text, SendKind::kTest);
  auto const answer = list(ClaimList::kCheckResult, later);
  EXPECT_TRUE(answer.file_name.starts_with("RIkasp1"));
  EXPECT_TRUE(answer.file_name.ends_with("001TEST.csv"));
  auto const rows = rows_of(answer.content);
  EXPECT_EQ(rows.back().cells[9], "1952");
  EXPECT_EQ(rows.back().cells[1], "");
  EXPECT_EQ(list(ClaimList::kConfirmation, later).outcome, ClaimOutcome::kNothingThere);
}

TEST_F(ClaimListsTest, SaysOfEachReceiptWhetherItIsClaimed) {
  send(file());
  EXPECT_EQ(list(ClaimList::kConfirmation, later).outcome, ClaimOutcome::kNothingThere);
  send(file());
  confirm(true, 2);
  confirm(false, 1);
  auto const claimed = [this](std::uint32_t number) {
    auto const answer = list(ClaimList::kConfirmation, later, number);
    EXPECT_EQ(answer.outcome, ClaimOutcome::kAccepted);
    auto const rows = rows_of(answer.content);
    EXPECT_EQ(rows.size(), 4U);
    auto said = std::string{};
    for (std::size_t i = 1; i < rows.size(); ++i) {
      EXPECT_EQ(rows[i].cells.size(), 31U);
      said.append(rows[i].cells.at(28)).append(rows[i].cells.at(29)).append(" ");
    }
    return said;
  };
  EXPECT_EQ(claimed(1), "1 2L3 2L2 ");
  EXPECT_EQ(claimed(2), "1 1L3 2L2 ");
  auto const answer = list(ClaimList::kConfirmation, later, 2);
  EXPECT_TRUE(answer.file_name.starts_with("RIfixf1"));
  auto const rows = rows_of(answer.content);
  auto const code = stations.station(3).institution_code;
  EXPECT_EQ(rows[0].cells, (std::vector<std::string>{"1", "50607", "20240709", "1", code.substr(0, 2), "6",
                                                     code.substr(3), "", "2", "2"}));
  EXPECT_EQ(rows[1].cells[2], "6112");
  EXPECT_EQ(rows[1].cells[4], "試験");
  EXPECT_EQ(rows[1].cells[13], "01139997");
  EXPECT_EQ(rows[1].cells[17], "11100");
}

TEST_F(ClaimListsTest, SumsUpWhatWasTaken) {
  send(file());
  confirm(true);
  auto const answer = list(ClaimList::kReceipt, later);
  ASSERT_EQ(answer.outcome, ClaimOutcome::kAccepted);
  EXPECT_TRUE(answer.file_name.starts_with("RIhjry1"));
  auto const rows = rows_of(answer.content);
  ASSERT_EQ(rows.size(), 6U);
  EXPECT_EQ(rows[0].cells[0], "オンライン受領書");
  EXPECT_EQ(rows[1].cells.size(), 10U);
  EXPECT_EQ(rows[3].cells, (std::vector<std::string>{"医保・国保単独", "2", "4", "22100", "0"}));
  EXPECT_EQ(rows[4].cells, (std::vector<std::string>{"合計", "2", "4", "22100", "0"}));
  EXPECT_EQ(rows[5].cells, (std::vector<std::string>{"受付不能", "1", "2", "11100", "0"}));
}

TEST_F(ClaimListsTest, NamesTheConfirmationOfTheSystem) {
  send(file());
  auto const eleventh = at("2024-07-11T08:00:00");
  auto const rows = rows_of(list(ClaimList::kReceipt, eleventh).content);
  EXPECT_EQ(rows.at(0).cells.at(0), "オンライン受領書（自動確定）");
  EXPECT_EQ(rows.at(1).cells.at(1), "令和６年７月１１日");
  EXPECT_EQ(rows.at(4).cells.at(1), "1");
}

// The whole way of a receipt that is claimed with its error, comes back, is corrected and claimed again.
TEST_F(ClaimListsTest, GivesBackWhatTheExaminationReturns) {
  send(file());
  confirm(true);
  auto const month_list = [this](ClaimList which, std::string const& when) {
    return system.list(kCaller, {.month = kClaimMonth, .list = which}, at(when));
  };
  EXPECT_EQ(month_list(ClaimList::kReturnedFile, "2024-07-31T12:00:00").outcome,
            ClaimOutcome::kNotSettledYet);
  EXPECT_EQ(month_list(ClaimList::kReturnedFile, "2024-08-05T07:59:59").outcome,
            ClaimOutcome::kOutsideWindow);
  auto const returned = month_list(ClaimList::kReturnedFile, "2024-08-05T08:00:00");
  ASSERT_EQ(returned.outcome, ClaimOutcome::kAccepted);
  EXPECT_EQ(returned.file_name, "RECEIPTH.HEN");
  auto const code = stations.station(3).institution_code;
  auto const number = "1" + code + "202407001000002";
  EXPECT_NE(
      returned.content.find("RE,1,6112,202406," + std::string{kWord} + ",,1,19500101,,,,,,N002," + number),
      std::string::npos);
  EXPECT_NE(returned.content.find("\r\nHR,202407,1,L3962,"), std::string::npos);
  EXPECT_NE(returned.content.find("\r\n8,1,0,RE,2,"), std::string::npos);
  EXPECT_NE(returned.content.find("\r\n8,8,0,HR,202407,1,L3962,"), std::string::npos);
  EXPECT_TRUE(returned.content.ends_with("\r\n8,9,0,RC,Ver0000\r\nHG,1,11000\r\n\x1A"));

  auto const rows = rows_of(month_list(ClaimList::kReturnReasons, "2024-08-05T08:00:00").content);
  ASSERT_EQ(rows.size(), 1U);
  ASSERT_EQ(rows[0].cells.size(), 20U);
  EXPECT_EQ(rows[0].cells[1], "0001-00000002");
  EXPECT_EQ(rows[0].cells[16], "L3962");
  EXPECT_EQ(rows[0].cells[18], number);

  auto again = reclaim_file(returned.content, kClaimMonth + std::chrono::months{1});
  ASSERT_TRUE(again);
  EXPECT_EQ(again->find("\r\nHR,"), std::string::npos);
  EXPECT_TRUE(again->starts_with("HM,1," + code.substr(0, 2) + ",6," + code.substr(3) + ","));
  again->replace(again->find("11000"), 5, "11100");  // corrected
  auto const rules =
      FileRules{.fees = official_fees(),
                .claim_month = kClaimMonth + std::chrono::months{1},
                .search_number = [this](std::string_view one) { return system.gave_out(one); }};
  EXPECT_TRUE(check(*again, 4096, &rules).findings.empty());
  again->replace(again->find(number), number.size(), "1" + code + "202407001000003");
  EXPECT_EQ(check(*again, 4096, &rules).findings.at(0).check, Check::kSearchNumber);
}

TEST_F(ClaimListsTest, GivesNothingBackThatWasNotClaimed) {
  send(file());
  confirm(false);
  for (auto const which : {ClaimList::kReturnedFile, ClaimList::kReturnReasons}) {
    auto const request = ListRequest{.month = kClaimMonth, .list = which};
    EXPECT_EQ(system.list(kCaller, request, at("2024-08-05T08:00:00")).outcome, ClaimOutcome::kNothingThere);
  }
  EXPECT_FALSE(reclaim_file(file(), kClaimMonth));
  EXPECT_FALSE(reclaim_file("", kClaimMonth));
}

// What was returned twice keeps its first number, and its history grows.
TEST_F(ClaimListsTest, KeepsTheHistoryOfAReceiptThatComesBackAgain) {
  send(file());
  confirm(true);
  auto const request = ListRequest{.month = kClaimMonth, .list = ClaimList::kReturnedFile};
  auto const first = system.list(kCaller, request, at("2024-08-05T08:00:00"));
  auto const again = reclaim_file(first.content, kClaimMonth);  // uncorrected
  ASSERT_TRUE(again);
  auto other = ClaimsSystem{
      {.stations = stations, .seal = seal, .archive = &archive, .encode = [this](std::string_view text) {
         return codes.encode(text);
       }}};
  auto result = IncomingFile::Result{};
  {
    auto const rules = FileRules{.fees = official_fees()};
    auto incoming = IncomingFile{rules, kCaller};
    incoming.feed(*again);
    result = incoming.finish();
  }
  EXPECT_FALSE(result.checked.refused);
  EXPECT_EQ(other.send({.key = kKey, .sha256 = "again", .checked = result.checked}, noon).number, 1U);
  archive.keep(kKey, 1, {*again, result.lines, false});
  auto const decision = ClaimDecision{.month = kClaimMonth, .send = 1, .with_errors = true};
  EXPECT_EQ(other.decide(kCaller, decision, later), ClaimOutcome::kAccepted);
  auto const second = other.list(kCaller, request, at("2024-08-05T08:00:00"));
  ASSERT_EQ(second.outcome, ClaimOutcome::kAccepted);
  auto const history = first.content.substr(first.content.find("8,1,0,RE"));
  EXPECT_NE(second.content.find(history.substr(0, history.find("HG,"))), std::string::npos);
  EXPECT_NE(second.content.find("\r\n8,1,1,RE,1,"), std::string::npos);
  EXPECT_NE(second.content.find("\r\n8,9,1,RC,Ver0000"), std::string::npos);
  EXPECT_NE(second.content.find(stations.station(3).institution_code + "202407001000002"), std::string::npos);
}

TEST(SearchNumber, ReadsWhatItWrites) {
  auto const number = SearchNumber{.payer = Payer::kFederation,
                                   .station_code = "1369012347",
                                   .month = kClaimMonth,
                                   .send = 999,
                                   .receipt = 123456};
  EXPECT_EQ(write_search_number(number), "21369012347202407999123456");
  EXPECT_EQ(read_search_number(write_search_number(number)), number);
  for (auto const* const wrong : {"", "2136901234720240799912345", "31369012347202407999123456",
                                  "21369012347202413999123456", "2136901234A202407999123456"}) {
    EXPECT_FALSE(read_search_number(wrong)) << wrong;
  }
}

TEST_F(ClaimListsTest, HasNoListOutsideItsHoursOrOfAnUnknownSend) {
  send(file());
  EXPECT_EQ(list(ClaimList::kCheckResult, at("2024-07-10T07:59:59")).outcome, ClaimOutcome::kOutsideWindow);
  EXPECT_EQ(list(ClaimList::kCheckResult, later, 2).outcome, ClaimOutcome::kSendUnknown);
}

TEST(Era, CountsYears) {
  using std::chrono::day;
  using std::chrono::month;
  using std::chrono::year;
  EXPECT_EQ(era_date({year{2019}, month{5}, day{1}}), "令和１年５月１日");
  EXPECT_EQ(era_date({year{2019}, month{4}, day{30}}), "平成３１年４月３０日");
  EXPECT_EQ(era_date({year{1989}, month{1}, day{7}}), "昭和６４年１月７日");
  EXPECT_EQ(era_date({year{1926}, month{12}, day{24}}), "大正１５年１２月２４日");
  EXPECT_EQ(era_date({year{1912}, month{7}, day{29}}), "明治４５年７月２９日");
  EXPECT_EQ(era_digits(year{2026} / month{10}), "50810");
  EXPECT_EQ(era_digits(year{1989} / month{1}), "36401");
}

}  // namespace
}  // namespace kazasu::claims
