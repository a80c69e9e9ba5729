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

// One edit of one record each, and exactly the codes that it has to raise.
struct Edit {
  std::size_t record;
  std::string before;
  std::string after;
  std::string codes;
};
class EveryCheck : public ::testing::TestWithParam<Edit> {};

TEST_P(EveryCheck, IsRaisedByItsEdit) {
  auto const& [record, before, after, codes] = GetParam();
  auto records = sample_records();
  auto& text = records[record];
  auto const at = text.find(before);
  ASSERT_NE(at, std::string::npos) << before;
  text = text.substr(0, at).append(after).append(text.substr(at + before.size()));
  auto const checked = check(file_of(records));
  EXPECT_EQ(codes_of(checked), codes);
}

enum Record : std::size_t { kHm, kRe, kHo, kIh, kHj, kJs, kSy, kRj, kKa, kKa2, kGo };

INSTANTIATE_TEST_SUITE_P(
    OfTheFile, EveryCheck,
    ::testing::Values(Edit{kHm, "HM,1", "HM,3", "L1958"}, Edit{kHm, ",13,6,", ",13,1,", "L1959 L1912"},
                      Edit{kHm, "9012347", "9012348", "L1912"}, Edit{kHm, "202407", "202413", "L1102"},
                      Edit{kHm, "202407", "202408", "L1960"},
                      Edit{kHm, "202407,", "202407,03-1234-5678-9012", "L1929"},
                      Edit{kHm, "HM,1", "HM,", "L1957"}, Edit{kHm, "HM,1", "HM,1,", "L1957"},
                      Edit{kRe, "RE,1,", "RE,2,", "L1917"}, Edit{kGo, "GO", "GO,1", "L1954"},
                      Edit{kSy, "SY", "XX", "L1955 L2971"}));

INSTANTIATE_TEST_SUITE_P(
    OfTheForm, EveryCheck,
    ::testing::Values(
        Edit{kHo, "HO,", "HO,,", "L2961"}, Edit{kRj, "20240603", "", "L2541"},
        Edit{kRe, ",1,19500101", ",12,19500101", "L2962"}, Edit{kHj, "20240601", "2024060", "L2963"},
        Edit{kKa, ",5550,", ",555O,", "L2964"}, Edit{kJs, ",03,", ",\x8E\x8E,", "L2965"},
        Edit{kRe, "202406,\x8E\x8E", "202406,a\x8E\x8E", "L2966"}, Edit{kJs, ",03", "\x81\x40,03", "L2967"},
        Edit{kRe, "19500101,,", "19500101,1,", "L2968"}, Edit{kJs, "\x8E\x8E", "\x8E\x22", "L2969"},
        Edit{kIh, "IH,13", "IH,48", "L2973"}, Edit{kHj, "HJ,01", "HJ,07", "L2973"},
        Edit{kHj, "20240831", "20240832", "L2974"}, Edit{kHj, "20240831", "20240501", "L2974"},
        Edit{kRe, "19500101", "19501301", "L2133"}, Edit{kRe, "19500101", "20240701", "L2133"},
        Edit{kRe, "202406,", "202413,", "L2951"}, Edit{kRe, "202406,", "202407,", "L2975"},
        Edit{kRe, "202406,", "202405,", "L2976"}, Edit{kHo, "01139997", "0113999", "L2167"},
        Edit{kRe, "6112", "6122", "L2900"}, Edit{kRe, "6112", "6312", "L2900"},
        Edit{kKa, ",1,510000110", ",2,510000110", "L2140"}));

INSTANTIATE_TEST_SUITE_P(
    OfTheContent, EveryCheck,
    ::testing::Values(Edit{kRe, "202406,\x8E\x8E\x8C\xB1", "202406,\x81\x40\x81\x40", "L3001"},
                      Edit{kHo, "01139997", "01139998", "L3087"}, Edit{kRe, "6112", "6114", "L3129"},
                      Edit{kRe, "19500101", "20100101", "L3140"}, Edit{kHo, "11100", "11101", "L3962"},
                      Edit{kHo, ",2,11100", ",3,11100", "L3964"},
                      Edit{kHo, "11100,,,,", "11100,,,200000,", "L4516"},
                      Edit{kRe, "19500101,,,,", "19500101,,,70,", "L4801"}));

INSTANTIATE_TEST_SUITE_P(
    OfTheFees, EveryCheck,
    ::testing::Values(
        Edit{kKa, "510000110", "510000111", "L3303"}, Edit{kKa, ",5550,", ",5551,", "L3962 L3952"},
        Edit{kKa, "20240603", "20240703", "L3953"}, Edit{kKa, "20240603", "20240602", "L3954"},
        Edit{kRj, "20240603,01,,,,,,,,,", "20240603,01,,,,,,,,20240604,", "L3955"},
        Edit{kKa, ",03,01,01", ",03,01,", "L3956"}, Edit{kKa, ",03,01,01", ",03,01,03", "L3956"},
        Edit{kKa, ",03,01,01", ",03,01,02", "L3957"}, Edit{kKa, ",03,01,01", ",,01,01", "L3958"},
        Edit{kKa, ",03,01,01", ",07,01,01", "L3958"}, Edit{kKa, ",03,01,01", ",03,,01", "L3959"},
        Edit{kKa2, "20240605", "20240603", "L3964 L7113"}));

TEST(FileChecker, SaysWhereAFindingIs) {
  auto records = sample_records();
  records[kJs][3] = '\x87';  // a NEC character
  records[kJs][4] = '\x40';
  auto const checked = check(file_of(records));
  ASSERT_EQ(checked.findings.size(), 1U);
  auto offset = std::uint64_t{3};
  for (std::size_t i = 0; i < kJs; ++i) offset += records[i].size() + 2;
  EXPECT_EQ(
      checked.findings.front(),
      (Finding{.check = Check::kCharacter, .receipt = 1, .record = kJs + 1, .field = 1, .offset = offset}));
}

TEST(FileChecker, WantsTheFrameOfAFile) {
  auto const whole = file_of(sample_records());
  EXPECT_EQ(codes_of(check(whole.substr(0, whole.size() - 1))), "L1952");
  EXPECT_EQ(codes_of(check(whole + "x")), "L1952");
  EXPECT_EQ(codes_of(check("")), "L1953 L1954 L1952 L1956");
  auto records = sample_records();
  records.erase(records.begin());
  EXPECT_EQ(codes_of(check(file_of(records))), "L1953");
  records = sample_records();
  records.pop_back();
  EXPECT_EQ(codes_of(check(file_of(records))), "L1954");
  records.push_back("GO");
  records.push_back("GO");
  EXPECT_EQ(codes_of(check(file_of(records))), "L1954");
  auto const half = check(whole.substr(0, whole.size() / 2));
  EXPECT_TRUE(codes_of(half).starts_with("L1951 L2971")) << codes_of(half);
  EXPECT_TRUE(codes_of(half).ends_with("L1954 L1952")) << codes_of(half);
  EXPECT_TRUE(half.summary.refused);
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
