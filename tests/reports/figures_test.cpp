#include <gtest/gtest.h>

#include <chrono>

#include "reports/distribution.h"
#include "reports/headline.h"
#include "tests/reports/sample_result.h"

namespace kazasu::reports {
namespace {

using std::chrono::milliseconds;

TEST(Figures, AreThoseOfTheHistogram) {
  auto histogram = sim::Histogram{};
  for (int i = 1; i <= 1000; ++i) histogram.record(milliseconds{i});
  auto const figures = figures_of(histogram);
  EXPECT_EQ(figures.count, 1000U);
  EXPECT_DOUBLE_EQ(figures.mean_ms, 500.5);
  EXPECT_NEAR(figures.p50_ms, 500, 0.5);
  EXPECT_NEAR(figures.p99_ms, 990, 1);
  EXPECT_NEAR(figures.p999_ms, 999, 1);
  EXPECT_DOUBLE_EQ(figures.max_ms, 1000);
  EXPECT_EQ(figures_of({}).max_ms, 0);
}

TEST(Distribution, RisesToTheMaximum) {
  auto histogram = sim::Histogram{};
  for (int i = 1; i <= 1000; ++i) histogram.record(milliseconds{i});
  auto const points = distribution_of(histogram);
  ASSERT_GT(points.size(), 50U);
  for (std::size_t i = 1; i < points.size(); ++i) {
    EXPECT_GT(points[i].percentile, points[i - 1].percentile);
    EXPECT_GE(points[i].value_ms, points[i - 1].value_ms);
  }
  EXPECT_EQ(points.back().percentile, 100);
  EXPECT_EQ(points.back().value_ms, 1000);
  EXPECT_GE(points[points.size() - 2].percentile, 99.7);
  EXPECT_TRUE(distribution_of({}).empty());
}

TEST(Headline, CountsEveryOutcomeButSuccessAsAnError) {
  auto const line = headline_of(tests::sample_result(ClockKind::kReal));
  EXPECT_EQ(line.completed, 1200U);
  EXPECT_EQ(line.errors, 9U);
  EXPECT_DOUBLE_EQ(line.error_share, 0.0075);
  EXPECT_DOUBLE_EQ(line.offered_per_s, 20);
  EXPECT_EQ(line.thresholds_missed, 1U);
}

TEST(Headline, LegsAddUpToTheCriticalPath) {
  auto const result = tests::sample_result(ClockKind::kReal);
  auto const legs = legs_of(result, "first_visit");
  ASSERT_EQ(legs.size(), 2U);
  EXPECT_NEAR(legs[0].mean_ms + legs[1].mean_ms, result.critical_path.mean_ms, 1e-6);
}

TEST(Headline, QuotesTheCommandForAShell) {
  auto result = RunResult{};
  result.command = {"kazasu", "run", "my file.yaml", "it's", ""};
  EXPECT_EQ(command_line(result), "kazasu run 'my file.yaml' 'it'\\''s' ''");
}

}  // namespace
}  // namespace kazasu::reports
