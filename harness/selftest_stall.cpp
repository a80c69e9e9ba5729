// The stall test: the server is stopped for two seconds in a twenty-second run. Arrivals are evenly spaced
// and the load is light, so the truth is known in closed form, and a tool that measures from the actual start
// misses it.
#include <signal.h>

#include <cmath>
#include <cstdio>

#include "harness/run.h"
#include "harness/selftests.h"
#include "reports/write_report.h"
#include "scenarios/scenario_file.h"

namespace kazasu::harness {

namespace {

constexpr auto kScenario = R"(name: stall self-test
description: The server stands still for two seconds of twenty; light load on kept connections.
population: {stations: 100, people: 4000, seed: 7}
calendar: {start: "2024-12-02T09:00:00+09:00", speed: 1}
arrivals: {process: constant, rate: 30/s, duration: 20s}
journey:
  name: first visit
  steps:
    - consent: {time: 0ms}
    - enter_pin: {time: 0ms}
    - tap_card: {patience: 20s}
    - fetch_eligibility: {notice: told, patience: 20s}
links:
  page: {latency: 0ms, connection: kept}
  app: {latency: 0ms, connection: kept}
  closed_line: {latency: 0ms, connection: kept}
card: {timing: none}
)";
constexpr auto kStopAt = std::chrono::seconds{9};
constexpr auto kStallFor = std::chrono::seconds{2};

// Stops the server and lets it go on; remembers when it really did.
class Stall {
 public:
  void operator()(sim::TimePoint now, int server) {
    if (!stopped_ && now >= sim::kRunStart + kStopAt) {
      kill(server, SIGSTOP);
      stopped_ = true;
      began_ = now;
    } else if (stopped_ && !resumed_ && now >= began_ + kStallFor) {
      kill(server, SIGCONT);
      resumed_ = true;
      length_ = now - began_;
    }
  }
  double length_ms() const { return std::chrono::duration<double, std::milli>{length_}.count(); }

 private:
  bool stopped_ = false;
  bool resumed_ = false;
  sim::TimePoint began_;
  sim::Duration length_{};
};

// Waiting times fall evenly from the whole stall to zero over the share of arrivals that meet it.
double expected_ms(double stall_ms, double run_ms, double percentile) {
  auto const share = stall_ms / run_ms;
  return stall_ms * (1.0 - (1.0 - percentile / 100.0) / share);
}

bool within(char const* name, double measured, double expected, double tolerance) {
  auto const deviation = measured / expected - 1.0;
  auto const ok = std::abs(deviation) <= tolerance;
  std::printf("  %-4s measured %7.1f ms, closed form %7.1f ms, deviation %+5.1f %% (at most %.0f %%): %s\n",
              name, measured, expected, 100 * deviation, 100 * tolerance, ok ? "ok" : "NOT OK");
  return ok;
}

}  // namespace

ExitCode selftest_stall(SelftestOptions const& options) {
  auto const loaded = scenarios::load_scenario_text(kScenario, "stall self-test");
  auto const& scenario = loaded.scenario.value();
  auto interruption = Interruption{};
  auto progress = ProgressLine{false};
  auto stall = Stall{};
  auto run_options = RunOptions{.data = options.data};
  auto const result = run_realtime(scenario, run_options, {interruption, progress},
                                   [&stall](sim::TimePoint now, int server) { stall(now, server); });
  reports::write_outputs(result, options.out / "stall", reports::Language::kEnglish);
  std::printf("stall self-test: server stopped for %.0f ms of %.0f ms\n", stall.length_ms(),
              result.duration_s * 1000);
  auto const run_ms = result.duration_s * 1000;
  auto ok = within("p95", result.response.p95_ms, expected_ms(stall.length_ms(), run_ms, 95), 0.10);
  ok = within("p99", result.response.p99_ms, expected_ms(stall.length_ms(), run_ms, 99), 0.05) && ok;
  auto const lost = result.arrivals_planned - result.arrivals_completed;
  std::printf("  arrivals planned %llu, lost %llu: %s\n",
              static_cast<unsigned long long>(result.arrivals_planned), static_cast<unsigned long long>(lost),
              lost == 0 ? "ok" : "NOT OK");
  return ok && lost == 0 ? ExitCode::kOk : ExitCode::kSelftest;
}

}  // namespace kazasu::harness
