#include "emulators/claims/claims_series.h"

#include <algorithm>
#include <stdexcept>

namespace kazasu::claims {

ClaimsSeries::ClaimsSeries(sim::Instant begin, sim::Instant end) {
  if (end <= begin) throw std::invalid_argument("a series of claims ends before it begins");
  for (auto at = begin; at < end; at += kSlice) slices_.push_back({.begins = at});
}

ClaimsSlice& ClaimsSeries::at(sim::Instant now) {
  auto const place = (now - slices_.front().begins) / kSlice;
  auto const last = static_cast<std::int64_t>(slices_.size()) - 1;
  return slices_[static_cast<std::size_t>(std::clamp<std::int64_t>(place, 0, last))];
}

void ClaimsSeries::note_request(sim::Instant now, bool is_retry) {
  auto& slice = at(now);
  ++slice.requests;
  if (is_retry) ++slice.retries;
}

void ClaimsSeries::note_answer(sim::Instant now, FrontOutcome outcome) {
  auto& slice = at(now);
  switch (outcome) {
    case FrontOutcome::kServed:
      ++slice.answered;
      return;
    case FrontOutcome::kTimedOut:
      ++slice.timed_out;
      return;
    case FrontOutcome::kTurnedAway:
      ++slice.turned_away;
      return;
  }
}

WindowTotals ClaimsSeries::sums() const {
  auto totals = WindowTotals{};
  for (auto const& slice : slices_) {
    totals.requests += slice.requests;
    totals.retries += slice.retries;
    totals.answered += slice.answered;
    totals.timed_out += slice.timed_out;
    totals.turned_away += slice.turned_away;
  }
  return totals;
}

}  // namespace kazasu::claims
