#include "scenarios/thresholds.h"

#include <gtest/gtest.h>

#include <limits>
#include <optional>
#include <string>

namespace kazasu::scenarios {
namespace {

Threshold threshold(std::string const& text) {
  auto parsed = parse_threshold(text);
  EXPECT_TRUE(parsed.value) << parsed.error;
  return parsed.value.value_or(Threshold{});
}

TEST(Thresholds, LimitsOfTimesAreMilliseconds) {
  auto const gate = threshold("response p95 < 4 s");
  EXPECT_EQ(gate.text, "response p95 < 4 s");
  EXPECT_EQ(gate.metric, "response");
  EXPECT_EQ(gate.statistic, "p95");
  EXPECT_EQ(gate.limit, 4000.0);
  EXPECT_EQ(threshold("  tap_to_shown  p99.9 <  250us ").limit, 0.25);
}

TEST(Thresholds, LimitsOfErrorsAreShares) {
  EXPECT_EQ(threshold("errors share < 1 %").limit, 0.01);
}

TEST(Thresholds, HaveTheFiguresOfClaims) {
  EXPECT_EQ(threshold("others_unreceived share < 1 %").limit, 0.01);
  EXPECT_EQ(threshold("whole p50 < 24 h").limit, 24 * 3'600'000.0);
  for (auto const* const metric : {"log_in", "upload", "check", "confirm", "whole"}) {
    auto const gate = threshold(std::string{metric} + " p99 < 1 min");
    EXPECT_EQ(gate.metric, metric);
    EXPECT_EQ(gate.limit, 60'000.0);
  }
  EXPECT_EQ(parse_threshold("others_unreceived p95 < 4 s").error,
            "unknown statistic of others_unreceived 'p95' — expected share");
  EXPECT_EQ(parse_threshold("whole share < 1 %").error,
            "unknown statistic 'share' — expected p50, p90, p95, p99, p99.9, max or mean");
}

TEST(Thresholds, SayWhatIsWrong) {
  EXPECT_EQ(parse_threshold("respons p95 < 4 s").error,
            "unknown metric 'respons' — did you mean 'response'?");
  EXPECT_EQ(parse_threshold("response p75 < 4 s").error, "unknown statistic 'p75' — did you mean 'p95'?");
  EXPECT_EQ(parse_threshold("response share < 4 %").error,
            "unknown statistic 'share' — expected p50, p90, p95, p99, p99.9, max or mean");
  EXPECT_EQ(parse_threshold("errors p95 < 4 s").error, "unknown statistic of errors 'p95' — expected share");
  EXPECT_EQ(parse_threshold("response p95 > 4 s").error,
            "expected a threshold such as 'response p95 < 4 s', found 'response p95 > 4 s'");
  EXPECT_EQ(parse_threshold("response p95").error,
            "expected a threshold such as 'response p95 < 4 s', found 'response p95'");
  EXPECT_EQ(parse_threshold("").error, "expected a threshold such as 'response p95 < 4 s', found ''");
  EXPECT_EQ(parse_threshold("response p95 < 4").error,
            "the duration '4' has no unit — expected ns, us, ms, s, min or h");
  EXPECT_EQ(parse_threshold("errors share < 4 s").error, "unknown unit 's' in '4 s' — expected %");
}

TEST(Thresholds, AreMetBelowTheLimitOnly) {
  auto const gates = std::vector{threshold("response p95 < 4 s"), threshold("errors share < 1 %"),
                                 threshold("lag max < 1ms"), threshold("sign p50 < 1 s"),
                                 threshold("server_queue p50 < 1 s")};
  auto const outcomes =
      evaluate(gates, [](std::string_view metric, std::string_view) -> std::optional<double> {
        if (metric == "response") return 3999.9;
        if (metric == "errors") return 0.01;
        if (metric == "lag") return 0.0;
        if (metric == "server_queue") return std::numeric_limits<double>::quiet_NaN();
        return std::nullopt;
      });
  ASSERT_EQ(outcomes.size(), 5U);
  EXPECT_TRUE(outcomes[0].met);
  EXPECT_EQ(outcomes[0].actual, 3999.9);
  EXPECT_FALSE(outcomes[1].met);  // equal is not below
  EXPECT_FALSE(outcomes[1].no_data);
  EXPECT_TRUE(outcomes[2].met);
  EXPECT_FALSE(outcomes[3].met);
  EXPECT_TRUE(outcomes[3].no_data);
  EXPECT_TRUE(outcomes[4].no_data);
  EXPECT_EQ(outcomes[4].threshold.metric, "server_queue");
}

}  // namespace
}  // namespace kazasu::scenarios
