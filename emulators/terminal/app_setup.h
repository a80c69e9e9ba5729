// What the app on a nurse's device needs from the station's terminal before a visit.
#pragma once

#include <cstdint>

#include "emulators/eligibility/device_ports.h"
#include "emulators/identity/app_account.h"
#include "emulators/terminal/station_devices.h"
#include "emulators/terminal/visit_outcome.h"
#include "sim/calendar.h"
#include "sim/engine.h"

namespace kazasu::terminal {

struct AppSetup {
  sim::Engine& engine;
  eligibility::SettingsPort& settings;
  eligibility::ActivationPort& activation;
  StationDevices& devices;
  eligibility::Caller caller;
  std::string institution_code;

  // `ready` is false when `outcome` says why not.
  struct Result {
    VisitOutcome outcome;
    bool ready = false;
  };
  // Whoever comes while another visit activates the device waits; empty when that takes until the deadline.
  sim::Task<sim::Lease> take_turn(sim::TimePoint deadline) const;
  // Has a code issued on the closed line and uses it on the internet; nothing when the device has been
  // activated before.
  sim::Task<Result> activate(identity::AppAccount account, sim::TimePoint deadline) const;
  // Fetches the passcode of `today` unless the device has it.
  sim::Task<Result> get_passcode(std::chrono::year_month_day today, sim::TimePoint deadline) const;

 private:
  sim::Task<eligibility::Reply<eligibility::SettingsAnswer>> ask(eligibility::SettingsAction action,
                                                                 sim::TimePoint deadline) const;
};

}  // namespace kazasu::terminal
