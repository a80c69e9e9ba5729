// The immutable result of a run: plain values, percentiles already computed. Every report format is a
// function of this and of nothing else, so a report can be made again from a run's own file.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "reports/claims_figures.h"
#include "reports/figures.h"
#include "reports/reason.h"
#include "sim/histogram.h"

namespace kazasu::reports {

inline constexpr int kSchemaVersion = 1;

enum class Verdict { kValid, kInvalid, kInterrupted };
enum class ClockKind { kReal, kVirtual };

// One stage of the critical path, over all visits of `journey` that reached it.
struct StageFigures {
  std::string name;  // "nfc_activation", "select", "verify", ...
  std::string journey;
  std::string leg;  // "tap_to_registered" or "registered_to_fetched"
  Figures figures;
};

// A step of a journey or a tag value, with the same figures as the whole.
struct StepFigures {
  std::string step;
  std::map<std::string, std::string> tags;
  std::map<std::string, std::uint64_t> outcomes;
  Figures time;
};
struct JourneyFigures {
  std::string name;
  std::map<std::string, std::uint64_t> outcomes;
  Figures response;
  Figures service;
  std::vector<StepFigures> steps;
};

// Visits by one way in, with one kind of identification.
struct WayFigures {
  std::string way_in;    // "web", "app", "own_device", "consultation_app", "closed_line" (a later visit)
  std::string identity;  // "pin", "visual_check", "stored_data" (a later visit), "nothing"
  std::uint64_t visits = 0;
  std::uint64_t answered = 0;  // with the success outcome
};

// Visits that fell back on something, for one reason, and what follows from it.
struct FallbackFigures {
  std::string fallback;  // also their outcome
  std::string cause;     // the outcome that the online check had
  std::string rule;      // that decided it; may be empty
  std::uint64_t visits = 0;
  bool re_inquiry = false;
  bool medical_data = false;
  bool claim_may_return = false;
};

// One second (or one coarser interval) of the run, by the time a visit ended.
struct SeriesPoint {
  double at_s = 0;
  std::uint64_t arrivals = 0;
  std::uint64_t completions = 0;
  std::uint64_t errors = 0;
  double p50_ms = 0;
  double p90_ms = 0;
  double p99_ms = 0;
};

// Cumulative distribution for the log-percentile axis.
struct DistributionPoint {
  double percentile = 0;  // in [0, 100]
  double value_ms = 0;
};

struct ThresholdResult {
  std::string text;
  double actual = 0;
  double limit = 0;
  bool met = false;
  bool no_data = false;  // counts as not met
};

struct ConnectionFigures {
  std::string channel;  // "page", "app", "closed_line"
  std::uint64_t exchanges = 0;
  std::uint64_t handshakes = 0;
  std::uint64_t resumed = 0;
};

struct RunResult {
  std::string name;
  std::string description;
  Verdict verdict = Verdict::kInvalid;
  std::vector<Reason> reasons;  // why the verdict is not VALID
  ClockKind clock = ClockKind::kVirtual;
  std::uint64_t seed = 0;
  std::string scenario_file;
  std::string scenario_text;  // the whole file, so that the run can be repeated from here
  std::vector<std::string> command;
  std::string target;   // "own emulators", or the named targets
  std::string version;  // of kazasu
  std::string compiler;
  std::string machine;         // CPU, cores, kernel
  std::string libraries;       // OpenSSL, Boost
  std::string started_at;      // wall clock, ISO 8601
  std::string calendar_start;  // JST, ISO 8601
  std::uint32_t calendar_speed = 1;
  double duration_s = 0;  // of the arrivals, on the run's own clock
  double wall_s = 0;      // how long the program took

  std::uint32_t stations = 0;
  std::uint64_t people = 0;
  std::string arrival_process;  // "poisson 20/s"
  std::uint64_t arrivals_planned = 0;
  std::uint64_t arrivals_started = 0;
  std::uint64_t arrivals_completed = 0;
  std::string arrival_hash;
  std::string trace_hash;

  std::map<std::string, std::uint64_t> outcomes;  // over all journeys
  std::map<std::string, std::string> rules;       // outcome -> the rule that decided (document and clause)
  std::string success_outcome = "shown";          // every other outcome counts as an error
  Figures response;                               // from the intended start
  Figures service;                                // from the actual start
  Figures lag;                                    // actual start - intended start
  Figures critical_path;                          // tap -> shown
  Figures human;                                  // think, consent and PIN typing: reported apart
  std::vector<StageFigures> stages;               // in path order
  std::vector<StageFigures> beside;               // beside the path: activation, passcode, re-inquiry
  std::vector<JourneyFigures> journeys;
  std::vector<WayFigures> ways;
  std::vector<FallbackFigures> fallbacks;
  std::map<std::string, std::uint64_t> events;  // "device_activated", "pin_locked", "card_linked", ...
  std::optional<ClaimsFigures> claims;          // of a run of claims; nothing in a run of visits
  std::vector<SeriesPoint> series;
  std::vector<DistributionPoint> response_distribution;
  std::vector<DistributionPoint> service_distribution;
  std::vector<DistributionPoint> critical_path_distribution;
  std::vector<ThresholdResult> thresholds;
  std::vector<ConnectionFigures> connections;
  std::map<std::string, std::string> generator;  // health of the generator: cpu share, worst lag, ...
  std::map<std::string, sim::Histogram>
      histograms;  // "response", "service", "lag", "critical_path", "stage/<name>"
};

}  // namespace kazasu::reports
