// Measures the parts of a request on the server, by the machine's steady clock.
#pragma once

#include <chrono>

#include "emulators/eligibility/ports.h"
#include "emulators/eligibility/stage_meter.h"

namespace kazasu::adapters {

class StageClock final : public eligibility::StageMeter {
 public:
  using Clock = std::chrono::steady_clock;

  // The request was read completely at `ready`, and its handler starts now.
  explicit StageClock(Clock::time_point ready) { share_.queue = last_ - ready; }

  void lap(eligibility::ServerStage stage) override {
    auto const now = Clock::now();
    part_of(stage) += now - last_;
    last_ = now;
  }
  eligibility::ServerShare const& share() const { return share_; }

 private:
  sim::Duration& part_of(eligibility::ServerStage stage) {
    switch (stage) {
      case eligibility::ServerStage::kSignature:
        return share_.signature;
      case eligibility::ServerStage::kStatus:
        return share_.status;
      case eligibility::ServerStage::kRegistration:
        return share_.registration;
      case eligibility::ServerStage::kLookup:
        break;
    }
    return share_.lookup;
  }

  eligibility::ServerShare share_;
  Clock::time_point last_ = Clock::now();
};

}  // namespace kazasu::adapters
