#include <algorithm>
#include <cstdio>

#include "harness/machine.h"
#include "harness/run.h"
#include "scenarios/thresholds.h"

namespace kazasu::harness {

namespace {

// The generator counts as late when the schedule lag's p99 exceeds both: below 10 ms no figure of a
// human-scale path changes, and a share of the measured path keeps slow paths from being judged by
// microseconds.
constexpr double kLagFloorMs = 10.0;
constexpr double kLagShareOfPath = 0.05;
// More than this share without any answer means the target was not there, whatever the other figures say.
constexpr double kUnreachableShare = 0.5;

std::string number(double value, char const* unit) {
  auto text = std::array<char, 48>{};
  std::snprintf(text.data(), text.size(), value < 10 ? "%.2f %s" : "%.0f %s", value, unit);
  return text.data();
}

std::string arrivals_text(scenarios::Arrivals const& arrivals) {
  if (arrivals.kind == scenarios::ArrivalKind::kClosed)
    return "closed, " + std::to_string(arrivals.users) + " users";
  auto text = std::array<char, 48>{};
  std::snprintf(text.data(), text.size(), "%s %g/s",
                arrivals.kind == scenarios::ArrivalKind::kPoisson ? "poisson" : "constant",
                arrivals.rate_per_second);
  return text.data();
}

std::vector<reports::Reason> reasons_against(reports::RunResult const& result, Recorder const& recorder) {
  namespace code = reports::reason_code;
  auto reasons = std::vector<reports::Reason>{};
  if (recorder.finished() == 0) reasons.push_back({code::kNoData, {}});
  auto const allowed = std::max(kLagFloorMs, kLagShareOfPath * result.critical_path.p50_ms);
  if (result.lag.p99_ms > allowed) reasons.push_back(late_generator(result, allowed));
  auto const unreachable = static_cast<double>(recorder.count_of(terminal::kUnreachable.name));
  if (recorder.finished() != 0 &&
      unreachable / static_cast<double>(recorder.finished()) > kUnreachableShare) {
    reasons.push_back({code::kTargetUnreachable, {}});
  }
  return reasons;
}

}  // namespace

reports::RunResult result_frame(scenarios::Scenario const& scenario, reports::ClockKind clock) {
  auto result = reports::RunResult{};
  result.name = scenario.name;
  result.description = scenario.description;
  result.clock = clock;
  result.seed = scenario.population.seed;
  result.scenario_file = scenario.source;
  result.scenario_text = scenario.text;
  result.version = KAZASU_VERSION;
  result.compiler = compiler_text();
  result.machine = machine_text();
  result.started_at = wall_clock_text();
  result.calendar_start = sim::iso_date_time(scenario.calendar.start());
  result.calendar_speed = scenario.calendar.speed();
  result.duration_s = std::chrono::duration<double>{scenario.arrivals.duration}.count();
  result.stations = scenario.population.stations;
  result.people = scenario.population.people;
  result.arrival_process = arrivals_text(scenario.arrivals);
  return result;
}

void judge_run(reports::RunResult& result, scenarios::Scenario const& scenario, Recorder& recorder,
               RunEvidence const& evidence) {
  recorder.fill(result);
  auto const figure = [&recorder](std::string_view metric, std::string_view statistic) {
    return recorder.figure(metric, statistic);
  };
  judge_thresholds(result, scenario, figure);
  result.reasons = reasons_against(result, recorder);
  conclude_run(result, evidence);
}

reports::Reason late_generator(reports::RunResult const& result, double allowed_ms) {
  return {reports::reason_code::kGeneratorLate, {number(result.lag.p99_ms, "ms"), number(allowed_ms, "ms")}};
}

void judge_thresholds(reports::RunResult& result, scenarios::Scenario const& scenario,
                      scenarios::FigureSource const& figure) {
  for (auto const& checked : scenarios::evaluate(scenario.thresholds, figure)) {
    result.thresholds.push_back({.text = checked.threshold.text,
                                 .actual = checked.actual,
                                 .limit = checked.threshold.limit,
                                 .met = checked.met,
                                 .no_data = checked.no_data});
  }
}

void conclude_run(reports::RunResult& result, RunEvidence const& evidence) {
  namespace code = reports::reason_code;
  auto const needed = std::to_string(evidence.open_files_needed);
  auto const limit = std::to_string(evidence.open_files_limit);
  if (evidence.open_files_needed > evidence.open_files_limit) {
    result.reasons.push_back({code::kOpenFilesShort, {needed, limit}});
  }
  result.verdict = result.reasons.empty() ? reports::Verdict::kValid : reports::Verdict::kInvalid;
  if (evidence.interrupted) {
    result.verdict = reports::Verdict::kInterrupted;
    result.reasons.insert(result.reasons.begin(), {code::kInterrupted, {}});
  }
  result.generator["lag_p99"] = number(result.lag.p99_ms, "ms");
  result.generator["lag_max"] = number(result.lag.max_ms, "ms");
  result.generator["memory"] = number(static_cast<double>(resident_kib()) / 1024.0, "MiB");
  if (evidence.real_time) {
    result.generator["cpu"] = number(100.0 * evidence.cpu_share, "% of one core");
    result.generator["open_files"] = needed + " of " + limit;
  }
}

}  // namespace kazasu::harness
