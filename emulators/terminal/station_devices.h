// What the stations' devices hold between visits; to be destroyed after the processes of the run: the app's
// activation and the passcode of the day.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "emulators/identity/population.h"
#include "sim/resource.h"

namespace kazasu::terminal {

class StationDevices {
 public:
  struct Device {
    std::string credential;  // empty: not activated
    std::string passcode;    // of the visual check
    std::optional<std::chrono::year_month_day> passcode_day;
    std::unique_ptr<sim::Resource> set_up{};  // one nurse at a time activates it
  };
  Device& of(identity::StationIndex station) {
    if (station >= devices_.size()) devices_.resize(station + std::size_t{1});
    return devices_[station];
  }

 private:
  std::vector<Device> devices_;  // grows to the highest station seen; references last until then
};

}  // namespace kazasu::terminal
