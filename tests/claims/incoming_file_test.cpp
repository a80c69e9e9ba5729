#include "emulators/claims/incoming_file.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "emulators/claims/receipt_identity.h"
#include "tests/claims/cross_world.h"

namespace kazasu::claims {
namespace {

constexpr auto kCaller = ClaimCaller{.station = 7, .payer = Payer::kFund};

IncomingFile::Result received(std::string_view file, ClaimCaller caller = kCaller, std::size_t chunk = 4096) {
  auto const rules =
      FileRules{.fees = official_fees(), .claim_month = kClaimMonth, .station = [](std::string_view) {
                  return StationFacts{.standards = {1}, .station = 7};
                }};
  auto incoming = IncomingFile{rules, caller};
  for (; !file.empty(); file.remove_prefix(std::min(chunk, file.size())))
    incoming.feed(file.substr(0, chunk));
  return incoming.finish();
}

// The sample's receipt so many times over, numbered; `edit` may spoil one of the records of receipt `number`.
template <class Edit>
std::string file_with(std::uint32_t receipts, Edit edit) {
  auto const sample = sample_records();
  auto records = std::vector{sample.front()};
  for (std::uint32_t number = 1; number <= receipts; ++number) {
    for (std::size_t i = 1; i + 1 < sample.size(); ++i) {
      auto record = sample[i];
      if (record.starts_with("RE")) record.replace(3, 1, std::to_string(number));
      edit(number, record);
      records.push_back(record);
    }
  }
  records.push_back(sample.back());
  return file_of(records);
}

void replace(std::string& record, std::string_view before, std::string_view after) {
  if (auto const at = record.find(before); at != std::string::npos) record.replace(at, before.size(), after);
}

TEST(IncomingFile, GivesAnEntryForEachReceiptAndALineForEachFinding) {
  auto const file = file_with(3, [](std::uint32_t number, std::string& record) {
    replace(record, ",19500101,,,,,,,", ",19500101,,,,,,A-" + std::to_string(number) + ",");
    if (number == 1) return;
    if (number == 2)
      replace(record, "HO,01139997,123,4567,2,11100", "HO,01139997,123,4567,2,11000");  // L3962
    if (number == 3) replace(record, "HJ,01,", "HJ,0X,");                               // L2964
  });
  for (auto const chunk : {std::size_t{5}, std::size_t{65536}}) {
    auto const result = received(file, kCaller, chunk);
    EXPECT_FALSE(result.checked.refused);
    ASSERT_EQ(result.checked.receipts.size(), 3U);
    EXPECT_EQ(result.checked.receipts[0].checked, ReceiptClass::kNormal);
    EXPECT_EQ(result.checked.receipts[1].checked, ReceiptClass::kReturn);
    EXPECT_EQ(result.checked.receipts[2].checked, ReceiptClass::kUnacceptable);
    EXPECT_EQ(result.checked.receipts[0].care_month, std::chrono::year{2024} / std::chrono::June);
    ASSERT_EQ(result.lines.size(), 2U);
    EXPECT_EQ(rule_of(result.lines[0].finding.check).code, "L3962");
    EXPECT_EQ(result.lines[0].finding.receipt, 2U);
    EXPECT_EQ(result.lines[0].record_number, "A-2");
    EXPECT_EQ(result.lines[0].care_month, "202406");
    EXPECT_EQ(result.lines[0].name, kWord);
    EXPECT_EQ(result.lines[0].birth_date, "19500101");
    EXPECT_EQ(result.lines[0].yen, "11000");
    EXPECT_EQ(result.lines[1].record_number, "A-3");
    EXPECT_EQ(result.summary.receipts, 3U);
    EXPECT_FALSE(result.more_lines);
  }
}

TEST(IncomingFile, KnowsTheSameClaimAgain) {
  auto const original = received(file_with(1, [](auto, auto&) {})).checked.receipts.at(0).identity;
  auto const after = [](std::string_view before, std::string_view text) {
    auto const file = file_with(1, [&](auto, std::string& record) { replace(record, before, text); });
    return received(file).checked.receipts.at(0).identity;
  };
  EXPECT_EQ(after("HO,01139997,123,4567,2,11100", "HO,01139997,123,4567,2,11000"), original);
  EXPECT_NE(after("19500101", "19500102"), original);
  EXPECT_NE(after(std::string{"202406,"}.append(kWord), "202406,\x8E\x8E"), original);
  EXPECT_NE(after("01139997", "01130012"), original);
}

TEST(IncomingFile, RefusesAFileOfAnotherStationOrForTheOtherPayer) {
  auto const file = file_of(sample_records());
  EXPECT_FALSE(received(file).checked.refused);
  auto const other_station = received(file, {.station = 8, .payer = Payer::kFund});
  EXPECT_TRUE(other_station.checked.refused);
  ASSERT_EQ(other_station.lines.size(), 1U);
  EXPECT_EQ(other_station.lines[0].finding.check, Check::kOtherStation);
  EXPECT_TRUE(other_station.lines[0].name.empty());
  auto const other_payer = received(file, {.station = 7, .payer = Payer::kFederation});
  EXPECT_TRUE(other_payer.checked.refused);
  ASSERT_EQ(other_payer.lines.size(), 1U);
  EXPECT_EQ(other_payer.lines[0].finding.check, Check::kOtherAddressee);
}

TEST(IncomingFile, ListsWhatIsFoundBesideTheFile) {
  auto person = OnePerson{};
  person.lived.periods = {written_period()};
  auto const insurance = RegisteredInsurance{person};
  auto const rules = FileRules{.fees = official_fees(), .claim_month = kClaimMonth};
  auto const beside = CrossRules{.insurance = &insurance, .decode = decode_known};
  auto incoming = IncomingFile{rules, kCaller, beside};
  incoming.feed(file_with(2, [](std::uint32_t number, std::string& record) {
    if (number == 2) replace(record, ",19500101,", ",19500102,");
  }));
  auto const result = incoming.finish();
  ASSERT_EQ(result.lines.size(), 1U);
  EXPECT_EQ(result.lines[0].finding.check, Check::kNotInsured);
  EXPECT_EQ(result.lines[0].birth_date, "19500102");
  ASSERT_EQ(result.checked.receipts.size(), 2U);
  EXPECT_EQ(result.checked.receipts[0].person, OnePerson::kPerson);
  EXPECT_EQ(result.checked.receipts[0].checked, ReceiptClass::kNormal);
  EXPECT_EQ(result.checked.receipts[1].person, ReceiptEntry::kNobody);
  EXPECT_EQ(result.checked.receipts[1].checked, ReceiptClass::kReturn);
}

TEST(IncomingFile, ShowsNoFieldThatIsNotInItsForm) {
  auto const file = file_with(1, [](auto, std::string& record) {
    replace(record, std::string{kWord} + ",,1,19500101", std::string(4000, 'A') + ",,1,1950X101");
  });
  auto const lines = received(file).lines;
  ASSERT_FALSE(lines.empty());
  for (auto const& line : lines) {
    EXPECT_TRUE(line.name.empty());
    EXPECT_TRUE(line.birth_date.empty());
    EXPECT_EQ(line.yen, "11100");
  }
}

TEST(IncomingFile, KeepsOnlySoManyLines) {
  constexpr auto kFees = std::uint32_t{10'000};
  auto const file = file_with(12, [](auto, std::string& record) {
    if (!record.starts_with("KA,20240605")) return;
    // A code that the master does not have, so many times.
    auto const wrong = std::string{"KA,20240605,1,519999910,,5550,03,01,01"};
    record = wrong;
    for (std::uint32_t i = 1; i < kFees; ++i) record.append("\r\n").append(wrong);
  });
  auto const result = received(file);
  EXPECT_EQ(result.lines.size(), kMostListLines);
  EXPECT_TRUE(result.more_lines);
  EXPECT_EQ(result.checked.receipts.size(), 12U);
  EXPECT_EQ(result.checked.receipts.back().checked, ReceiptClass::kReturn);
}

TEST(IncomingFile, TakesWhatIsNoFileAtAll) {
  for (auto const* const text : {"", "\x1A", "PK\x03\x04", "RE,1\r\n\x1A"}) {
    auto const result = received(text);
    EXPECT_TRUE(result.checked.refused);
    EXPECT_FALSE(result.lines.empty());
  }
}

}  // namespace
}  // namespace kazasu::claims
