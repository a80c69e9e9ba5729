// How a station's terminal and its app devices reach the eligibility system beside the visits, over either
// clock.
#pragma once

#include "emulators/eligibility/ports.h"
#include "emulators/eligibility/settings_messages.h"

namespace kazasu::eligibility {

// Over the closed line.
struct SettingsPort {
  virtual ~SettingsPort() = default;
  virtual sim::Task<Reply<SettingsAnswer>> settings(Caller caller, SettingsRequest request,
                                                    sim::TimePoint deadline) = 0;
};

// Over the internet, on the app's leg.
struct ActivationPort {
  virtual ~ActivationPort() = default;
  virtual sim::Task<Reply<ActivationAnswer>> activate(Caller caller, ActivationRequest request,
                                                      sim::TimePoint deadline) = 0;
};

}  // namespace kazasu::eligibility
