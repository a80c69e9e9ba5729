// The station's own settings, and the activation of devices.
#pragma once

#include "emulators/eligibility/eligibility_parts.h"
#include "emulators/eligibility/eligibility_stores.h"
#include "emulators/eligibility/settings_messages.h"

namespace kazasu::eligibility {

// Both must outlive the desk.
class SettingsDesk {
 public:
  SettingsDesk(EligibilityParts const& parts, EligibilityStores& stores) : parts_(parts), stores_(stores) {}

  // A station that is not live yet, or has the function off, may still set up everything: it has to before it
  // can go live (rule A7). Switching the function off ends every consent given there, by change of use.
  SettingsAnswer answer(SettingsRequest const& request, sim::Instant now);
  ActivationAnswer activate(ActivationRequest const& request, sim::Instant now);

 private:
  Outcome act(SettingsRequest const& request, identity::StationIndex station, sim::Instant now,
              SettingsAnswer& answer);
  Outcome update(SettingsRequest const& request, StationSettings::Key const& key, sim::Instant now,
                 SettingsAnswer& answer);
  Outcome show_url(SettingsRequest const& request, StationSettings::Key const& key, SettingsAnswer& answer);

  EligibilityParts const& parts_;
  EligibilityStores& stores_;
};

}  // namespace kazasu::eligibility
