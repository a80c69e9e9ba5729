#include "emulators/eligibility/portal_outage.h"

#include <utility>

namespace kazasu::eligibility {

namespace {

template <class Answer>
sim::Task<Reply<Answer>> unreachable() {
  co_return Reply<Answer>{.delivery = Delivery::kUnreachable};
}

}  // namespace

PortalOutage::PortalOutage(sim::Engine& engine, ReceptionPort& inner, OutagePlan const& plan)
    : engine_(engine), inner_(inner), plan_(plan), chance_(plan.seed, "portal.outage", 0) {}

bool PortalOutage::is_down() const {
  auto const now = engine_.now();
  return now >= plan_.from && now - plan_.from < plan_.length;
}

sim::Task<Reply<ConsentAnswer>> PortalOutage::submit_consent(Caller caller, ConsentRequest request,
                                                             sim::TimePoint deadline) {
  if (is_down()) return unreachable<ConsentAnswer>();
  return inner_.submit_consent(caller, std::move(request), deadline);
}

sim::Task<Reply<Registration>> PortalOutage::authenticate(Caller caller, AuthenticationRequest request,
                                                          sim::TimePoint deadline) {
  if (is_down() || chance_.chance(plan_.failing_ppm)) return unreachable<Registration>();
  return inner_.authenticate(caller, std::move(request), deadline);
}

}  // namespace kazasu::eligibility
