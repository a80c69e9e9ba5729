// Gates on the figures of a run: "response p95 < 4 s", "errors share < 1 %".
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "scenarios/scenario.h"
#include "scenarios/units.h"

namespace kazasu::scenarios {

struct Metric {
  std::string_view name;
  std::string_view description;
  bool of_visits = true;
  bool of_claims = false;
};
// Every figure that a threshold can name; the harness supplies them under these names.
std::span<Metric const> metrics();
// "p50" ... "mean" for times.
std::span<std::string_view const> time_statistics();

// Reads `<metric> <statistic> < <limit>`; the limit of "errors share" is a share, of all others a duration.
Parsed<Threshold> parse_threshold(std::string_view text);

struct ThresholdOutcome {
  Threshold threshold;
  double actual = 0;     // milliseconds or a share, as the limit; 0 without data
  bool met = false;      // actual < limit
  bool no_data = false;  // the run has no such figure: counts as not met
};

// (metric, statistic) -> milliseconds or a share; nothing when the run has no such figure.
using FigureSource = std::function<std::optional<double>(std::string_view, std::string_view)>;

// One outcome for each threshold, in order. A figure that is not a number counts as no data.
std::vector<ThresholdOutcome> evaluate(std::span<Threshold const> thresholds, FigureSource const& figures);

}  // namespace kazasu::scenarios
