// The page, the summary and run.json of a month of claims.
#include <gtest/gtest.h>

#include <sstream>
#include <stdexcept>

#include "reports/claims_story.h"
#include "reports/display.h"
#include "reports/headline.h"
#include "reports/html_report.h"
#include "reports/run_json.h"
#include "reports/text_summary.h"
#include "tests/reports/sample_claims.h"
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

RunResult outage() {
  return tests::sample_claims({.name = "outage"});
}

// Two kinds of claimants with numbers that are easy to find.
RunResult small_result() {
  auto result = outage();
  result.claims->claimants = {{.who = "stations",
                               .retry = "budget",
                               .claimants = 1'000,
                               .by_deadline = 990,
                               .unreceived = 10,
                               .by_extension = 4,
                               .requests = 12'000,
                               .retries = 3'000,
                               .wasted = 77},
                              {.who = "others", .retry = "none", .claimants = 4'000, .by_deadline = 4'000}};
  return result;
}

TEST(ClaimsReport, SaysInTheVerdictHowManyWereReceived) {
  auto result = small_result();
  EXPECT_EQ(verdict_sentence(result, Language::kEnglish),
            "4,990 of 5,000 claims were received by the deadline. 10 (0.20 %) were not.");
  EXPECT_EQ(
      verdict_sentence(result, Language::kJapanese),
      "請求 5,000 件のうち 4,990 件が期限までに受け付けられました。10 件（0.20 %）は受け付けられませんでし"
      "た。");
  result.verdict = Verdict::kInterrupted;
  EXPECT_TRUE(has(verdict_sentence(result, Language::kEnglish), "stopped early"));
  result.verdict = Verdict::kInvalid;
  EXPECT_EQ(verdict_sentence(result, Language::kEnglish), "Do not rely on these figures.");
  result.verdict = Verdict::kValid;
  result.claims->claimants.resize(1);
  result.claims->claimants[0] = {.who = "stations", .claimants = 7, .by_deadline = 7};
  EXPECT_EQ(verdict_sentence(result, Language::kEnglish), "7 of 7 claims were received by the deadline.");
}

TEST(ClaimsReport, SpeaksOfTheEndOfARunThatStopsAheadOfTheDeadline) {
  auto result = small_result();
  std::erase_if(result.claims->marks, [](ClaimMark const& mark) { return mark.name == "deadline"; });
  EXPECT_EQ(verdict_sentence(result, Language::kEnglish),
            "4,990 of 5,000 claims were received by the end of the run. 10 (0.20 %) were not.");
  EXPECT_TRUE(has(verdict_sentence(result, Language::kJapanese), "実行終了までに受け付けられました"));
  EXPECT_EQ(claims_story(result, Language::kEnglish).back(),
            "At the end of the run, ahead of the deadline, 10 claims were not received.");
  EXPECT_TRUE(has(text_summary(result, Language::kEnglish), "  Not received at the end of the run"));
  auto const page = to_html({result}, Language::kEnglish);
  EXPECT_TRUE(has(page, "Received by the end of the run"));
  EXPECT_FALSE(has(page, "by the deadline"));
  EXPECT_FALSE(has(to_html({result}, Language::kJapanese), "期限までに"));
  EXPECT_TRUE(has(to_html({result, small_result()}, Language::kEnglish), "Received by the deadline"));
  for (auto& claimant : result.claims->claimants) claimant.unreceived = 0;
  EXPECT_EQ(claims_story(result, Language::kEnglish).back(),
            "Every claim was received by the end of the run.");
}

