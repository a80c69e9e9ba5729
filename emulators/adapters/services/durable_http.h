// A service whose answers leave only when what they caused is kept.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "emulators/adapters/http/http_service.h"
#include "emulators/adapters/services/commit_log.h"

namespace kazasu::adapters {

// Requests that change nothing are answered at once, but for those that `shows_changes` picks: they show what
// others just did, and wait until that is kept. When the log has failed, every request goes to `refusing` in
// place of `inner`: memory may then hold what the disk does not. `refusing` is shown no sink, since the log
// may have failed after `inner` opened its own, but says itself which bodies are to go to one. The wait
// counts as ServerStage::kRegistration. Everything referred to must outlive the service.
class DurableHttp final : public HttpService {
 public:
  using Picks = std::function<bool(HttpRequestView const&)>;

  DurableHttp(HttpService& inner, HttpService& refusing, CommitLog& log, Picks shows_changes = {})
      : inner_(inner), refusing_(refusing), log_(log), shows_changes_(std::move(shows_changes)) {}
  HttpAnswer handle(HttpRequestView const& request, sim::Instant now,
                    eligibility::StageMeter& meter) override;
  std::optional<std::uint64_t> body_limit(std::string_view target) const override {
    return asked().body_limit(target);
  }
  // A sink of `inner` is opened only while things can be kept.
  std::unique_ptr<BodySink> open_body(HttpRequestView const& head, sim::Instant now) override {
    return asked().open_body(head, now);
  }

 private:
  // What is needed of a request to refuse it after its buffers are gone.
  struct KeptRequest {
    std::string method;
    std::string target;
    std::string body;
    std::string client_institution;
    HttpRequestView view() const {
      return {.method = method,
              .target = target,
              .body = body,
              .client_institution = client_institution,
              .authorization = {}};
    }
  };
  using Kept = std::shared_ptr<KeptRequest const>;
  class WatchedWork;

  HttpService& asked() const { return log_.failed() ? refusing_ : inner_; }
  HttpAnswer refuse(HttpRequestView request, sim::Instant now, eligibility::StageMeter& meter) const {
    request.sink = nullptr;
    return refusing_.handle(request, now, meter);
  }
  HttpAnswer hold(HttpAnswer answer, Kept request);
  std::function<HttpAnswer(sim::Instant, eligibility::StageMeter&)> after(std::shared_ptr<LaterAnswer> inner,
                                                                          Kept request);
  HttpAnswer follow(std::shared_ptr<LaterAnswer> const& inner, Kept request);

  HttpService& inner_;
  HttpService& refusing_;
  CommitLog& log_;
  Picks shows_changes_;
};

}  // namespace kazasu::adapters
