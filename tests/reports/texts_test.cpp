#include "reports/texts.h"

#include <gtest/gtest.h>

#include <set>

#include "reports/names.h"

namespace kazasu::reports {
namespace {

std::multiset<std::string> marks_of(std::string_view pattern) {
  auto marks = std::multiset<std::string>{};
  for (auto at = pattern.find('{'); at != std::string_view::npos; at = pattern.find('{', at + 1)) {
    marks.insert(std::string{pattern.substr(at, 3)});
  }
  return marks;
}

TEST(Texts, BothLanguagesHaveEveryKeyWithTheSameMarks) {
  for (int i = 0; i < static_cast<int>(Text::kEnd); ++i) {
    auto const key = static_cast<Text>(i);
    auto const english = text(key, Language::kEnglish);
    auto const japanese = text(key, Language::kJapanese);
    EXPECT_FALSE(english.empty()) << i;
    EXPECT_FALSE(japanese.empty()) << i;
    EXPECT_EQ(marks_of(english), marks_of(japanese)) << english;
    for (auto const letter : english.substr(0, 1))
      EXPECT_LT(static_cast<unsigned char>(letter), 0x80U) << english;
  }
}

TEST(Texts, FillsMarksOnceAndLeavesTheValuesAlone) {
  EXPECT_EQ(text(Text::kCompareTitle, Language::kEnglish, {"{1} of {0}", "2"}),
            "{1} of {0}: 2 results side by side");
  EXPECT_EQ(text(Text::kThresholdsNotMet, Language::kJapanese, {"1", "3"}),
            "しきい値 3 件のうち 1 件を満たしていません。");
}

TEST(Texts, ReadsLanguageCodes) {
  EXPECT_EQ(language_of("ja"), Language::kJapanese);
  EXPECT_EQ(language_of("en"), Language::kEnglish);
  EXPECT_FALSE(language_of("fr").has_value());
}

TEST(Names, UseTheWordsOfTheFieldAndPassUnknownNames) {
  EXPECT_EQ(step_name("consent", Language::kJapanese), "同意");
  EXPECT_EQ(step_name("fetch_eligibility", Language::kJapanese), "資格確認");
  EXPECT_EQ(step_name("re_inquiry", Language::kJapanese), "再照会");
  EXPECT_EQ(step_name("re_inquiry", Language::kEnglish), "Re-inquiry");
  EXPECT_EQ(stage_name("made_up_stage", Language::kJapanese), "Made up stage");
}

}  // namespace
}  // namespace kazasu::reports
