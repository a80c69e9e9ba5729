#include "harness/recorder.h"

#include <gtest/gtest.h>

#include "harness/claims_recorder.h"
#include "scenarios/thresholds.h"

namespace kazasu::harness {
namespace {

using namespace std::chrono_literals;
using terminal::Stage;

scenarios::VisitRecord shown_visit(std::uint64_t number, sim::TimePoint ended, sim::Duration path) {
  auto record = scenarios::VisitRecord{};
  record.number = number;
  record.intended = ended - path - 1ms;
  record.began = ended - path;
  record.ended = ended;
  record.tapped = true;
  record.complete = true;
  record.critical_path = path;
  record.stages.add(Stage::kNfcActivation, path / 4);
  record.stages.add(Stage::kRequest, path / 4);
  record.stages.add(Stage::kAnswer, path - 2 * (path / 4));
  record.outcome = terminal::kShown;
  return record;
}

sim::TimePoint at(sim::Duration time) {
  return sim::kRunStart + time;
}

TEST(Recorder, CountsEveryOutcomeAndNamesItsRule) {
  auto recorder = Recorder{{{"first visit", terminal::kShown.name}}, 1s};
  recorder.add(shown_visit(0, at(2s), 100ms));
  auto refused = shown_visit(1, at(3s), 50ms);
  refused.complete = false;
  refused.outcome = {"pin_locked", "rule C9"};
  recorder.add(refused);
  auto result = reports::RunResult{};
  recorder.fill(result);
  EXPECT_EQ(result.outcomes, (std::map<std::string, std::uint64_t>{{"pin_locked", 1}, {"shown", 1}}));
  EXPECT_EQ(result.rules, (std::map<std::string, std::string>{{"pin_locked", "rule C9"}}));
  EXPECT_EQ(recorder.errors(), 1U);
  EXPECT_DOUBLE_EQ(recorder.figure("errors", "share").value(), 0.5);
}

TEST(Recorder, ResponseCountsFromTheIntendedStartAndServiceFromTheActualOne) {
  auto recorder = Recorder{{{"first visit", terminal::kShown.name}}, 1s};
  recorder.add(shown_visit(0, at(2s), 100ms));
  EXPECT_NEAR(recorder.figure("response", "max").value(), 101.0, 1e-9);
  EXPECT_NEAR(recorder.figure("service", "max").value(), 100.0, 1e-9);
  EXPECT_NEAR(recorder.figure("lag", "max").value(), 1.0, 1e-9);
}

TEST(Recorder, StageMeansAddUpToTheMeanOfTheCriticalPath) {
  auto recorder = Recorder{{{"first visit", terminal::kShown.name}}, 1s};
  for (int i = 1; i <= 997; ++i)
    recorder.add(shown_visit(static_cast<std::uint64_t>(i), at(i * 1ms + 2s), i * 1ms + 7ns));
  auto result = reports::RunResult{};
  recorder.fill(result);
  auto sum = 0.0;
  for (auto const& stage : result.stages) sum += stage.figures.mean_ms;
  EXPECT_EQ(result.stages.size(), 3U);
  EXPECT_NEAR(sum, result.critical_path.mean_ms, 1e-6);
}

TEST(Recorder, RefusesAVisitWhoseStagesAreNotTheWhole) {
  auto recorder = Recorder{{{"first visit", terminal::kShown.name}}, 1s};
  auto record = shown_visit(0, at(2s), 100ms);
  record.stages.add(Stage::kLookup, 1us);
  EXPECT_NO_THROW(recorder.add(record));
  record.stages.add(Stage::kLookup, 1ns);
  EXPECT_THROW(recorder.add(record), std::logic_error);
}

TEST(Recorder, StepsSayHowTheyEndedAndOnWhichConnection) {
  auto recorder = Recorder{{{"first visit", terminal::kShown.name}}, 1s};
  auto shown = shown_visit(0, at(2s), 100ms);
  shown.steps[3] = {.reached = true, .time = 70ms};
  shown.steps[4] = {.reached = true, .time = 30ms};
  shown.last_step = 4;
  shown.app = {.exchanged = true, .new_connection = true, .resumed = true};
  recorder.add(shown);
  auto refused = shown;
  refused.outcome = {"pin_locked", "rule C9"};
  refused.last_step = 3;
  refused.steps[4] = {};
  refused.complete = false;
  refused.app = {};
  recorder.add(refused);
  auto result = reports::RunResult{};
  recorder.fill(result);
  auto const& steps = result.journeys.at(0).steps;
  ASSERT_EQ(steps.size(), 3U);
  EXPECT_EQ(steps[0].step, "tap_card");
  EXPECT_EQ(steps[0].outcomes, (std::map<std::string, std::uint64_t>{{"pin_locked", 1}, {"went_on", 1}}));
  EXPECT_EQ(steps[1].outcomes, (std::map<std::string, std::uint64_t>{{"shown", 1}}));
  EXPECT_EQ(steps[2].tags, (std::map<std::string, std::string>{{"connection", "resumed"}}));
  EXPECT_EQ(steps[2].time.count, 1U);
}

TEST(Recorder, AFigureWithoutDataIsNoFigure) {
  auto const recorder = Recorder{{{"first visit", terminal::kShown.name}}, 1s};
  EXPECT_FALSE(recorder.figure("response", "p95"));
  EXPECT_FALSE(recorder.figure("errors", "share"));
  EXPECT_FALSE(recorder.figure("no such metric", "p95"));
}

TEST(Recorder, SuppliesEveryMetricThatAThresholdCanName) {
  auto recorder = Recorder{{{"first visit", terminal::kShown.name}}, 1s};
  auto record = shown_visit(0, at(2s), 100ms);
  for (std::size_t i = 0; i < terminal::kStages; ++i) record.stages.add(static_cast<Stage>(i), 0ms);
  recorder.add(record);
  for (auto const& metric : scenarios::metrics()) {
    if (!metric.of_visits) continue;
    auto const statistic = metric.name == "errors" ? "share" : "p50";
    EXPECT_TRUE(recorder.figure(metric.name, statistic)) << metric.name;
  }
}

// The others' share is the run's to say, not the stations'.
TEST(ClaimsRecorder, SuppliesEveryMetricOfClaims) {
  auto recorder = ClaimsRecorder{};
  auto record = scenarios::ClaimRecord{};
  record.end = scenarios::ClaimEnd::kConfirmed;
  record.received = record.meant + 1h;
  for (auto& step : record.steps) step = 1min;
  recorder.add(record);
  for (auto const& metric : scenarios::metrics()) {
    if (!metric.of_claims || metric.name == "others_unreceived") continue;
    auto const statistic = metric.name == "errors" ? "share" : "p50";
    EXPECT_TRUE(recorder.figure(metric.name, statistic)) << metric.name;
  }
  EXPECT_NEAR(recorder.figure("whole", "p50").value(), 3'600'000.0, 3'600.0);
  EXPECT_EQ(recorder.figure("errors", "share"), 0.0);
  EXPECT_FALSE(recorder.figure("tap_to_shown", "p50"));
}

TEST(Recorder, SeriesFollowsArrivalsByIntendedAndCompletionsByActualTime) {
  auto recorder = Recorder{{{"first visit", terminal::kShown.name}}, 1s};
  recorder.arrived({.number = 0, .due = at(500ms), .station = 0, .person = 0});
  recorder.arrived({.number = 1, .due = at(900ms), .station = 0, .person = 1});
  recorder.add(shown_visit(0, at(1500ms), 200ms));
  recorder.add(shown_visit(1, at(3500ms), 400ms));
  auto result = reports::RunResult{};
  recorder.fill(result);
  ASSERT_EQ(result.series.size(), 4U);
  EXPECT_EQ(result.series[0].arrivals, 2U);
  EXPECT_EQ(result.series[0].completions, 0U);
  EXPECT_EQ(result.series[1].completions, 1U);
  EXPECT_NEAR(result.series[1].p50_ms, 200.0, 0.3);
  EXPECT_EQ(result.series[2].completions, 0U);
  EXPECT_EQ(result.series[2].p50_ms, 0.0);
  EXPECT_NEAR(result.series[3].p99_ms, 400.0, 0.6);
}

TEST(Recorder, TheTraceHashKnowsTheOrder) {
  auto forward = Recorder{{{"first visit", terminal::kShown.name}}, 1s};
  auto backward = Recorder{{{"first visit", terminal::kShown.name}}, 1s};
  auto const first = shown_visit(0, at(2s), 100ms);
  auto const second = shown_visit(1, at(2s), 100ms);
  forward.add(first);
  forward.add(second);
  backward.add(second);
  backward.add(first);
  EXPECT_NE(forward.trace_hash(), backward.trace_hash());
}

}  // namespace
}  // namespace kazasu::harness
