// A month of claims at the window that all institutions share, in virtual time: who was received by when, and
// what the retries did to the rest.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

#include "emulators/claims/asp_queue.h"
#include "emulators/claims/claim_windows.h"

namespace kazasu::claims {

// What a client does when a request failed, until it is closed for the night.
enum class RetryPolicy : std::uint8_t {
  kNone,       // it comes back the next day
  kImmediate,  // at once
  kConstant,   // after `retry_after`
  kBackOff,    // after `retry_after`, doubled each time up to an hour
  kJitter,     // a random time up to that
  kBudget,     // kJitter, and only as many as a tenth of first requests; the others after an hour
};

// The real system's figures are not public: all are ours, and inputs.
struct WindowFront {
  std::uint32_t workers = 40;                // requests served at a time, first come first served
  std::chrono::milliseconds service{1'000};  // of one request, on average (exponential)
  std::chrono::seconds longest_queue{300};   // a request that would wait longer is turned away
};

struct ClaimMonthModel {
  std::chrono::year_month month{};
  std::uint32_t institutions = 156'466;  // online claimants of March 2023
  WindowFront front;
  AspModel asp;
  std::vector<AspFault> faults = {};
  // While it lasts, checks answer with errors that are none, so that the file is sent again later.
  std::optional<AspFault> wrong_errors = {};
  std::optional<sim::Instant> extension = {};
  RetryPolicy retries = RetryPolicy::kConstant;
  std::chrono::seconds patience{60};  // with one request
  std::chrono::seconds retry_after{120};
  std::uint32_t tries_a_day = 0;         // in a row; then a client gives up until the next day; 0: never
  std::chrono::seconds poll_every{900};  // how often a list that is not ready is asked for
  std::uint64_t seed = 1;
};

// Of one slice of time.
struct ClaimSlice {
  sim::Instant begins;
  std::uint32_t meant = 0;     // institutions that meant to begin in it
  std::uint32_t requests = 0;  // that reached the front
  std::uint32_t answered = 0;  // in time
  std::uint32_t timed_out = 0;
  std::uint32_t turned_away = 0;
  std::uint32_t received = 0;   // institutions whose claim was received
  std::chrono::seconds wait{};  // in the front's queue, of the last request
};

struct ClaimMonthResult {
  std::uint32_t by_deadline = 0;   // institutions received by 24:00 on the 10th
  std::uint32_t unreceived = 0;    // not by then
  std::uint32_t by_extension = 0;  // of those, by the end of the extension
  std::uint64_t requests = 0;
  std::uint64_t wasted = 0;        // served for clients that had given up
  std::vector<ClaimSlice> slices;  // ten minutes each, from the 5th on
};
ClaimMonthResult simulate_claim_month(ClaimMonthModel const& model);

}  // namespace kazasu::claims
