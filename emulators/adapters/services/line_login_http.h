// The login leg of the closed line, as public client code walks it: tokens for a station that has proved
// itself with its certificate.
#pragma once

#include <array>
#include <chrono>
#include <string>
#include <string_view>

#include "emulators/adapters/http/http_service.h"

namespace kazasu::adapters {

// The answer's shape is that of public client code; what the tokens are, and how long they last, is ours: a
// code over institution and end under a key of this process, so that nothing is kept. A request without
// `Authorization` is let through, because the client certificate tells who asks; one with a token that is not
// the station's, or is over, is answered with 401. `inner` must outlive it.
class LineLoginHttp final : public HttpService {
 public:
  static constexpr auto kLifetime = std::chrono::hours{1};  // calendar time, ours

  // Throws std::runtime_error when there are no random bytes.
  explicit LineLoginHttp(HttpService& inner);
  HttpAnswer handle(HttpRequestView const& request, sim::Instant now,
                    eligibility::StageMeter& meter) override;
  std::optional<std::uint64_t> body_limit(std::string_view target) const override {
    return inner_.body_limit(target);
  }
  // What is refused by its token is read and dropped, and reaches no sink of `inner`.
  std::unique_ptr<BodySink> open_body(HttpRequestView const& head, sim::Instant now) override;

 private:
  HttpAnswer log_in(HttpRequestView const& request, sim::Instant now) const;
  std::string token_for(std::string_view institution, sim::Instant until, std::string_view use) const;
  bool refuses(HttpRequestView const& request, sim::Instant now) const;
  bool holds(std::string_view token, std::string_view institution, sim::Instant now) const;

  HttpService& inner_;
  std::array<unsigned char, 32> key_{};
};

}  // namespace kazasu::adapters
