#include "reports/html_report.h"

#include <gtest/gtest.h>

#include <stdexcept>

#include "reports/names.h"
#include "tests/reports/sample_result.h"

namespace kazasu::reports {
namespace {

std::size_t count_of(std::string const& text, std::string const& part) {
  auto count = std::size_t{0};
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

bool has(std::string const& text, std::string const& part) {
  return text.find(part) != std::string::npos;
}

TEST(HtmlReport, ShowsEveryStageOnceInItsLeg) {
  auto const result = tests::sample_result(ClockKind::kReal);
  for (auto const language : {Language::kEnglish, Language::kJapanese}) {
    auto const page = to_html({result}, language);
    for (auto const& stage : result.stages) {
      EXPECT_EQ(count_of(page, "data-stage=\"" + stage.name + "\""), 1U) << stage.name;
      EXPECT_TRUE(has(page, ">" + stage_name(stage.name, language) + "</th>")) << stage.name;
    }
    EXPECT_EQ(count_of(page, "data-leg-total="), 2U);
  }
}

TEST(HtmlReport, ShowsWaysInAndWhatVisitsFellBackOn) {
  auto const result = tests::sample_result(ClockKind::kReal);
  auto const page = to_html({result}, Language::kEnglish);
  for (auto const* part :
       {"id=\"ways\"", "id=\"fallbacks\"", "id=\"events\"", "id=\"beside\"", "マイナ在宅受付Web",
        "Visual check", "Old insurance card", "Certificate expires soon", "Device activation"}) {
    EXPECT_TRUE(has(page, part)) << part;
  }
  auto plain = result;
  plain.ways.resize(1);
  plain.fallbacks.clear();
  plain.beside.clear();
  EXPECT_FALSE(has(to_html({plain}, Language::kEnglish), "id=\"ways\"")) << "one way needs no table";
}

TEST(HtmlReport, FetchesNothing) {
  auto const page =
      to_html({tests::sample_result(ClockKind::kReal), tests::sample_result(ClockKind::kVirtual)},
              Language::kEnglish);
  for (auto const* part : {"http://", "https://", "src=", "<link", "@import", "url(", "fetch(",
                           "XMLHttpRequest", "import(", "WebSocket", "sendBeacon"}) {
    EXPECT_FALSE(has(page, part)) << part;
  }
  EXPECT_TRUE(has(page, "default-src &#39;none&#39;") || has(page, "default-src 'none'"));
}

TEST(HtmlReport, PutsSeveralResultsOnOneAxis) {
  auto const page =
      to_html({tests::sample_result(ClockKind::kReal), tests::sample_result(ClockKind::kVirtual)},
              Language::kJapanese);
  EXPECT_TRUE(has(page, "<html lang=\"ja\" class=\"compare\">"));
  EXPECT_EQ(count_of(page, "<table class=\"waterfall\""), 1U);
  EXPECT_EQ(count_of(page, "data-stage=\"sign\""), 1U);
  EXPECT_EQ(count_of(page, "data-chart=\"percentiles\""), 2U);
  EXPECT_TRUE(has(page, "実時間"));
  EXPECT_TRUE(has(page, "仮想時間"));
}

TEST(HtmlReport, KeepsResultsOfOneNameAndClockApart) {
  auto const result = tests::sample_result(ClockKind::kVirtual);
  auto const page = to_html({result, result, result, result, result}, Language::kEnglish);
  EXPECT_TRUE(has(page, "5: clinic-morning, virtual time"));
}

TEST(HtmlReport, EscapesWhatComesFromOutside) {
  auto result = tests::sample_result(ClockKind::kReal);
  auto const attack =
      std::string{"</script><script>alert(1)</script><img src=x onerror='a' title=\"b\">&amp;"};
  result.name = result.description = result.scenario_text = result.scenario_file = attack;
  result.target = result.machine = result.arrival_process = result.started_at = attack;
  result.reasons = {{attack, {attack}}, {reason_code::kGeneratorLate, {attack, attack}}};
  result.verdict = Verdict::kInvalid;
  result.command = {"kazasu", attack};
  result.outcomes[attack] = 1;
  result.rules[attack] = attack;
  result.generator[attack] = attack;
  result.stages[0].name = result.stages[0].leg = attack;
  result.thresholds[0].text = attack;
  result.connections[0].channel = attack;
  result.journeys[0].name = attack;
  result.journeys[0].steps[0].tags[attack] = attack;
  auto const clean = to_html({tests::sample_result(ClockKind::kReal)}, Language::kEnglish);
  for (auto const& results : {std::vector<RunResult>{result}, std::vector<RunResult>{result, result}}) {
    auto const page = to_html(results, Language::kEnglish);
    EXPECT_EQ(count_of(page, "<script"), count_of(clean, "<script"));
    EXPECT_EQ(count_of(page, "</script"), count_of(clean, "</script"));
    EXPECT_FALSE(has(page, "<img"));
    EXPECT_FALSE(has(page, "alert(1)</script>"));
    EXPECT_TRUE(has(page, "&lt;/script&gt;&lt;script&gt;alert(1)"));
  }
}

TEST(HtmlReport, SaysWhyAResultDoesNotStand) {
  auto result = tests::sample_result(ClockKind::kReal);
  result.verdict = Verdict::kInvalid;
  result.reasons = {{reason_code::kTargetUnreachable, {}}, {"clock_stepped", {"3 s"}}};
  auto const english = to_html({result}, Language::kEnglish);
  EXPECT_TRUE(has(english, "data-verdict=\"INVALID\""));
  EXPECT_TRUE(has(english, "<li>The target was unreachable for most visits.</li>"));
  EXPECT_TRUE(has(english, "<li>clock_stepped: 3 s</li>"));
  auto const japanese = to_html({result}, Language::kJapanese);
  EXPECT_TRUE(has(japanese, "<li>半数を超える訪問で、対象に接続できませんでした。</li>"));
  EXPECT_FALSE(has(japanese, "unreachable for most"));
}

TEST(HtmlReport, SaysWhenTheStagesDoNotAddUp) {
  auto result = tests::sample_result(ClockKind::kReal);
  EXPECT_FALSE(has(to_html({result}, Language::kEnglish), "stage means add up to"));
  result.stages.pop_back();
  EXPECT_TRUE(has(to_html({result}, Language::kEnglish), "stage means add up to"));
}

TEST(HtmlReport, DrawsOneWaterfallForEachJourney) {
  auto result = tests::sample_result(ClockKind::kReal);
  auto const first = result.stages;
  for (auto stage : first) {
    stage.journey = "second_visit";
    result.stages.push_back(stage);
  }
  auto const page = to_html({result}, Language::kEnglish);
  EXPECT_EQ(count_of(page, "<table class=\"waterfall\""), 2U);
  EXPECT_FALSE(has(page, "class=\"human\""));  // of all journeys together, so under none of them
  EXPECT_FALSE(has(page, "stage means add up to"));
}

TEST(HtmlReport, StandsWithoutAnyData) {
  auto const page = to_html({RunResult{}}, Language::kEnglish);
  EXPECT_TRUE(has(page, "No visit reached the critical path."));
  EXPECT_FALSE(has(page, "nan"));
  EXPECT_THROW(to_html({}, Language::kEnglish), std::invalid_argument);
}

TEST(HtmlReport, CarriesTheLicenceOfItsCharts) {
  auto const page = to_html({RunResult{}}, Language::kEnglish);
  EXPECT_TRUE(has(page, "Permission is hereby granted, free of charge"));
}

}  // namespace
}  // namespace kazasu::reports
