// The admin listener's routes below /claims: what the payers' systems hold, the window, faults of the ASP and
// the reset.
#pragma once

#include "emulators/adapters/claims_line/claims_line_http.h"
#include "emulators/claims/shared_window.h"

namespace kazasu::adapters {

// Answers show counts alone. Every write answers what it did.
class ClaimsAdminHttp final : public HttpService {
 public:
  // All must outlive it. `window` is null where stations have the systems to themselves.
  ClaimsAdminHttp(claims::ClaimsSystem& system, ClaimsLineHttp& line, claims::SharedWindow* window = nullptr)
      : system_(system), line_(line), window_(window) {}
  HttpAnswer handle(HttpRequestView const& request, sim::Instant now,
                    eligibility::StageMeter& meter) override;

 private:
  HttpAnswer state(sim::Instant now);
  HttpAnswer others(sim::Instant now);
  HttpAnswer set_window(std::string_view body);
  HttpAnswer add_fault(std::string_view body);
  HttpAnswer remove_faults();
  HttpAnswer reset(std::string_view body);

  claims::ClaimsSystem& system_;
  ClaimsLineHttp& line_;
  claims::SharedWindow* window_;
};

}  // namespace kazasu::adapters
