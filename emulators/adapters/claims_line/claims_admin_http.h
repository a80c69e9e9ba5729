// The admin listener's routes below /claims: what the payers' systems hold, the window, faults of the ASP and
// the reset.
#pragma once

#include "emulators/adapters/claims_line/claims_line_http.h"

namespace kazasu::adapters {

// Answers show counts alone. Every write answers what it did.
class ClaimsAdminHttp final : public HttpService {
 public:
  // Both must outlive it.
  ClaimsAdminHttp(claims::ClaimsSystem& system, ClaimsLineHttp& line) : system_(system), line_(line) {}
  HttpAnswer handle(HttpRequestView const& request, sim::Instant now,
                    eligibility::StageMeter& meter) override;

 private:
  HttpAnswer state(sim::Instant now);
  HttpAnswer set_window(std::string_view body);
  HttpAnswer add_fault(std::string_view body);
  HttpAnswer remove_faults();
  HttpAnswer reset(std::string_view body);

  claims::ClaimsSystem& system_;
  ClaimsLineHttp& line_;
};

}  // namespace kazasu::adapters
