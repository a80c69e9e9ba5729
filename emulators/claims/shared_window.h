// The window with all that share it, for a server: what the other institutions did up to now is played in
// virtual time whenever somebody comes.
#pragma once

#include <cstdint>
#include <vector>

#include "emulators/claims/claims_front.h"
#include "emulators/claims/other_institutions.h"
#include "sim/calendar.h"
#include "sim/engine.h"
#include "sim/synchronizer.h"

namespace kazasu::claims {

struct SharedWindowSettings {
  FrontModel front;
  std::vector<FrontFault> front_faults = {};
  OtherInstitutionsSettings others;
  ClaimWindows windows = ClaimWindows{};
  std::uint64_t seed = 1;
};

// One thread. The others' month begins on its 1st, whenever the server's calendar starts.
class SharedWindow {
 public:
  // The queues are those of the claims systems behind the window, and must outlive it.
  SharedWindow(SharedWindowSettings const& settings, AspQueue& fund, AspQueue& federation);
  ~SharedWindow() { engine_.drop_processes(); }
  SharedWindow(SharedWindow const&) = delete;
  SharedWindow& operator=(SharedWindow const&) = delete;

  // A request that comes now; in the order of `now`, like the two below.
  FrontAnswer enter(sim::Instant now);
  WindowTotals totals(sim::Instant now);
  ClaimsSeries const& series(sim::Instant now);

 private:
  void catch_up(sim::Instant now);

  sim::FastForward clock_;
  sim::Engine engine_{clock_};
  sim::Calendar calendar_;
  ClaimWindows windows_;
  ClaimsFront front_;
  OtherInstitutions others_;
};

}  // namespace kazasu::claims
