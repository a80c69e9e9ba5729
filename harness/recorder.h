// Folds the stream of visit records into figures.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "reports/run_result.h"
#include "scenarios/arrivals.h"
#include "scenarios/visit_record.h"
#include "sim/histogram.h"
#include "sim/trace.h"

namespace kazasu::harness {

// One interval of the time series. Percentiles are of the critical path, tap -> shown.
class SeriesFold {
 public:
  explicit SeriesFold(sim::Duration interval) : interval_(interval) {}
  void arrived(sim::TimePoint due);
  void finished(scenarios::VisitRecord const& record, bool success);
  std::vector<reports::SeriesPoint> points();

 private:
  struct Counts {
    std::uint64_t arrivals = 0;
    std::uint64_t completions = 0;
    std::uint64_t errors = 0;
  };
  Counts& counts_at(sim::TimePoint time);
  void close_interval();

  sim::Duration interval_;
  std::vector<Counts> counts_;
  std::vector<std::array<double, 3>> percentiles_;  // of the closed intervals, in order
  sim::Histogram open_;                             // of the interval that records are ending in
};

struct RecordedJourney {
  std::string name;
  std::string_view success;  // the outcome of a visit that went all the way
};

class Recorder {
 public:
  // In the order of the scenario; at least one. `interval` is that of the time series.
  Recorder(std::vector<RecordedJourney> journeys, sim::Duration interval);

  void arrived(scenarios::Arrival const& arrival);
  // Precondition: record.journey is one of the journeys. Throws std::logic_error when the stages of a
  // complete visit do not add up to its critical path (±1 µs).
  void add(scenarios::VisitRecord const& record);

  std::uint64_t arrivals() const { return arrivals_; }
  std::uint64_t finished() const { return response_.count(); }
  std::uint64_t errors() const { return errors_; }
  std::uint64_t trace_hash() const { return trace_.hash(); }
  sim::Histogram const& response() const { return response_; }
  sim::Histogram const& lag() const { return lag_; }
  sim::Histogram const& critical_path() const { return critical_path_; }
  // Of visits that ended so, or fell back on something for that reason.
  std::uint64_t count_of(std::string_view outcome) const;

  // Fills everything that follows from the records.
  void fill(reports::RunResult& result);
  // The figure a threshold names, in milliseconds (or a share for "errors"); nothing when there is no data.
  std::optional<double> figure(std::string_view metric, std::string_view statistic) const;

 private:
  struct Outcome {
    std::uint64_t count = 0;
    std::string_view rule;
  };
  // Of one kind of step: how long it took, and how it ended ("went_on", or the outcome of the visit).
  struct StepFold {
    sim::Histogram time;
    std::map<std::string_view, std::uint64_t> outcomes;
  };
  // What one journey's visits amount to.
  struct JourneyFold {
    RecordedJourney journey;
    std::map<std::string_view, Outcome> outcomes;
    sim::Histogram response;
    sim::Histogram service;
    std::array<sim::Histogram, terminal::kStages> stages;  // of complete visits; those beside the path of all
    std::array<StepFold, scenarios::kStepKinds> steps;
    std::map<std::string_view, StepFold> taps;  // by the connection that the app had: new, resumed or kept
  };
  // By which way, and how the holder was identified.
  struct Way {
    std::uint64_t visits = 0;
    std::uint64_t answered = 0;
  };
  using WayKey = std::pair<std::size_t, scenarios::Identified>;  // place among the names of ways
  struct FallbackKey {
    terminal::Fallback fallback = terminal::Fallback::kNone;
    std::string_view cause;
    auto operator<=>(FallbackKey const&) const = default;
  };
  static void add_steps(JourneyFold& fold, scenarios::VisitRecord const& record);
  void add_path(JourneyFold& fold, scenarios::VisitRecord const& record);
  void add_events(scenarios::VisitRecord const& record, bool success);
  sim::Histogram whole_stage(std::size_t stage) const;
  void fill_journey(reports::RunResult& result, JourneyFold const& fold) const;
  void fill_stages(reports::RunResult& result) const;
  void fill_ways(reports::RunResult& result) const;
  static reports::StepFigures figures_of(std::string_view step, StepFold const& fold);
  void count_connection(std::size_t channel, terminal::ChannelUse use);
  std::optional<sim::Histogram> histogram(std::string_view metric) const;

  std::vector<JourneyFold> journeys_;
  std::uint64_t arrivals_ = 0;
  std::uint64_t errors_ = 0;
  sim::Trace trace_;
  std::map<std::string_view, Outcome> outcomes_;
  sim::Histogram response_;
  sim::Histogram service_;
  sim::Histogram lag_;
  sim::Histogram critical_path_;  // and the stages: of visits that were shown an answer
  sim::Histogram tap_to_registered_;
  sim::Histogram registered_to_fetched_;
  sim::Histogram human_;
  std::map<WayKey, Way> ways_;
  std::map<FallbackKey, Outcome> fallbacks_;
  std::map<std::string_view, std::uint64_t> events_;
  std::array<reports::ConnectionFigures, 3> connections_;
  SeriesFold series_;
};

}  // namespace kazasu::harness
