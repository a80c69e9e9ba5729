// The マイナポータル leg when it is down: seen from the app on the phone, nobody answers.
#pragma once

#include <cstdint>

#include "emulators/eligibility/ports.h"
#include "sim/engine.h"
#include "sim/random.h"

namespace kazasu::eligibility {

struct OutagePlan {
  sim::TimePoint from = sim::kNever;
  sim::Duration length{};
  std::uint32_t failing_ppm = 0;  // of the cards shown while the leg is up, parts per million
  std::uint64_t seed = 1;
};

// Around any port: a request of an outage ends as unreachable, at once. `inner` must outlive it.
class PortalOutage final : public ReceptionPort {
 public:
  PortalOutage(sim::Engine& engine, ReceptionPort& inner, OutagePlan const& plan);

  bool is_down() const;
  sim::Task<Reply<ConsentAnswer>> submit_consent(Caller caller, ConsentRequest request,
                                                 sim::TimePoint deadline) override;
  sim::Task<Reply<Registration>> authenticate(Caller caller, AuthenticationRequest request,
                                              sim::TimePoint deadline) override;

 private:
  sim::Engine& engine_;
  ReceptionPort& inner_;
  OutagePlan plan_;
  sim::RandomStream chance_;
};

}  // namespace kazasu::eligibility
