// What a month of claims came to: who was received by when, and what happened at the window meanwhile. Times
// are calendar time.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "reports/figures.h"

namespace kazasu::reports {

// One kind of institution at the window.
struct ClaimantFigures {
  std::string who;                 // "stations" (a file for each payer counts as one), "others"
  std::string retry;               // how they try again: "none", "immediate", "constant", "back_off", ...
  std::uint64_t claimants = 0;     // that had something to send
  std::uint64_t by_deadline = 0;   // received by 24:00 on the 10th
  std::uint64_t unreceived = 0;    // not by then
  std::uint64_t by_extension = 0;  // of those, later, while the operator still let them
  std::uint64_t requests = 0;      // that reached the window
  std::uint64_t retries = 0;       // of those, tried again after a failure
  std::uint64_t wasted = 0;        // worked on for clients that had given up
};

// From `at_h` to the next one's.
struct ClaimSlice {
  double at_h = 0;             // hours since the run began
  std::uint64_t meant = 0;     // claimants that meant to begin
  std::uint64_t requests = 0;  // that reached the window
  std::uint64_t retries = 0;   // of those, tried again after a failure
  std::uint64_t answered = 0;  // in time
  std::uint64_t timed_out = 0;
  std::uint64_t turned_away = 0;
  std::uint64_t received = 0;  // claimants that were done
  std::uint64_t backlog = 0;   // files that waited for their checks, at its beginning
  double wait_s = 0;           // of a request that came at its beginning, in the window's queue
};

// A stretch of time that the picture shows: "asp_stopped", "asp_one_server", "asp_wrong_errors",
// "front_closed", "front_degraded", "closed", "extension"; or an instant (both ends alike): "deadline".
struct ClaimMark {
  std::string name;
  double from_h = 0;
  double to_h = 0;
};

// A step of the stations' sessions, from its first try to its success: "log_in", "upload", "check" (from the
// upload to the list), "confirm", and "whole" from the intended start.
struct ClaimStepFigures {
  std::string name;
  Figures time;
};

struct ClaimsFigures {
  std::string month;  // "2025-06"
  std::vector<ClaimantFigures> claimants;
  std::vector<ClaimMark> marks;
  std::vector<ClaimStepFigures> steps;
  std::map<std::string, std::uint64_t> sends;  // "first", "corrected", "test", "refused", "cancelled"
  std::map<std::string, std::uint64_t>
      receipts;  // of the stations: "sent", "claimed", "not_claimed", by class
  std::vector<ClaimSlice> slices;
};

}  // namespace kazasu::reports
