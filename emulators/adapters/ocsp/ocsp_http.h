// The responder over HTTP (RFC 6960, appendix A).
#pragma once

#include "emulators/adapters/http/http_service.h"
#include "emulators/adapters/ocsp/ocsp_responder.h"

namespace kazasu::adapters {

// POST to any path with the request as the body; GET with it as the path, in base64 and percent-encoded. What
// is neither is answered with malformedRequest, in an HTTP answer of status 200 like every other, except 405
// for another method.
class OcspHttp final : public HttpService {
 public:
  explicit OcspHttp(OcspResponder& responder) : responder_(responder) {}
  HttpAnswer handle(HttpRequestView const& request, sim::Instant now,
                    eligibility::StageMeter& meter) override;

 private:
  OcspResponder& responder_;
};

}  // namespace kazasu::adapters
