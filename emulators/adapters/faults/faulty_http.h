// A listener's service under the fault rules in force.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "emulators/adapters/http/http_service.h"
#include "emulators/eligibility/eligibility_system.h"
#include "emulators/eligibility/fault_plan.h"

namespace kazasu::adapters {

// What the rules need to know of a request, and how a refusal is written. Nothing may throw.
struct FaultSite {
  std::function<std::optional<eligibility::FaultOperation>(HttpRequestView const&)> operation;
  std::function<std::optional<identity::StationIndex>(HttpRequestView const&)> station;
  // Asked only while a rule selects by person. Empty: nobody is known.
  std::function<std::optional<identity::PersonIndex>(eligibility::FaultOperation, HttpRequestView const&)>
      person{};
  // The answer "busy" of that operation, with its status.
  std::function<HttpAnswer(eligibility::FaultOperation, HttpRequestView const&, sim::Instant)> busy;
};

// `inner` and `plan` must outlive it. Requests that are of no operation or of no known station are left
// alone. A fault strikes when the whole request is there; what is refused then has filled its sink in vain.
class FaultyHttp final : public HttpService {
 public:
  FaultyHttp(HttpService& inner, eligibility::FaultPlan& plan, FaultSite site)
      : inner_(inner), plan_(plan), site_(std::move(site)) {}
  HttpAnswer handle(HttpRequestView const& request, sim::Instant now,
                    eligibility::StageMeter& meter) override;
  std::optional<std::uint64_t> body_limit(std::string_view target) const override {
    return inner_.body_limit(target);
  }
  std::unique_ptr<BodySink> open_body(HttpRequestView const& head, sim::Instant now) override {
    return inner_.open_body(head, now);
  }

 private:
  HttpService& inner_;
  eligibility::FaultPlan& plan_;
  FaultSite site_;
};

// Of the internet listener and of the closed line; all must outlive the sites.
FaultSite internet_fault_site(eligibility::EligibilitySystem const& system,
                              identity::StationSource const& stations);
FaultSite closed_line_fault_site(eligibility::EligibilitySystem const& system,
                                 identity::StationSource const& stations);

}  // namespace kazasu::adapters
