#include "emulators/claims/file_checker.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "tests/claims/sample_file.h"

namespace kazasu::claims {
namespace {

std::string codes_of(Checked const& checked) {
  auto codes = std::string{};
  for (auto const& finding : checked.findings) {
    codes.append(codes.empty() ? "" : " ").append(rule_of(finding.check).code);
  }
  return codes;
}

TEST(FileChecker, FindsNothingInAFileWithoutFault) {
  auto const file = file_of(sample_records());
  for (auto const chunk : {std::size_t{1}, std::size_t{7}, file.size()}) {
    auto const checked = check(file, chunk);
    EXPECT_EQ(codes_of(checked), "");
    EXPECT_FALSE(checked.summary.refused);
    EXPECT_EQ(checked.summary.receipts, 1U);
    EXPECT_EQ(checked.summary.records, 11U);
    EXPECT_EQ(checked.summary.station_code, "1369012347");
    EXPECT_EQ(checked.summary.payer, '1');
    EXPECT_EQ(checked.summary.bytes, file.size());
  }
}

enum Record : std::size_t { kRe = 1, kHo = 2, kJs = 5, kKa = 8, kGo = 10 };

TEST(FileChecker, SaysWhereAFindingIs) {
  auto records = sample_records();
  records[kJs][3] = '\x07';
  auto const checked = check(file_of(records));
  ASSERT_EQ(checked.findings.size(), 1U);
  auto offset = std::uint64_t{3};
  for (std::size_t i = 0; i < kJs; ++i) offset += records[i].size() + 2;
  EXPECT_EQ(checked.findings.front(), (Finding{.check = Check::kCharacter,
                                               .receipt = 1,
                                               .record = kJs + 1,
                                               .field = 1,
                                               .offset = offset,
                                               .id = {'J', 'S'}}));
}

TEST(FileChecker, RefusesHalfAFile) {
  auto const whole = file_of(sample_records());
  auto const half = check(whole.substr(0, whole.size() / 2));
  EXPECT_TRUE(codes_of(half).starts_with("L1951 L2971")) << codes_of(half);
  EXPECT_TRUE(codes_of(half).ends_with("L1954 L1952")) << codes_of(half);
  EXPECT_TRUE(half.summary.refused);
}

// Any bytes: few findings, and no more memory than a receipt needs.
TEST(FileChecker, GivesUpOnWhatIsNoReceiptFile) {
  auto binary = std::string{"PK\x03\x04"};
  for (auto i = 0U; i < 400'000U; ++i) binary.push_back(static_cast<char>(i * 7919U % 251U));
  auto const checked = check(binary);
  EXPECT_TRUE(checked.summary.refused);
  EXPECT_LE(checked.findings.size(), 1010U);
  EXPECT_EQ(checked.summary.bytes, binary.size());
  auto const line = std::string(3'000'000, 'A');
  EXPECT_EQ(codes_of(check(line)), "L1953 L1951 L1954 L1952 L1956");
}

TEST(FileChecker, BoundsTheRecordsOfAReceipt) {
  auto records = sample_records();
  auto const comment = "CO,810000001," + std::string(400, '\x8E') + ",";
  records.insert(records.begin() + kKa, 12'000, comment);
  auto const checked = check(file_of(records));
  auto const often = std::ranges::count(checked.findings, Check::kRecordTooOften, &Finding::check);
  EXPECT_EQ(often, 1);
}

TEST(FileChecker, GivesUpAfterAThousandFaults) {
  auto records = sample_records();
  auto const receipt = std::vector<std::string>{records.begin() + kRe, records.begin() + kGo};
  records.resize(kRe);
  for (auto i = 1; i <= 300; ++i) {
    auto first = std::string{"RE,"}.append(std::to_string(i)).append(receipt.front().substr(4));
    records.push_back(std::move(first));
    for (auto const& record : std::span{receipt}.subspan(1)) {
      // Two fees with an instruction of three digits, and two further faults.
      if (record.starts_with("KA")) records.push_back(record + "9");
      if (record.starts_with("HJ")) records.push_back("HJ,XX,20240601,20240831");
      if (record.starts_with("SY")) records.push_back("SY,x,,,");
      if (!record.starts_with("KA") && !record.starts_with("HJ") && !record.starts_with("SY"))
        records.push_back(record);
    }
  }
  records.push_back("GO");
  auto const checked = check(file_of(records));
  auto const count = std::ranges::count(checked.findings, Check::kTooManyFaults, &Finding::check);
  EXPECT_EQ(count, 1);
  EXPECT_TRUE(checked.summary.refused);
  EXPECT_EQ(checked.summary.receipts, 300U);
  EXPECT_LE(checked.findings.size(), 1010U);
}

TEST(FileChecker, AsksForTheStation) {
  auto rules = FileRules{.fees = official_fees(), .claim_month = kClaimMonth};
  rules.station = [](std::string_view) { return std::nullopt; };
  EXPECT_EQ(codes_of(check(file_of(sample_records()), 100, &rules)), "L1912");
  auto asked = std::string{};
  rules.station = [&asked](std::string_view code) {
    asked = code;
    return StationFacts{};
  };
  auto records = sample_records();
  records[kKa] = "KA,20240603,1,510000510,,12850,08,01,01";  // needs the standard 1607
  records[kHo] = "HO,01139997,123,4567,2,18400,,,,,,";
  EXPECT_EQ(codes_of(check(file_of(records), 100, &rules)), "L4428");
  EXPECT_EQ(asked, "1369012347");
  rules.station = [](std::string_view) { return StationFacts{.standards = {1607}}; };
  EXPECT_EQ(codes_of(check(file_of(records), 100, &rules)), "");
}

}  // namespace
}  // namespace kazasu::claims
