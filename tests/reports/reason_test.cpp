#include "reports/reason.h"

#include <gtest/gtest.h>

namespace kazasu::reports {
namespace {

TEST(Reason, PutsItsValuesIntoTheSentenceOfEachLanguage) {
  auto const late = Reason{reason_code::kGeneratorLate, {"412 ms", "97 ms"}};
  EXPECT_EQ(
      reason_text(late, Language::kEnglish),
      "The generator was late: p99 of the schedule lag is 412 ms, 97 ms is allowed. Lower the rate or use "
      "a faster machine.");
  EXPECT_EQ(reason_text(late, Language::kJapanese),
            "負荷をかける側が遅れました。開始の遅れの p99 は 412 ms、許容値は 97 ms です。到着率を下げるか、"
            "より速いマシンを使ってください。");
  auto const files = Reason{reason_code::kOpenFilesShort, {"4096", "1024"}};
  EXPECT_EQ(reason_text(files, Language::kEnglish),
            "Too few file descriptors: the run may need 4096, the limit is 1024 (ulimit -n).");
  EXPECT_EQ(reason_text(files, Language::kJapanese),
            "ファイル記述子が足りません。必要になりうる数は 4096、上限は 1024 です（ulimit -n）。");
}

TEST(Reason, EveryCodeHasASentenceInBothLanguages) {
  for (auto const* const code :
       {reason_code::kNoData, reason_code::kGeneratorLate, reason_code::kTargetUnreachable,
        reason_code::kOpenFilesShort, reason_code::kInterrupted}) {
    auto const reason = Reason{code, {"12", "34"}};
    auto const english = reason_text(reason, Language::kEnglish);
    auto const japanese = reason_text(reason, Language::kJapanese);
    EXPECT_TRUE(english.ends_with('.')) << english;
    EXPECT_TRUE(japanese.ends_with("。")) << japanese;
    for (auto const& sentence : {english, japanese}) {
      EXPECT_FALSE(sentence.starts_with(code)) << sentence;
      EXPECT_EQ(sentence.find('{'), std::string::npos) << sentence;
    }
  }
}

TEST(Reason, ShowsAnUnknownCodeWithItsValues) {
  for (auto const language : {Language::kEnglish, Language::kJapanese}) {
    EXPECT_EQ(reason_text({"clock_stepped", {"3 s", "{0}"}}, language), "clock_stepped: 3 s, {0}");
    EXPECT_EQ(reason_text({"clock_stepped", {}}, language), "clock_stepped");
  }
}

}  // namespace
}  // namespace kazasu::reports
