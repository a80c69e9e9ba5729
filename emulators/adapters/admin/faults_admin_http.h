// The admin listener's routes for the fault rules in force: /faults and /faults/{id}.
#pragma once

#include "emulators/adapters/http/http_service.h"
#include "emulators/eligibility/fault_plan.h"

namespace kazasu::adapters {

class FaultsAdminHttp final : public HttpService {
 public:
  // `has_responder`: whether there is a certificate status responder that rules of cards can act on.
  FaultsAdminHttp(eligibility::FaultPlan& plan, bool has_responder)
      : plan_(plan), has_responder_(has_responder) {}
  HttpAnswer handle(HttpRequestView const& request, sim::Instant now,
                    eligibility::StageMeter& meter) override;

 private:
  HttpAnswer all(HttpRequestView const& request, sim::Instant now);
  HttpAnswer one(HttpRequestView const& request, std::string_view id);
  HttpAnswer add(std::string_view body, sim::Instant now);

  eligibility::FaultPlan& plan_;
  bool has_responder_;
};

}  // namespace kazasu::adapters
