// Station admissions that are set by hand: every station is live until told otherwise.
#pragma once

#include <map>
#include <utility>

#include "emulators/eligibility/station_admission.h"

namespace kazasu::eligibility {

class StationAdmissionBook final : public StationAdmission {
 public:
  // kLive takes the entry away.
  void set(Environment environment, identity::StationIndex station, Admission admission) {
    if (admission == Admission::kLive) {
      entries_.erase({environment, station});
    } else {
      entries_[{environment, station}] = admission;
    }
  }
  void clear(Environment environment) {
    std::erase_if(entries_, [environment](auto const& entry) { return entry.first.first == environment; });
  }
  Admission of(Environment environment, identity::StationIndex station, sim::Instant) const override {
    auto const found = entries_.find({environment, station});
    return found == entries_.end() ? Admission::kLive : found->second;
  }

 private:
  std::map<std::pair<Environment, identity::StationIndex>, Admission> entries_;
};

}  // namespace kazasu::eligibility
