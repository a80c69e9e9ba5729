#include "tests/reports/sample_claims.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace kazasu::tests {

using namespace reports;

namespace {

constexpr double kStations = 33'760;
constexpr double kOthers = 156'466;
constexpr double kClaims = kStations + kOthers;
constexpr double kRequestsEach = 11;
constexpr int kFirstDay = 5;
constexpr double kBegin_h = 8;  // of the first day, where the run begins
constexpr double kDeadline_h = 6 * 24 - kBegin_h;
constexpr double kEnd_h = 7 * 24 + 21 - kBegin_h;
constexpr double kFault_h = 4 * 24;  // 08:00 on the 9th
constexpr int kSlices = 6 * 181;

// Shares of the claims by day, from the 5th to the 10th.
constexpr auto kDays = std::to_array<double>({0.16, 0.07, 0.08, 0.20, 0.28, 0.21});
// By hour, from 08:00.
constexpr auto kHours = std::to_array<double>({6, 13, 12, 7, 4, 11, 13, 13, 9, 5, 3, 2, 1, 0.6, 0.3, 0.1});

struct Now {
  int day = 0;  // 0 is the 5th
  double hour = 0;
};
Now now_at(double at_h) {
  auto const since = at_h + kBegin_h;
  auto const day = static_cast<int>(since / 24);
  return {day, since - day * 24};
}

double closes_at(int day) {
  return day >= 3 && day <= 5 ? 24 : 21;
}

bool is_open(Now const& now) {
  return now.hour >= 8 && now.hour < closes_at(now.day);
}

double hour_weights(int day) {
  auto sum = 0.0;
  for (std::size_t i = 0; i < kHours.size(); ++i)
    sum += 8 + static_cast<double>(i) < closes_at(day) ? kHours.at(i) : 0;
  return sum;
}

// Claims that mean to begin in a slice.
double meant_in(Now const& now) {
  if (now.day >= static_cast<int>(kDays.size()) || !is_open(now)) return 0;
  auto const hour = static_cast<std::size_t>(now.hour - 8);
  return kClaims * kDays.at(static_cast<std::size_t>(now.day)) * kHours.at(hour) / hour_weights(now.day) / 6;
}

// Tries of a waiting client in ten minutes.
double tries_of(std::string const& retry) {
  if (retry == "constant") return 4;
  return retry == "budget" ? 0.25 : 0.6;
}

std::uint64_t whole(double value) {
  return static_cast<std::uint64_t>(std::llround(std::max(value, 0.0)));
}

// The state of the fluid between slices.
struct Fluid {
  double waiting = 0;  // requests of clients that want an answer
  double meant = 0;    // claims
  double received = 0;
  double backlog = 0;
};

ClaimSlice next_slice(SampleClaims const& sample, double at_h, Fluid& fluid) {
  constexpr double kMost = 14'500;  // requests answered in a slice, at best
  auto const now = now_at(at_h);
  auto slice = ClaimSlice{.at_h = at_h};
  if (!is_open(now)) {
    slice.backlog = whole(fluid.backlog = std::max(0.0, fluid.backlog - 900));
    return slice;
  }
  auto const since_fault = at_h - kFault_h;
  auto const fault = sample.fault && since_fault >= 0 && since_fault < 5;
  auto const stopped = fault && since_fault >= 2.5;
  auto const meant = meant_in(now);
  // What answers with errors, or not at all, is asked again.
  auto const first = meant * kRequestsEach * (fault ? 1.8 : 1.0);
  fluid.waiting += first;
  auto const crowd = std::max(0.0, fluid.waiting - kMost) * tries_of(sample.retry);
  auto const able = kMost * (stopped ? 0.45 : 1.0) / (1 + std::min(crowd / 90'000, 1.45));
  auto const answered = std::min(fluid.waiting, able);
  fluid.meant += meant;
  auto const unfinished = fluid.meant - fluid.received;
  auto const share = fluid.waiting > 0 ? answered / fluid.waiting : 0;
  auto const received = unfinished * share * (stopped ? 0.1 : 1.0);
  fluid.waiting -= answered;
  auto const again = fluid.waiting * tries_of(sample.retry);
  auto const failed = std::min(again, kMost * 6);
  fluid.received += received;
  fluid.backlog = std::max(0.0, fluid.backlog + received * 2 - (stopped ? 0 : 900));
  slice.meant = whole(meant);
  slice.requests = whole(answered + failed);
  slice.retries = slice.requests - std::min(slice.requests, whole(first));
  slice.answered = whole(answered);
  slice.turned_away = whole(std::max(0.0, failed - kMost * 2.5) * 0.5);
  slice.timed_out = whole(failed) - std::min(whole(failed), slice.turned_away);
  slice.received = whole(received);
  slice.backlog = whole(fluid.backlog);
  slice.wait_s = failed > 0 ? std::min(60.0, 4 + failed / 900) : answered / kMost * 2.0;
  return slice;
}

Figures figures(std::uint64_t count, double median_ms, double tail) {
  return {.count = count,
          .mean_ms = median_ms * (1 + tail / 8),
          .p50_ms = median_ms,
          .p90_ms = median_ms * (1 + tail / 3),
          .p95_ms = median_ms * (1 + tail / 2),
          .p99_ms = median_ms * (1 + tail),
          .p999_ms = median_ms * (1 + tail * 1.4),
          .max_ms = median_ms * (1 + tail * 2)};
}

void fill_marks(SampleClaims const& sample, ClaimsFigures& claims) {
  for (int day = 0; day < 7; ++day) {
    auto const closes = day * 24 + closes_at(day) - kBegin_h;
    claims.marks.push_back({"closed", closes, (day + 1) * 24.0});
  }
  if (sample.fault) {
    claims.marks.push_back({"asp_wrong_errors", kFault_h, kFault_h + 2.5});
    claims.marks.push_back({"asp_stopped", kFault_h + 2.5, kFault_h + 5});
  }
  claims.marks.push_back({"deadline", kDeadline_h, kDeadline_h});
  claims.marks.push_back({"extension", kDeadline_h, kEnd_h});
}

// The kinds of claimants share what happened by their numbers.
void fill_claimants(SampleClaims const& sample, double by_deadline, double later, ClaimsFigures& claims) {
  auto requests = 0.0;
  auto retries = 0.0;
  auto failed = 0.0;
  for (auto const& slice : claims.slices) {
    requests += static_cast<double>(slice.requests);
    retries += static_cast<double>(slice.retries);
    failed += static_cast<double>(slice.timed_out);
  }
  for (auto const& [who, count] : {std::pair{"stations", kStations}, std::pair{"others", kOthers}}) {
    auto const share = count / kClaims;
    auto const received = std::min(whole(by_deadline * share), whole(count));
    claims.claimants.push_back({.who = who,
                                .retry = sample.retry,
                                .claimants = whole(count),
                                .by_deadline = received,
                                .unreceived = whole(count) - received,
                                .by_extension = std::min(whole(later * share), whole(count) - received),
                                .requests = whole(requests * share),
                                .retries = whole(retries * share),
                                .wasted = whole(failed * 0.5 * share)});
  }
}

void fill_rest(SampleClaims const& sample, ClaimsFigures& claims) {
  auto const slow = sample.fault && sample.retry == "constant";
  claims.steps = {{"log_in", figures(33'760, 420, slow ? 90'000 : 12)},
                  {"upload", figures(33'760, 1'900, slow ? 40'000 : 9)},
                  {"check", figures(33'760, 840'000, slow ? 60 : 2)},
                  {"confirm", figures(31'020, 510, slow ? 70'000 : 15)},
                  {"whole", figures(33'760, 1'260'000, slow ? 75 : 3)}};
  claims.sends = {
      {"first", 33'760}, {"corrected", 2'410}, {"test", 310}, {"refused", 122}, {"cancelled", 58}};
  claims.receipts = {{"sent", 489'812}, {"claimed", 485'903}, {"not_claimed", 3'909}};
}

}  // namespace

RunResult sample_claims(SampleClaims const& sample) {
  auto result = RunResult{};
  auto claims = ClaimsFigures{.month = "2025-06"};
  fill_marks(sample, claims);
  auto fluid = Fluid{};
  auto by_deadline = 0.0;
  for (int i = 0; i < kSlices; ++i) {
    auto const at_h = i / 6.0;
    claims.slices.push_back(next_slice(sample, at_h, fluid));
    if (at_h < kDeadline_h) by_deadline = fluid.received;
  }
  fill_claimants(sample, by_deadline, fluid.received - by_deadline, claims);
  fill_rest(sample, claims);
  result.claims = std::move(claims);
  result.name = sample.name;
  result.description = "A month of claims with the others at the window; made up to look at.";
  result.verdict = Verdict::kValid;
  result.clock = ClockKind::kVirtual;
  result.seed = 20250605;
  result.scenario_file = "scenarios/" + sample.name + ".yaml";
  result.scenario_text = "name: " + sample.name + "\n";
  result.command = {"kazasu", "run", result.scenario_file, "--seed", "20250605"};
  result.target = "own emulators";
  result.version = "0.5.0";
  result.started_at = "2025-06-30T18:00:00+09:00";
  result.calendar_start = "2025-06-05T08:00:00+09:00";
  result.duration_s = kEnd_h * 3600;
  result.wall_s = 21.4;
  result.stations = 16'880;
  result.trace_hash = "c3720be4419d58f6";
  result.thresholds = {{.text = "claims unreceived < 300",
                        .actual = static_cast<double>(result.claims->claimants.at(1).unreceived),
                        .limit = 300,
                        .met = result.claims->claimants.at(1).unreceived < 300,
                        .no_data = false}};
  return result;
}

}  // namespace kazasu::tests
