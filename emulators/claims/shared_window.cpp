#include "emulators/claims/shared_window.h"

namespace kazasu::claims {

SharedWindow::SharedWindow(SharedWindowSettings const& settings, AspQueue& fund, AspQueue& federation)
    : calendar_(sim::from_jst({settings.others.shape.month / 1, {}}), 1),
      windows_(settings.windows),
      front_(settings.front, settings.front_faults, settings.seed),
      others_(engine_, calendar_,
              {.front = front_, .fund_asp = fund, .federation_asp = federation, .windows = windows_},
              settings.others) {
  others_.start();
}

void SharedWindow::catch_up(sim::Instant now) {
  auto const until = calendar_.when(now);
  if (until > engine_.now()) engine_.run_until(until);
}

FrontAnswer SharedWindow::enter(sim::Instant now) {
  catch_up(now);
  return front_.enter(now);
}

WindowTotals SharedWindow::totals(sim::Instant now) {
  catch_up(now);
  return others_.totals();
}

ClaimsSeries const& SharedWindow::series(sim::Instant now) {
  catch_up(now);
  return others_.series();
}

}  // namespace kazasu::claims
