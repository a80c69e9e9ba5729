#include "reports/text_summary.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <sstream>

#include "reports/display.h"
#include "tests/reports/sample_result.h"

namespace kazasu::reports {
namespace {

std::string golden(std::string const& name) {
  auto file = std::ifstream{"tests/reports/golden/" + name};
  EXPECT_TRUE(file) << name;
  return {std::istreambuf_iterator<char>{file}, {}};
}

RunResult invalid_result() {
  auto result = tests::sample_result(ClockKind::kReal);
  result.verdict = Verdict::kInvalid;
  result.reasons = {{reason_code::kGeneratorLate, {"412 ms", "97 ms"}}};
  return result;
}

TEST(TextSummary, ReadsAsItsGoldens) {
  EXPECT_EQ(text_summary(invalid_result(), Language::kEnglish), golden("summary-en.txt"));
  EXPECT_EQ(text_summary(tests::sample_result(ClockKind::kVirtual), Language::kJapanese),
            golden("summary-ja.txt"));
}

TEST(TextSummary, BeginsWithTheVerdictAndItsReason) {
  auto const summary = text_summary(invalid_result(), Language::kEnglish);
  EXPECT_TRUE(
      summary.starts_with("INVALID  clinic-morning  (real time)\nDo not rely on these figures.\n"
                          "  ! The generator was late: p99 of the schedule lag is 412 ms"));
  EXPECT_NE(text_summary(invalid_result(), Language::kJapanese)
                .find("  ! 負荷をかける側が遅れました。開始の遅れの p99 は 412 ms"),
            std::string::npos);
}

TEST(TextSummary, FitsOneHundredColumnsInBothLanguages) {
  for (auto const language : {Language::kEnglish, Language::kJapanese}) {
    auto lines = std::istringstream{text_summary(invalid_result(), language)};
    for (auto line = std::string{}; std::getline(lines, line);) EXPECT_LE(display_width(line), 100U) << line;
  }
}

TEST(TextSummary, AlignsColumnsWhateverTheLanguage) {
  auto lines = std::istringstream{text_summary(invalid_result(), Language::kJapanese)};
  auto width = std::size_t{0};
  for (auto line = std::string{}; std::getline(lines, line);) {
    if (!line.starts_with("応答時間") && !line.starts_with("クリティカルパス ")) continue;
    if (width == 0) width = display_width(line);
    EXPECT_EQ(display_width(line), width) << line;
  }
  EXPECT_GT(width, 0U);
}

TEST(TextSummary, LetsNoControlCharacterReachTheTerminal) {
  auto result = invalid_result();
  result.name = result.reasons[0].values[0] = result.rules["pin_wrong"] = "\x1b[2Jx\n";
  result.reasons.push_back({"\x1b[2J", {"\a"}});
  result.command = {"kazasu", "\x1b[2J"};
  result.outcomes["\x1b[31m"] = 1;
  result.thresholds[0].text = result.thresholds[2].text = result.stages[0].name = result.stages[0].leg =
      "\x1b]0;x\a";
  result.stages[0].journey = "\x1b[0m";
  for (auto const letter : text_summary(result, Language::kEnglish)) {
    EXPECT_TRUE(letter == '\n' || static_cast<unsigned char>(letter) >= 0x20) << static_cast<int>(letter);
  }
}

TEST(TextSummary, StandsWithoutAnyData) {
  EXPECT_EQ(text_summary(RunResult{}, Language::kEnglish).find("nan"), std::string::npos);
}

}  // namespace
}  // namespace kazasu::reports
