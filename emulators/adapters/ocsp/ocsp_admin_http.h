// How the responder is switched at run time: the routes under /ocsp of the admin listener.
#pragma once

#include "emulators/adapters/http/http_service.h"
#include "emulators/eligibility/responder_rules.h"

namespace kazasu::adapters {

// docs/protocols/ocsp.md. GET /ocsp shows all states; PUT and DELETE /ocsp set and reset the state for
// everyone; GET, PUT and DELETE /ocsp/{serial} the one of a certificate, whose serial is decimal, or
// hexadecimal after "0x".
class OcspAdminHttp final : public HttpService {
 public:
  explicit OcspAdminHttp(eligibility::ResponderRules& rules) : rules_(rules) {}
  HttpAnswer handle(HttpRequestView const& request, sim::Instant now,
                    eligibility::StageMeter& meter) override;

 private:
  HttpAnswer everyone(HttpRequestView const& request, sim::Instant now);
  HttpAnswer one(HttpRequestView const& request, std::uint32_t serial, sim::Instant now);

  eligibility::ResponderRules& rules_;
};

}  // namespace kazasu::adapters
