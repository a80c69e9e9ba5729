// What the claims line answers when nothing can be kept any more.
#pragma once

#include "emulators/adapters/claims_line/claims_line_http.h"

namespace kazasu::adapters {

class RefusingClaimsHttp final : public HttpService {
 public:
  explicit RefusingClaimsHttp(ClaimsLineHttp const& line) : line_(line) {}
  std::optional<std::uint64_t> body_limit(std::string_view target) const override {
    return line_.body_limit(target);
  }
  std::unique_ptr<BodySink> open_body(HttpRequestView const& head, sim::Instant) override {
    return line_.body_limit(head.target) ? std::make_unique<DroppedBody>() : nullptr;
  }
  HttpAnswer handle(HttpRequestView const&, sim::Instant, eligibility::StageMeter&) override {
    return json_answer(503, R"({"outcome": "busy", "error": "storage_failed: nothing can be kept"})");
  }

 private:
  ClaimsLineHttp const& line_;
};

}  // namespace kazasu::adapters
