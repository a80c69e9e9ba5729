#include "reports/claims_reading.h"

#include <algorithm>
#include <iterator>

namespace kazasu::reports {

namespace {

constexpr double kMinutes = 60;
// A wave that stays high has no one highest slice: what comes so near to it is the peak already. Ours.
constexpr double kNearPeak = 0.95;

double per_minute(std::uint64_t count, double hours) {
  return hours > 0 ? static_cast<double>(count) / (hours * kMinutes) : 0;
}

bool is_failing(ClaimSlice const& slice) {
  auto const failed = slice.timed_out + slice.turned_away;
  return share_of(failed, failed + slice.answered) > kFailing;
}

std::optional<ClaimsPeak> peak_of(std::vector<ClaimSlice> const& slices) {
  auto const requests_in = [&slices](std::size_t i) {
    return per_minute(slices[i].requests, slice_hours(slices, i));
  };
  auto most = 0.0;
  for (std::size_t i = 0; i < slices.size(); ++i) most = std::max(most, requests_in(i));
  for (std::size_t i = 0; i < slices.size() && most > 0; ++i) {
    if (requests_in(i) < kNearPeak * most) continue;
    auto const first = slices[i].requests - std::min(slices[i].requests, slices[i].retries);
    return ClaimsPeak{slices[i].at_h, requests_in(i), per_minute(first, slice_hours(slices, i))};
  }
  return std::nullopt;
}

std::optional<ClaimsAftermath> aftermath_of(std::vector<ClaimSlice> const& slices,
                                            std::vector<ClaimMark> const& faults) {
  if (faults.empty()) return std::nullopt;
  auto const fault_end = std::ranges::max(faults, {}, &ClaimMark::to_h).to_h;
  if (slices.empty() || slices.back().at_h < fault_end) return std::nullopt;
  auto aftermath = ClaimsAftermath{};
  for (std::size_t i = 0; i < slices.size(); ++i) {
    if (slices[i].at_h < fault_end || !is_failing(slices[i])) continue;
    auto const length = slice_hours(slices, i);
    aftermath.failing_h += length;
    aftermath.until_h = slices[i].at_h + length;
  }
  return aftermath;
}

}  // namespace

WindowTotals totals_of(ClaimsFigures const& claims) {
  auto totals = WindowTotals{};
  for (auto const& claimant : claims.claimants) {
    totals.claimants += claimant.claimants;
    totals.by_deadline += claimant.by_deadline;
    totals.unreceived += claimant.unreceived;
    totals.by_extension += claimant.by_extension;
    totals.requests += claimant.requests;
    totals.retries += claimant.retries;
    totals.wasted += claimant.wasted;
  }
  return totals;
}

bool reaches_deadline(ClaimsFigures const& claims) {
  return std::ranges::find(claims.marks, "deadline", &ClaimMark::name) != claims.marks.end();
}

double share_of(std::uint64_t part, std::uint64_t whole) {
  return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

ClaimsReading reading_of(ClaimsFigures const& claims) {
  auto reading = ClaimsReading{};
  auto answered = std::uint64_t{0};
  for (std::size_t i = 0; i < claims.slices.size(); ++i) {
    auto const& slice = claims.slices[i];
    answered += slice.answered;
    reading.most_answered_per_min =
        std::max(reading.most_answered_per_min, per_minute(slice.answered, slice_hours(claims.slices, i)));
  }
  reading.peak = peak_of(claims.slices);
  auto const wasted = totals_of(claims).wasted;
  reading.wasted_share = share_of(wasted, wasted + answered);
  std::ranges::copy_if(claims.marks, std::back_inserter(reading.faults), is_fault);
  std::ranges::stable_sort(reading.faults, {}, &ClaimMark::from_h);
  reading.aftermath = aftermath_of(claims.slices, reading.faults);
  return reading;
}

double slice_hours(std::vector<ClaimSlice> const& slices, std::size_t index) {
  if (index + 1 < slices.size()) return slices[index + 1].at_h - slices[index].at_h;
  return index > 0 ? slices[index].at_h - slices[index - 1].at_h : 0;
}

bool is_fault(ClaimMark const& mark) {
  return mark.name.starts_with("asp_") || mark.name.starts_with("front_");
}

}  // namespace kazasu::reports