TEST(ClaimsReport, TellsHowItCameAbout) {
  auto result = small_result();
  result.claims->slices = {
      {.at_h = 96, .requests = 6'000, .retries = 4'500, .answered = 1'200, .timed_out = 4'800},
      {.at_h = 97, .requests = 1'200, .answered = 1'200},
      {.at_h = 101, .requests = 1'200, .answered = 600, .timed_out = 300, .turned_away = 300},
      {.at_h = 102}};
  auto const story = claims_story(result, Language::kEnglish);
  ASSERT_EQ(story.size(), 5U);
  EXPECT_EQ(story[0],
            "Fault: wrong errors of the ASP (Mon 9 June 08:00 to 10:30), ASP stopped (Mon 9 June 10:30 to "
            "13:00).");
  EXPECT_EQ(story[1],
            "At the peak, Mon 9 June 08:00, 100 requests a minute came, 25 of them first tries: retries made "
            "the load 4.0 times as large.");
  EXPECT_EQ(
      story[2],
      "The window never answered more than 20 a minute in time. 2.50 % of its work was for clients that "
      "had given up.");
  EXPECT_EQ(story[3],
            "After the fault more than 10 % of the requests failed for 1.0 open hours, until Mon 9 June "
            "14:00.");
  EXPECT_EQ(story[4], "At the deadline 10 claims were not received; 4 of them came in the extension.");
  EXPECT_EQ(claims_story(result, Language::kJapanese).size(), 5U);
  EXPECT_TRUE(claims_story(RunResult{}, Language::kEnglish).empty());
}

TEST(ClaimsReport, HasNoWordOfAFaultThatWasNot) {
  auto const calm = tests::sample_claims({.name = "calm", .fault = false});
  auto const story = claims_story(calm, Language::kEnglish);
  for (auto const& sentence : story) EXPECT_FALSE(has(sentence, "ault")) << sentence;
  EXPECT_TRUE(has(story.front(), "hardly any was a retry"));
  EXPECT_EQ(story.back(), "Every claim was received by the deadline.");
}

TEST(ClaimsReport, ShowsItsOwnPartsAndNoneOfAVisit) {
  for (auto const language : {Language::kEnglish, Language::kJapanese}) {
    auto const page = to_html({small_result()}, language);
    for (auto const* part : {"id=\"picture\"", "id=\"claimants\"", "id=\"claim-steps\"",
                             "id=\"claim-counts\"", "id=\"thresholds\"", "id=\"honesty\"", "id=\"repeat\""}) {
      EXPECT_EQ(count_of(page, part), 1U) << part;
    }
    for (auto const* kind : {"claims-received", "claims-requests", "claims-wait", "claims-backlog"}) {
      EXPECT_EQ(count_of(page, "data-chart=\"" + std::string{kind} + "\""), 1U) << kind;
    }
    for (auto const* part : {"id=\"critical-path\"", "id=\"distribution\"", "id=\"over-time\"", "id=\"ways\"",
                             "id=\"connections\"", "id=\"journeys\"", "id=\"outcomes\""}) {
      EXPECT_FALSE(has(page, part)) << part;
    }
    EXPECT_FALSE(has(page, "nan"));
  }
}

TEST(ClaimsReport, ShowsTheHeadlineOfBothKindsTogether) {
  auto const page = to_html({small_result()}, Language::kEnglish);
  EXPECT_TRUE(has(page, "<b class=\"bad\">10</b><small>0.20 % of all</small>"));
  EXPECT_TRUE(has(page, "<b>4,990</b><small>99.8 % of all</small>"));
  EXPECT_TRUE(has(page, "<b>4</b><small>of 10 that were left; 6 never</small>"));
  EXPECT_TRUE(has(page, "<b>2.4</b><small>12,000 in all, 25.0 % of them retries</small>"));
  EXPECT_TRUE(has(page, "Nursing stations 1,000 · Other institutions 4,000"));
  EXPECT_TRUE(has(page, "Claims of June 2025"));
}

TEST(ClaimsReport, GivesTheScriptTheDaysAndTheMarks) {
  auto const page = to_html({small_result()}, Language::kJapanese);
  EXPECT_TRUE(has(page, "\"start\": 1749110400000"));  // 2025-06-05T08:00Z
  EXPECT_TRUE(has(page, "\"kind\": \"fault\", \"label\": \"ASP 停止\", \"from\": 98.5, \"to\": 101"));
  EXPECT_TRUE(has(page, "\"kind\": \"deadline\", \"label\": \"期限\", \"from\": 136, \"to\": 136"));
  EXPECT_TRUE(has(page, "\"unreceived_text\": \"未受付 10 件\""));
}

TEST(ClaimsReport, FoldsTheSlicesIntoHours) {
  auto result = small_result();
  result.claims->slices = {{.at_h = 0, .requests = 5, .answered = 4, .backlog = 9, .wait_s = 3},
                           {.at_h = 0.5, .requests = 6, .answered = 5, .backlog = 2, .wait_s = 1},
                           {.at_h = 1},
                           {.at_h = 2, .received = 3}};
  auto const page = to_html({result}, Language::kEnglish);
  EXPECT_TRUE(has(page,
                  "Thu 5 June 08:00</th><td class=\"num\">0</td><td class=\"num\">0</td>"
                  "<td class=\"num\">11</td><td class=\"num\">0</td><td class=\"num\">9</td>"
                  "<td class=\"num\">0</td><td class=\"num\">0</td><td class=\"num\">2</td>"
                  "<td class=\"num\">3</td>"));
  EXPECT_FALSE(has(page, "Thu 5 June 09:00</th>")) << "nothing happened in that hour";
  EXPECT_TRUE(has(page, "Thu 5 June 10:00</th>"));
}

TEST(ClaimsReport, PutsSeveralRunsBesideEachOther) {
  auto const budget = tests::sample_claims({.name = "outage", .retry = "budget"});
  auto const page = to_html({outage(), budget}, Language::kEnglish);
  EXPECT_TRUE(has(page, "class=\"compare claims\""));
  EXPECT_EQ(count_of(page, "data-chart=\"claims-requests\""), 2U);
  EXPECT_EQ(count_of(page, "<ol class=\"story\">"), 2U);
  EXPECT_TRUE(has(page, "outage, Retries: after a constant pause"));
  EXPECT_TRUE(has(page, "outage, Retries: within a budget"));
}

TEST(ClaimsReport, RefusesVisitsAndClaimsOnOnePage) {
  auto const visits = tests::sample_result(ClockKind::kReal);
  for (auto const& results : {std::vector{outage(), visits}, std::vector{visits, outage()}}) {
    try {
      to_html(results, Language::kEnglish);
      FAIL() << "accepted";
    } catch (std::invalid_argument const& error) {
      EXPECT_STREQ(error.what(),
                   "one report compares runs of visits or runs of claims, not both: outage is of claims, "
                   "clinic-morning of visits");
    }
  }
}

TEST(ClaimsReport, EscapesWhatComesFromOutside) {
  auto result = small_result();
  auto const attack = std::string{"</script><script>alert(1)</script><img src=x>"};
  auto& claims = *result.claims;
  claims.month = claims.claimants[0].who = claims.claimants[0].retry = claims.marks[0].name = attack;
  claims.marks[1].name = "asp_" + attack;
  claims.marks[8].name = "asp_" + attack;
  claims.steps[0].name = attack;
  claims.sends[attack] = claims.receipts[attack] = 1;
  auto const clean = to_html({small_result()}, Language::kEnglish);
  for (auto const& results : {std::vector{result}, std::vector{result, result}}) {
    auto const page = to_html(results, Language::kEnglish);
    EXPECT_EQ(count_of(page, "<script"), count_of(clean, "<script"));
    EXPECT_EQ(count_of(page, "</script"), count_of(clean, "</script"));
    EXPECT_FALSE(has(page, "<img"));
  }
  for (auto const letter : text_summary(result, Language::kEnglish))
    EXPECT_TRUE(letter == '\n' || static_cast<unsigned char>(letter) >= 0x20);
}

TEST(ClaimsReport, StandsWithoutAnyData) {
  auto result = RunResult{};
  result.claims.emplace();
  for (auto const& text :
       {to_html({result}, Language::kEnglish), to_html({result, result}, Language::kJapanese),
        text_summary(result, Language::kEnglish)}) {
    EXPECT_FALSE(has(text, "nan"));
    EXPECT_FALSE(has(text, "inf "));
  }
  EXPECT_FALSE(has(to_html({result}, Language::kEnglish), "id=\"claim-steps\""));
}

TEST(ClaimsReport, SummarisesForATerminal) {
  auto const summary = text_summary(small_result(), Language::kEnglish);
  EXPECT_TRUE(summary.starts_with("VALID  outage  (virtual time)\n4,990 of 5,000 claims were received"));
  EXPECT_TRUE(has(summary, "  Not received at the deadline"));
  EXPECT_TRUE(has(summary, "  Mon 9 June 08:00"));
  EXPECT_FALSE(has(summary, "Response time"));
  for (auto const language : {Language::kEnglish, Language::kJapanese}) {
    auto lines = std::istringstream{text_summary(small_result(), language)};
    for (auto line = std::string{}; std::getline(lines, line);) {
      EXPECT_LE(display_width(line), 100U) << line;
      EXPECT_FALSE(line.ends_with(' ')) << '[' << line << ']';
    }
  }
}

TEST(ClaimsReport, IsTheSameFromItsOwnFile) {
  auto const result = outage();
  auto const text = to_json(result);
  auto const again = from_json(text);
  ASSERT_TRUE(again.claims.has_value());
  EXPECT_EQ(to_json(again), text);
  EXPECT_EQ(again.claims->slices.size(), result.claims->slices.size());
  EXPECT_EQ(again.claims->slices[580].retries, result.claims->slices[580].retries);
  EXPECT_EQ(again.claims->marks.back().to_h, result.claims->marks.back().to_h);
  EXPECT_EQ(to_html({again}, Language::kJapanese), to_html({result}, Language::kJapanese));
  EXPECT_EQ(text_summary(again, Language::kEnglish), text_summary(result, Language::kEnglish));
}

TEST(ClaimsReport, ReadsFilesFromBeforeThereWereClaims) {
  auto text = to_json(RunResult{});
  auto const field = std::string{"\"claims\": null,"};
  auto const at = text.find(field);
  ASSERT_NE(at, std::string::npos);
  EXPECT_FALSE(from_json(text).claims.has_value());
  auto const old = std::string{text}.erase(at, field.size());
  EXPECT_FALSE(from_json(old).claims.has_value());
  auto const wrong = std::string{text}.replace(at, field.size(), "\"claims\": {\"month\": \"2025-06\"},");
  EXPECT_THROW(from_json(wrong), std::invalid_argument) << "what is there must be whole";
  EXPECT_THROW(from_json(std::string{text}.replace(at, field.size(), "\"claims\": 3,")),
               std::invalid_argument);
}

}  // namespace
}  // namespace kazasu::reports
