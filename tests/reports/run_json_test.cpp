#include "reports/run_json.h"

#include <gtest/gtest.h>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <limits>
#include <stdexcept>

#include "reports/json_text.h"
#include "tests/reports/sample_result.h"

namespace kazasu::reports {
namespace {

std::string message_of(std::string const& text) {
  try {
    from_json(text);
  } catch (std::invalid_argument const& error) {
    return error.what();
  }
  return "accepted";
}

std::string replaced(std::string text, std::string const& from, std::string const& to) {
  auto const at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

TEST(RunJson, ReadsBackWhatItWroteToTheLastBit) {
  auto result = tests::sample_result(ClockKind::kReal);
  result.verdict = Verdict::kInterrupted;
  result.reasons = {{reason_code::kInterrupted, {}}, {"stopped by \"Ctrl-C\"\n", {"日本語", ""}}};
  result.seed = std::numeric_limits<std::uint64_t>::max();
  result.wall_s = 0.1 + 0.2;
  result.duration_s = 1e-300;
  auto const text = to_json(result);
  auto const again = from_json(text);
  EXPECT_EQ(to_json(again), text);
  EXPECT_EQ(again.seed, result.seed);
  EXPECT_EQ(again.wall_s, result.wall_s);
  EXPECT_EQ(again.duration_s, result.duration_s);
  EXPECT_EQ(again.reasons, result.reasons);
  EXPECT_EQ(again.response.mean_ms, result.response.mean_ms);
  EXPECT_EQ(again.stages.size(), result.stages.size());
  EXPECT_EQ(again.stages.back().figures.p999_ms, result.stages.back().figures.p999_ms);
  EXPECT_EQ(again.histograms, result.histograms);
}

TEST(RunJson, KeepsAnEmptyResultAndAnEmptyHistogram) {
  auto result = RunResult{};
  result.histograms["response"];
  auto const again = from_json(to_json(result));
  EXPECT_EQ(again.histograms, result.histograms);
  EXPECT_EQ(again.verdict, Verdict::kInvalid);
}

TEST(RunJson, ReadsEveryDecimalExactly) {
  auto result = RunResult{};
  auto bits = std::uint64_t{0x9E3779B97F4A7C15U};
  for (int i = 0; i < 2000; ++i) {
    bits = bits * 6364136223846793005U + 1442695040888963407U;
    auto const value = static_cast<double>(bits >> 11U) / static_cast<double>(1 + (bits & 0xFFFFFFU));
    result.response_distribution.push_back({.percentile = 50, .value_ms = value});
  }
  auto const again = from_json(to_json(result));
  for (std::size_t i = 0; i < result.response_distribution.size(); ++i) {
    ASSERT_EQ(again.response_distribution[i].value_ms, result.response_distribution[i].value_ms);
  }
}

TEST(RunJson, HasTheNamesThatItsReadersRelyOn) {
  auto const document = parse_json(to_json(tests::sample_result(ClockKind::kVirtual)));
  auto const& run = document.as_object();
  EXPECT_EQ(run.at("schema").as_int64(), 1);
  EXPECT_EQ(run.at("verdict").as_string(), "VALID");
  EXPECT_EQ(run.at("clock").as_string(), "virtual");
  EXPECT_EQ(run.at("outcomes").as_object().at("shown").as_int64(), 1191);
  for (auto const* name : {"response", "service", "lag"}) {
    for (auto const* figure :
         {"count", "mean_ms", "p50_ms", "p90_ms", "p95_ms", "p99_ms", "p999_ms", "max_ms"}) {
      EXPECT_TRUE(run.at(name).as_object().contains(figure)) << name << " " << figure;
    }
  }
  auto const& stage = run.at("stages").as_array().at(0).as_object();
  EXPECT_EQ(stage.at("leg").as_string(), "tap_to_registered");
  EXPECT_TRUE(stage.contains("journey"));
  EXPECT_TRUE(stage.contains("p999_ms"));
}

TEST(RunJson, SaysAReasonByItsCodeAndInEnglish) {
  auto result = RunResult{};
  result.reasons = {{reason_code::kOpenFilesShort, {"4096", "1024"}}};
  auto const text = to_json(result);
  auto const document = parse_json(text);
  auto const& reason = document.at("reasons").at(0).as_object();
  EXPECT_EQ(reason.size(), 3U);
  EXPECT_EQ(reason.at("code").as_string(), "open_files_short");
  EXPECT_EQ(reason.at("values").at(1).as_string(), "1024");
  EXPECT_EQ(reason.at("text").as_string(),
            "Too few file descriptors: the run may need 4096, the limit is 1024 (ulimit -n).");
  EXPECT_EQ(message_of(replaced(text, "\"open_files_short\"", "7")),
            "run.json: /reasons/0/code: expected a string");
}

TEST(RunJson, NamesTheFieldThatIsWrong) {
  auto const text = to_json(tests::sample_result(ClockKind::kVirtual));
  EXPECT_EQ(message_of(replaced(text, "\"VALID\"", "\"FINE\"")),
            "run.json: /verdict: expected VALID, INVALID or INTERRUPTED");
  EXPECT_EQ(message_of(replaced(text, "\"seed\": 20260105", "\"seed\": -1")),
            "run.json: /seed: expected a whole number in the range of its field");
  EXPECT_EQ(message_of(replaced(text, "\"p50_ms\"", "\"p51_ms\"")),
            "run.json: /response/p50_ms: expected this field, which is missing");
  EXPECT_NE(message_of(replaced(text, "\"schema\": 1", "\"schema\": 2")).find("expected 1, found 2"),
            std::string::npos);
  EXPECT_NE(message_of(replaced(text, "HISTFAA", "HISTGAA")).find("/histograms/"), std::string::npos);
  EXPECT_NE(message_of(text + "x").find("more text follows"), std::string::npos);
  EXPECT_NE(message_of(text.substr(0, 100)).find("not a JSON document"), std::string::npos);
}

TEST(RunJson, StaysReadableWhateverBytesTheCommandLineHolds) {
  auto result = RunResult{};
  result.command = {"\xff", "a\xe5\x90", "\xc0\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80", "同意 \U0001F4A1"};
  auto const again = from_json(to_json(result));
  EXPECT_EQ(again.command[0], "\uFFFD");
  EXPECT_EQ(again.command[1], "a\uFFFD\uFFFD");
  EXPECT_EQ(again.command[2], "\uFFFD\uFFFD");
  EXPECT_EQ(again.command[3], "\uFFFD\uFFFD\uFFFD");
  EXPECT_EQ(again.command[5], result.command[5]);
}

TEST(RunJson, RefusesNumbersThatJsonDoesNotHave) {
  auto result = RunResult{};
  result.wall_s = std::numeric_limits<double>::infinity();
  EXPECT_THROW(to_json(result), std::invalid_argument);
}

}  // namespace
}  // namespace kazasu::reports
