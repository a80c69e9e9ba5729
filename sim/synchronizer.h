// How the engine gets from one event to the next. This is the only difference between the two clocks.
#pragma once

#include "sim/time.h"

namespace kazasu::sim {

struct Synchronizer {
  virtual ~Synchronizer() = default;
  // Returns the time reached: `due`, or another time when something outside the event list posted an
  // event first or the wall clock ran ahead.
  virtual TimePoint advance_to(TimePoint due) = 0;
  // True when something outside the event list can still post an event.
  virtual bool can_be_woken() const { return false; }
};

// Virtual time: every event is reached at once.
struct FastForward final : Synchronizer {
  TimePoint advance_to(TimePoint due) override { return due; }
};

}  // namespace kazasu::sim
