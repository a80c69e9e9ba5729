#include "scenarios/scenario_file.h"

#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>

namespace kazasu::scenarios {
namespace {

using namespace std::chrono_literals;

Scenario scenario_of(std::string const& text) {
  auto loaded = load_scenario_text(text, "test.yaml");
  EXPECT_TRUE(loaded) << text_of(loaded.mistakes);
  return loaded.scenario.value_or(Scenario{});
}

std::string visit(std::string const& steps) {
  return "name: n\narrivals: {process: constant, rate: 1/s, duration: 1s}\njourney:\n  steps:\n" + steps;
}

TEST(ScenarioFile, TheSmallestOneHasEveryDefault) {
  auto const scenario = scenario_of(visit("    [consent, enter_pin, tap_card, fetch_eligibility]\n"));
  EXPECT_EQ(scenario.name, "n");
  EXPECT_EQ(scenario.source, "test.yaml");
  EXPECT_EQ(scenario.population.stations, 1000U);
  auto const& steps = scenario.journeys.at(0).steps;
  ASSERT_EQ(steps.size(), 4U);
  EXPECT_EQ(std::get<ConsentStep>(steps[0]).time.mean(), 0s);
  EXPECT_EQ(std::get<TapCardStep>(steps[2]).patience, 30s);
  EXPECT_EQ(std::get<FetchEligibilityStep>(steps[3]).poll_interval, 5s);
  EXPECT_TRUE(scenario.thresholds.empty());
}

TEST(ScenarioFile, StepsTakeTheirSettings) {
  auto const scenario =
      scenario_of(visit("    - think: {time: 1s}\n"
                        "    - consent:\n"
                        "        items: [operations, limit_amount]\n"
                        "        time: {exponential: {mean: 2s}}\n"
                        "    - enter_pin: {wrong: 0.25}\n"
                        "    - think: {time: {uniform: {from: 1s, to: 3s}}}\n"
                        "    - tap_card:\n"
                        "    - fetch_eligibility: {notice: poll, poll_interval: 2s, patience: 9s}\n"));
  auto const& steps = scenario.journeys.at(0).steps;
  ASSERT_EQ(steps.size(), 6U);
  EXPECT_EQ(std::get<ThinkStep>(steps[0]).time.mean(), 1s);
  auto const expected = eligibility::ConsentSet{}
                            .give(eligibility::ConsentItem::kOperations)
                            .give(eligibility::ConsentItem::kLimitAmount);
  EXPECT_EQ(std::get<ConsentStep>(steps[1]).consents, expected);
  EXPECT_EQ(std::get<ConsentStep>(steps[1]).time.mean(), sim::Distribution::exponential(2s).mean());
  EXPECT_EQ(std::get<EnterPinStep>(steps[2]).wrong_ppm, 250'000U);
  EXPECT_EQ(std::get<ThinkStep>(steps[3]).time.mean(), 2s);
  auto const& fetch = std::get<FetchEligibilityStep>(steps[5]);
  EXPECT_EQ(fetch.notice, NoticeMode::kPoll);
  EXPECT_EQ(fetch.poll_interval, 2s);
  EXPECT_EQ(fetch.patience, 9s);
}

TEST(ScenarioFile, EveryShapeOfDistribution) {
  auto const scenario = scenario_of(visit("    [consent, enter_pin, tap_card]\n") +
                                    "service:\n"
                                    "  handshake: 3ms\n"
                                    "  resumption: {constant: 20ms}\n"
                                    "  consent: {constant: {value: 21ms}}\n"
                                    "  signature: {exponential: 2s}\n"
                                    "  status: {log_normal: {median: 85ms, sigma: 0.47}}\n"
                                    "  lookup: {uniform: {from: 2s, to: 2s}}\n");
  EXPECT_EQ(scenario.service.handshake.mean(), 3ms);
  EXPECT_EQ(scenario.service.resumption.mean(), 20ms);
  EXPECT_EQ(scenario.service.consent.mean(), 21ms);
  EXPECT_EQ(scenario.service.signature.at(1), sim::Distribution::exponential(2s).at(1));
  EXPECT_EQ(scenario.service.status.at(std::uint64_t{1} << 63U), 85ms);
  EXPECT_EQ(scenario.service.lookup.mean(), 2s);
  EXPECT_EQ(scenario.service.registration.mean(), 0s);
}

TEST(ScenarioFile, TheLargestDistributionsStayWithinTheRangeOfTime) {
  auto const scenario = scenario_of(visit("    [consent, enter_pin, tap_card]\n") +
                                    "service:\n"
                                    "  lookup: {log_normal: {median: 10min, sigma: 2}}\n"
                                    "  status: {exponential: 10min}\n");
  EXPECT_GT(scenario.service.lookup.at(~std::uint64_t{0}), 10min);
  EXPECT_GT(scenario.service.status.at(~std::uint64_t{0}), 10min);
}

TEST(ScenarioFile, ByteOrderMarkAndCarriageReturnsAreNoMistakes) {
  auto text = visit("    [consent, enter_pin, tap_card]\n");
  for (auto at = text.find('\n'); at != std::string::npos; at = text.find('\n', at + 2))
    text.insert(at, "\r");
  EXPECT_EQ(scenario_of("\xEF\xBB\xBF" + text).name, "n");
}

TEST(ScenarioFile, WordsAndNumbersWithAnyQuotes) {
  auto const scenario = scenario_of(visit("    [consent, enter_pin, tap_card]\n") +
                                    "card: {timing: 'none', bit_rate: \"212\"}\n");
  EXPECT_EQ(scenario.card.timing, card::CardTiming::kNone);
  EXPECT_EQ(scenario.card.bit_rate, card::AirBitRate::k212);
}

TEST(ScenarioFile, ATraceStandsBesideTheScenario) {
  auto const folder = std::filesystem::path{testing::TempDir()} / "kazasu_scenario_trace";
  std::filesystem::create_directories(folder);
  std::ofstream{folder / "card.csv"} << "1\n";
  auto const text = visit("    [consent, enter_pin, tap_card]\n") + "card: {trace: card.csv}\n";
  std::ofstream{folder / "s.yaml"} << text;
  auto const loaded = load_scenario(folder / "s.yaml");
  ASSERT_TRUE(loaded) << text_of(loaded.mistakes);
  EXPECT_EQ(loaded.scenario->card.trace_file, (folder / "card.csv").string());
  auto const elsewhere = load_scenario_text(text, "nowhere/s.yaml");
  ASSERT_EQ(elsewhere.mistakes.size(), 1U);
  EXPECT_EQ(text_of(elsewhere.mistakes[0]),
            "nowhere/s.yaml:6:15: card.trace: there is no readable file 'nowhere/card.csv'");
  std::filesystem::remove_all(folder);
}

TEST(ScenarioFile, FilesThatCannotBeRead) {
  EXPECT_EQ(text_of(load_scenario("nowhere/none.yaml").mistakes),
            "nowhere/none.yaml: there is no such file\n");
  EXPECT_EQ(text_of(load_scenario("scenarios").mistakes),
            "scenarios: this is a folder; name a scenario file in it\n");
}

}  // namespace
}  // namespace kazasu::scenarios
