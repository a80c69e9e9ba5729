// The closed line's routes in JSON for those who send JSON; everybody else gets XML.
#pragma once

#include "emulators/adapters/http/http_service.h"

namespace kazasu::adapters {

// `inner` serves XML and must outlive it. A body that is no mirror of a message reaches it as an empty one,
// so that the answer is the route's own malformed_request. A body that goes to a sink of `inner` goes there
// as it is; its answer alone is mirrored.
class JsonMirrorHttp final : public HttpService {
 public:
  explicit JsonMirrorHttp(HttpService& inner) : inner_(inner) {}
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
};

// "application/json", with or without parameters, in any case of letters.
bool is_json(std::string_view content_type);

}  // namespace kazasu::adapters
