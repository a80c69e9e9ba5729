// The claims line behind the window that all institutions share.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include "emulators/adapters/http/http_service.h"
#include "emulators/claims/shared_window.h"

namespace kazasu::adapters {

// A request for either payer's system waits as the window has it: 503 `busy` at once, 504 `gateway_time_out`
// when its time is over, and then nothing was done, or its answer so much later. Paths beside those are
// served as they are. `speed` is that of the calendar: its seconds in one second. All must outlive the
// service.
class SharedWindowHttp final : public HttpService {
 public:
  using Speed = std::function<std::uint32_t()>;
  SharedWindowHttp(HttpService& inner, claims::SharedWindow& window, Speed speed)
      : inner_(inner), window_(window), speed_(std::move(speed)) {}

  std::optional<std::uint64_t> body_limit(std::string_view target) const override {
    return inner_.body_limit(target);
  }
  std::unique_ptr<BodySink> open_body(HttpRequestView const& head, sim::Instant now) override {
    return inner_.open_body(head, now);
  }
  HttpAnswer handle(HttpRequestView const& request, sim::Instant now,
                    eligibility::StageMeter& meter) override;

 private:
  HttpService& inner_;
  claims::SharedWindow& window_;
  Speed speed_;
};

}  // namespace kazasu::adapters
