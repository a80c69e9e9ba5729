// Folds the stream of claim records into figures. All times are of the calendar.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "emulators/claims/claims_series.h"
#include "reports/run_result.h"
#include "scenarios/claim_record.h"
#include "scenarios/scenario.h"
#include "sim/histogram.h"
#include "sim/trace.h"

namespace kazasu::harness {

// Days do not fit a histogram of nanoseconds: a microsecond stands for a millisecond.
class CalendarHistogram {
 public:
  void record(std::chrono::milliseconds time) { histogram_.record(std::chrono::microseconds{time.count()}); }
  reports::Figures figures() const;
  std::optional<double> statistic(std::string_view name) const;

 private:
  sim::Histogram histogram_;
};

class ClaimsRecorder {
 public:
  void add(scenarios::ClaimRecord const& record);

  std::uint64_t finished() const { return finished_; }
  std::uint64_t unreceived() const;
  // Requests of the stations that had no answer, for reasons of the line.
  std::uint64_t no_answers() const { return no_answers_; }
  std::uint64_t requests() const { return requests_; }
  std::uint64_t trace_hash() const { return trace_.hash(); }

  // Fills everything that follows from the records.
  void fill(reports::RunResult& result, scenarios::Scenario const& scenario) const;
  // The figure that a threshold names, in milliseconds or as a share; nothing when there is no data.
  std::optional<double> figure(std::string_view metric, std::string_view statistic) const;

 private:
  static constexpr std::size_t kSteps = scenarios::kClaimSteps.size();

  std::uint64_t finished_ = 0;
  std::uint64_t requests_ = 0;
  std::uint64_t retries_ = 0;
  std::uint64_t no_answers_ = 0;
  std::array<std::uint64_t, scenarios::kClaimEnds.size()> ends_{};
  std::map<std::string_view, std::uint64_t> refusals_;
  std::uint64_t sends_ = 0;
  std::uint64_t corrected_ = 0;
  std::uint64_t cancelled_ = 0;
  claims::ReceiptCounts receipts_{};
  std::uint64_t claimed_ = 0;
  std::array<CalendarHistogram, kSteps> steps_;
  CalendarHistogram whole_;
  sim::Histogram lag_;
  sim::Trace trace_;
};

// The slices of a run, empty. Those of the other institutions begin with them and may end earlier.
claims::ClaimsSeries stations_series(scenarios::Scenario const& scenario);
// What happened at the window: the stations' slices and the others', which may be none, in one picture.
void fill_window(reports::RunResult& result, scenarios::Scenario const& scenario,
                 claims::ClaimsSeries const& stations, std::vector<claims::ClaimsSlice> const& others);
// The other institutions as claimants; `totals` of the whole run.
void add_others(reports::RunResult& result, scenarios::Scenario const& scenario,
                claims::WindowTotals const& totals);

}  // namespace kazasu::harness
