// What the figures of a month of claims say about how it went: sums, the worst stretch, and how long it
// lasted.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "reports/claims_figures.h"

namespace kazasu::reports {

// Over all claimants.
struct WindowTotals {
  std::uint64_t claimants = 0;
  std::uint64_t by_deadline = 0;
  std::uint64_t unreceived = 0;
  std::uint64_t by_extension = 0;
  std::uint64_t requests = 0;
  std::uint64_t retries = 0;
  std::uint64_t wasted = 0;
};
WindowTotals totals_of(ClaimsFigures const& claims);

// False for a run that ends ahead of the deadline: its counts are those at its end.
bool reaches_deadline(ClaimsFigures const& claims);

// `part` of `whole`; 0 of nothing.
double share_of(std::uint64_t part, std::uint64_t whole);

// The first slice with about the most requests a minute.
struct ClaimsPeak {
  double at_h = 0;
  double requests_per_min = 0;
  double first_tries_per_min = 0;
  // How much larger the retries made the load; 0 when there was no first try at all.
  double amplification() const {
    return first_tries_per_min > 0 ? requests_per_min / first_tries_per_min : 0;
  }
};

// The slices after the last fault in which more than kFailing of the requests found no answer in time.
struct ClaimsAftermath {
  double failing_h = 0;  // their length together
  double until_h = 0;    // the end of the last one
};

struct ClaimsReading {
  std::optional<ClaimsPeak> peak;
  double most_answered_per_min = 0;
  double wasted_share = 0;                   // of what the window worked on
  std::vector<ClaimMark> faults;             // by their begin
  std::optional<ClaimsAftermath> aftermath;  // nothing without a fault, or when the run ends in one
};
constexpr double kFailing = 0.1;  // ours

ClaimsReading reading_of(ClaimsFigures const& claims);

// The length of slice `index`; of the last one, that of the one before.
double slice_hours(std::vector<ClaimSlice> const& slices, std::size_t index);
bool is_fault(ClaimMark const& mark);

}  // namespace kazasu::reports
