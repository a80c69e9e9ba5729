// What happened at the shared window, folded into slices of ten minutes, and its sums.
#pragma once

#include <chrono>
#include <cstdint>
#include <vector>

#include "emulators/claims/claims_front.h"
#include "sim/calendar.h"

namespace kazasu::claims {

struct ClaimsSlice {
  sim::Instant begins;
  std::uint32_t meant = 0;     // institutions that meant to begin in it
  std::uint32_t requests = 0;  // that reached the front, retries too
  std::uint32_t retries = 0;   // of those
  std::uint32_t answered = 0;  // by when the answer came, like both of the next
  std::uint32_t timed_out = 0;
  std::uint32_t turned_away = 0;
  std::uint32_t received = 0;              // institutions with the last of their sends accepted
  std::chrono::milliseconds front_wait{};  // of a request that came at its beginning
  std::uint32_t front_waiting = 0;         // requests in the queue at its beginning
  std::uint32_t fund_backlog = 0;          // files in the fund's ASP at its beginning
  std::uint32_t federation_backlog = 0;    // the same of the federation
};

struct WindowTotals {
  std::uint32_t institutions = 0;
  std::uint32_t begun = 0;         // of those, so far
  std::uint32_t by_deadline = 0;   // received by 24:00 on the 10th
  std::uint32_t unreceived = 0;    // not by then
  std::uint32_t by_extension = 0;  // of those, by the end of the extension
  std::uint32_t confirmed = 0;     // by the institution itself, by the deadline; the system confirms the rest
  std::uint64_t requests = 0;
  std::uint64_t retries = 0;
  std::uint64_t answered = 0;
  std::uint64_t timed_out = 0;
  std::uint64_t turned_away = 0;
  std::uint64_t wasted = 0;  // requests that workers did for nobody
};

class ClaimsSeries {
 public:
  static constexpr auto kSlice = std::chrono::minutes{10};

  // Throws std::invalid_argument when `end` is not after `begin`.
  ClaimsSeries(sim::Instant begin, sim::Instant end);

  void note_request(sim::Instant now, bool is_retry);
  void note_answer(sim::Instant now, FrontOutcome outcome);
  // The slice of that time; before the first and after the last, those.
  ClaimsSlice& at(sim::Instant now);

  std::vector<ClaimsSlice> const& slices() const { return slices_; }
  // Sums over all slices of requests and their answers; the rest is zero.
  WindowTotals sums() const;

 private:
  std::vector<ClaimsSlice> slices_;
};

}  // namespace kazasu::claims
