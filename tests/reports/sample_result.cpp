#include "tests/reports/sample_result.h"

#include <array>
#include <string_view>

#include "reports/distribution.h"
#include "sim/random.h"

namespace kazasu::tests {

using namespace reports;

namespace {

constexpr std::uint64_t kVisits = 1200;
constexpr std::uint64_t kSeed = 20260105;

struct Stage {
  std::string_view name;
  std::string_view leg;
  double mean_ms;
  double spread;  // largest addition, as a multiple of the mean
};

constexpr auto kPath = std::to_array<Stage>({
    {"nfc_activation", "tap_to_registered", 210, 0.4},
    {"select", "tap_to_registered", 46, 0.3},
    {"verify", "tap_to_registered", 118, 0.3},
    {"certificate", "tap_to_registered", 412, 0.2},
    {"sign", "tap_to_registered", 540, 0.3},
    {"connect_tls", "tap_to_registered", 96, 2.0},
    {"request", "tap_to_registered", 58, 1.5},
    {"server_queue", "tap_to_registered", 12, 14.0},
    {"signature_check", "tap_to_registered", 3.1, 0.5},
    {"status", "tap_to_registered", 24, 3.0},
    {"registration", "tap_to_registered", 17, 2.0},
    {"notice", "registered_to_fetched", 160, 1.2},
    {"line_connect_tls", "registered_to_fetched", 61, 2.0},
    {"line_queue", "registered_to_fetched", 9, 10.0},
    {"lookup", "registered_to_fetched", 38, 2.0},
    {"answer", "registered_to_fetched", 21, 1.0},
});

// In [0, 1), only with integers and one exact division.
double unit(sim::RandomStream& random) {
  return static_cast<double>(random.next() >> 11U) / 9007199254740992.0;
}

sim::Duration from_ms(double milliseconds) {
  return sim::Duration{static_cast<sim::Duration::rep>(milliseconds * 1e6)};
}

struct Interval {
  std::uint64_t arrivals = 0;
  sim::Histogram response;
};

// Draws the visits and fills what is folded from them.
void draw_visits(RunResult& result) {
  auto const real = result.clock == ClockKind::kReal;
  auto random = sim::RandomStream{kSeed, real ? "sample/real" : "sample/virtual", 0};
  auto& histograms = result.histograms;
  auto intervals = std::array<Interval, 60>{};
  for (std::uint64_t visit = 0; visit < kVisits; ++visit) {
    auto path = sim::Duration{};
    auto const rush = visit > 700 && visit < 860 ? 3.0 : 1.0;
    for (auto const& stage : kPath) {
      auto const tail = unit(random) * unit(random) * unit(random);
      auto const server = stage.name.find("queue") != std::string_view::npos;
      auto const factor =
          (0.8 + stage.spread * 2.2 * tail) * (server ? rush * rush : 1.0) * (real ? 1.04 : 1.0);
      auto const time = from_ms(stage.mean_ms * factor);
      histograms["stage/" + std::string{stage.name}].record(time);
      path += time;
    }
    auto const lag =
        real ? from_ms(0.05 + 2.4 * unit(random) * unit(random) * unit(random)) : sim::Duration{};
    histograms["critical_path"].record(path);
    histograms["human"].record(from_ms(9'000 + 18'000 * unit(random) * unit(random)));
    histograms["service"].record(path);
    histograms["response"].record(path + lag);
    histograms["lag"].record(lag);
    auto& interval = intervals[visit / 20];
    interval.arrivals += visit % 7 == 0 ? 2 : 1;
    interval.response.record(path + lag);
  }
  for (std::size_t second = 0; second < intervals.size(); ++second) {
    auto const figures = figures_of(intervals[second].response);
    result.series.push_back({.at_s = static_cast<double>(second),
                             .arrivals = intervals[second].arrivals - second % 3,
                             .completions = figures.count - second % 2,
                             .errors = second > 35 && second < 44 ? second % 3 : 0,
                             .p50_ms = figures.p50_ms,
                             .p90_ms = figures.p90_ms,
                             .p99_ms = figures.p99_ms});
  }
}

void fill_figures(RunResult& result) {
  auto const& histograms = result.histograms;
  result.response = figures_of(histograms.at("response"));
  result.service = figures_of(histograms.at("service"));
  result.lag = figures_of(histograms.at("lag"));
  result.critical_path = figures_of(histograms.at("critical_path"));
  result.human = figures_of(histograms.at("human"));
  for (auto const& stage : kPath) {
    auto const name = std::string{stage.name};
    result.stages.push_back(
        {name, "first_visit", std::string{stage.leg}, figures_of(histograms.at("stage/" + name))});
  }
  result.response_distribution = distribution_of(histograms.at("response"));
  result.service_distribution = distribution_of(histograms.at("service"));
  result.critical_path_distribution = distribution_of(histograms.at("critical_path"));
  auto const outcomes = std::map<std::string, std::uint64_t>{
      {"shown", 1191}, {"certificate_beyond_grace", 5}, {"pin_wrong", 3}, {"old_insurance_card", 1}};
  result.outcomes = outcomes;
  result.rules = {{"certificate_beyond_grace", "Onboarding guide, 3.2: three months after the expiry"},
                  {"pin_wrong", "JPKI card application: VERIFY answers 63Cx"},
                  {"old_insurance_card", "notice of 2025-04-24: to 2025-12-01"}};
  result.beside = {{"activation", "first_visit", "beside", figures_of(histograms.at("stage/lookup"))}};
  result.ways = {{.way_in = "web", .identity = "pin", .visits = 1150, .answered = 1143},
                 {.way_in = "app", .identity = "visual_check", .visits = 50, .answered = 48}};
  result.fallbacks = {{.fallback = "old_insurance_card",
                       .cause = "timed_out",
                       .rule = "kazasu: patience of 30 s after the tap",
                       .visits = 1,
                       .claim_may_return = true}};
  result.events = {{"expires_soon", 24}};
  result.journeys = {{.name = "first_visit",
                      .outcomes = outcomes,
                      .response = result.response,
                      .service = result.service,
                      .steps = {{.step = "tap_card",
                                 .tags = {{"terminal", "app"}},
                                 .outcomes = {{"shown", 1191}},
                                 .time = figures_of(histograms.at("stage/sign"))},
                                {.step = "fetch_eligibility",
                                 .tags = {},
                                 .outcomes = {{"shown", 1191}},
                                 .time = figures_of(histograms.at("stage/lookup"))}}}};
}

void fill_context(RunResult& result) {
  auto const real = result.clock == ClockKind::kReal;
  result.name = "clinic-morning";
  result.description = "One thousand home-visit nursing stations between 8:30 and 9:00.";
  result.verdict = Verdict::kValid;
  result.seed = kSeed;
  result.scenario_file = "scenarios/clinic-morning.yaml";
  result.scenario_text =
      "name: clinic-morning\narrivals:\n  process: poisson\n  rate: 20/s\n  duration: 60s\n";
  result.command = {"kazasu", real ? "run" : "simulate", "scenarios/clinic-morning.yaml", "--seed",
                    "20260105"};
  result.target = "own emulators";
  result.version = "0.1.0";
  result.compiler = "GCC 12.2.0";
  result.machine = "2 cores, x86-64, Linux 6.1";
  result.libraries = "OpenSSL 3.0, Boost 1.81";
  result.started_at = "2026-01-05T08:30:00+09:00";
  result.calendar_start = "2026-01-05T08:30:00+09:00";
  result.duration_s = 60;
  result.wall_s = real ? 62.4 : 0.31;
  result.stations = 1000;
  result.people = 30'000;
  result.arrival_process = "Poisson 20/s";
  result.arrivals_planned = result.arrivals_started = result.arrivals_completed = kVisits;
  result.arrival_hash = "6f1d9c0b52aa47e3";
  result.trace_hash = real ? "" : "c3720be4419d58f6";
  result.thresholds = {
      {.text = "response p99 < 4000",
       .actual = result.response.p99_ms,
       .limit = 4000,
       .met = true,
       .no_data = false},
      {.text = "errors share < 0.01", .actual = 0.0075, .limit = 0.01, .met = true, .no_data = false},
      {.text = "requery p95 < 800", .actual = 0, .limit = 800, .met = false, .no_data = true}};
  result.connections = {{"page", 1200, 1200, 0}, {"app", 2400, 1198, 873}, {"closed_line", 1194, 1000, 962}};
  if (real) result.generator = {{"cpu_share", "31 %"}, {"late_starts", "0"}, {"max_in_flight", "58"}};
}

}  // namespace

RunResult sample_result(ClockKind clock) {
  auto result = RunResult{};
  result.clock = clock;
  draw_visits(result);
  fill_figures(result);
  fill_context(result);
  return result;
}

}  // namespace kazasu::tests
