// What files are checked against over the claims line beside themselves, and who hears of what is claimed.
#include <algorithm>

#include "tests/claims_line/claims_line_world.h"

namespace kazasu::adapters::testing {
namespace {

using claims::ReceiptClass;

std::uint32_t count_of(claims::SendStatus const& send, ReceiptClass of) {
  return send.counts[static_cast<std::size_t>(of)];
}

class ClaimsBeside : public ::testing::Test {
 protected:
  void SetUp() override { station_.begin(); }
  std::string list(std::string const& which) const {
    return station_.ask({.path = "/lists/" + which + "?month=2024-12&send=1"}).body;
  }
  HttpReply confirm(std::uint32_t send) const {
    return station_.ask(
        {.method = "POST", .path = "/decisions", .body = encode_decision({.month = kMonth, .send = send})});
  }
  // With the first `before` of the file replaced.
  std::string changed(std::string const& before, std::string const& after) const {
    auto text = file_;
    auto const at = text.find(before);
    EXPECT_NE(at, std::string::npos);
    return text.replace(at, before.size(), after);
  }
  // The n-th field of the first record of that kind.
  std::string field(std::string const& id, std::size_t n) const {
    auto at = file_.find("\r\n" + id + ",") + 2;
    for (; n > 0; --n) at = file_.find(',', at) + 1;
    return file_.substr(at, file_.find_first_of(",\r", at) - at);
  }

  ClaimsLineWorld world_;
  RawStation station_{world_, 1};  // it notified every standard that it needs
  std::string file_ = station_files().bytes(1, kFund);
};

TEST_F(ClaimsBeside, CareIsHeardOfOnceItIsClaimed) {
  auto const drafted = station_files().drafts().checked({1, kFund, kMonth, 0}).receipts;
  station_.send(file_);
  ASSERT_EQ(station_.status().sends.size(), 1U);
  EXPECT_EQ(count_of(station_.status().sends[0], ReceiptClass::kNormal), drafted.size());
  EXPECT_TRUE(world_.heard().empty()) << "received, and not claimed yet";
  EXPECT_EQ(confirm(1).status, 200);
  ASSERT_FALSE(world_.heard().empty());
  for (auto const& care : world_.heard()) {
    EXPECT_EQ(care.station, 1U);
    EXPECT_EQ(care.month, kMonth - std::chrono::months{1});
    EXPECT_EQ(std::ranges::count(drafted, care.person, &claims::ReceiptEntry::person), 1);
  }
  // All but those of public payers alone, who have no insurer to be known by.
  auto insured = std::size_t{0};
  for (auto at = file_.find("\r\nHO,"); at != std::string::npos; at = file_.find("\r\nHO,", at + 1))
    ++insured;
  EXPECT_EQ(world_.heard().size(), insured);
}

TEST_F(ClaimsBeside, WhoeverIsNotInsuredComesBack) {
  auto const number = field("HO", 3);
  auto other = number;
  other.back() = other.back() == '1' ? '2' : '1';
  station_.send(changed("," + number + ",", "," + other + ","));
  ASSERT_EQ(station_.status().sends.size(), 1U);
  EXPECT_EQ(count_of(station_.status().sends[0], ReceiptClass::kReturn), 1U);
  EXPECT_NE(list("check_result").find("3968"), std::string::npos);
}

TEST_F(ClaimsBeside, TheSameReceiptsInAnotherFileAreDuplicates) {
  station_.send(file_);
  // Another file of the same receipts: the first one has another number of its own (訪問看護記録番号).
  auto const record = file_.substr(file_.find("\r\nRE,1,"),
                                   file_.find("\r\n", file_.find("\r\nRE,1,") + 2) - file_.find("\r\nRE,1,"));
  auto fields = record;
  auto at = std::size_t{0};
  for (auto commas = 0; commas < 13; ++commas) at = fields.find(',', at) + 1;
  auto const another = changed(record, fields.substr(0, at) + "Z" + fields.substr(at));
  station_.send(another);
  auto const sends = station_.status().sends;
  ASSERT_EQ(sends.size(), 2U);
  EXPECT_EQ(count_of(sends[0], ReceiptClass::kReturn), 0U);
  EXPECT_EQ(count_of(sends[1], ReceiptClass::kNormal), 0U);
  EXPECT_EQ(count_of(sends[1], ReceiptClass::kReturn), count_of(sends[0], ReceiptClass::kNormal));
  // Once both are cancelled nothing stands in the way.
  for (auto const send : {1U, 2U}) {
    auto const cancel = encode_decision({.month = kMonth, .send = send, .cancel = true});
    EXPECT_EQ(station_.ask({.method = "POST", .path = "/decisions", .body = cancel}).status, 200);
  }
  station_.send(file_);
  EXPECT_EQ(count_of(station_.status().sends[2], ReceiptClass::kReturn), 0U);
}

TEST_F(ClaimsBeside, ASearchNumberHasToBeOneThatWasGivenOut) {
  auto const code = station_files().stations().station(1).institution_code;
  auto record = file_.substr(file_.find("RE,1,"));
  record.resize(record.find("\r\n"));
  auto const fields = std::ranges::count(record, ',');
  // 検索番号 is the fifteenth field, counted with the id.
  auto filled = record + std::string(fields < 14 ? static_cast<std::size_t>(14 - fields) : 0, ',');
  auto at = std::size_t{0};
  for (auto commas = 0; commas < 14; ++commas) at = filled.find(',', at) + 1;
  filled.insert(at, "1" + code + "202411001000001");
  station_.send(changed(record, filled));
  ASSERT_EQ(station_.status().sends.size(), 1U);
  EXPECT_EQ(count_of(station_.status().sends[0], ReceiptClass::kUnacceptable), 1U);
  EXPECT_NE(list("check_result").find("2981"), std::string::npos);
}

}  // namespace
}  // namespace kazasu::adapters::testing
