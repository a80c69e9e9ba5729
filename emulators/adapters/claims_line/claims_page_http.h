// The clerk's page in front of the claims line (docs/protocols/claims-line.md). It has no routes of its own
// beyond its files: what it does, any client can do.
#pragma once

#include <string>
#include <utility>

#include "emulators/adapters/http/http_service.h"

namespace kazasu::adapters {

// A page of another origin may ask nothing. `inner` must outlive it.
class ClaimsPageHttp final : public HttpService {
 public:
  explicit ClaimsPageHttp(HttpService& inner) : inner_(inner) {}
  std::optional<std::uint64_t> body_limit(std::string_view target) const override {
    return inner_.body_limit(target);
  }
  std::unique_ptr<BodySink> open_body(HttpRequestView const& head, sim::Instant now) override;
  HttpAnswer handle(HttpRequestView const& request, sim::Instant now,
                    eligibility::StageMeter& meter) override;

 private:
  HttpService& inner_;
};

// The same for a browser without a client certificate: plain HTTP, and every request is made in the name of
// one station. Only for this machine's own browser: a Host that is not loopback is refused, so that no name
// of elsewhere leads here. `page` must outlive it.
class AsStationHttp final : public HttpService {
 public:
  AsStationHttp(HttpService& page, std::string institution_code)
      : page_(page), institution_code_(std::move(institution_code)) {}
  std::optional<std::uint64_t> body_limit(std::string_view target) const override {
    return page_.body_limit(target);
  }
  std::unique_ptr<BodySink> open_body(HttpRequestView const& head, sim::Instant now) override;
  HttpAnswer handle(HttpRequestView const& request, sim::Instant now,
                    eligibility::StageMeter& meter) override;

 private:
  HttpRequestView as_station(HttpRequestView request) const;

  HttpService& page_;
  std::string institution_code_;
};

}  // namespace kazasu::adapters
