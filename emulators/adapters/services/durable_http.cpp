#include "emulators/adapters/services/durable_http.h"

#include <utility>

#include "emulators/adapters/http/later_answer.h"

namespace kazasu::adapters {

// The work of the service, which may change something with any of its pieces. What others change meanwhile is
// waited for as well.
class DurableHttp::WatchedWork final : public PiecemealAnswer {
 public:
  // `before`: what was promised before the request.
  WatchedWork(DurableHttp& owner, std::shared_ptr<PiecemealAnswer> work, Kept request, std::uint64_t before)
      : owner_(owner), work_(std::move(work)), request_(std::move(request)), before_(before) {}
  bool advance(HttpAnswer& answer) override {
    if (!work_->advance(answer)) return false;
    answer.work = nullptr;
    if (owner_.log_.promised() != before_) answer = owner_.hold(std::move(answer), request_);
    return true;
  }

 private:
  DurableHttp& owner_;
  std::shared_ptr<PiecemealAnswer> work_;
  Kept request_;
  std::uint64_t before_;
};

HttpAnswer DurableHttp::handle(HttpRequestView const& request, sim::Instant now,
                               eligibility::StageMeter& meter) {
  if (log_.failed()) return refuse(request, now, meter);
  auto const before = log_.promised();
  auto answer = inner_.handle(request, now, meter);
  auto const changed = log_.promised() != before;
  auto const shows = !changed && !log_.settled() && shows_changes_ && shows_changes_(request);
  if (answer.is_complete() && !changed && !shows) return answer;
  auto kept = std::make_shared<KeptRequest const>(
      KeptRequest{.method = std::string{request.method},
                  .target = std::string{request.target},
                  .body = std::string{request.body},
                  .client_institution = std::string{request.client_institution}});
  if (answer.later) return follow(answer.later, std::move(kept));
  if (answer.work) {
    answer.work = std::make_shared<WatchedWork>(*this, std::move(answer.work), std::move(kept), before);
    return answer;
  }
  return hold(std::move(answer), std::move(kept));
}

HttpAnswer DurableHttp::hold(HttpAnswer answer, Kept request) {
  auto later = std::make_shared<LaterAnswer>();
  log_.when_kept([this, later, answer = std::move(answer), request = std::move(request)](bool kept) mutable {
    later->complete([this, answer = std::move(answer), request = std::move(request), kept](
                        sim::Instant now, eligibility::StageMeter& meter) mutable {
      meter.lap(eligibility::ServerStage::kRegistration);
      return kept ? std::move(answer) : refuse(request->view(), now, meter);
    });
  });
  return {.later = std::move(later)};
}

LaterAnswer::Finish DurableHttp::after(std::shared_ptr<LaterAnswer> inner, Kept request) {
  return [this, inner = std::move(inner), request = std::move(request)](sim::Instant now,
                                                                        eligibility::StageMeter& meter) {
    if (log_.failed()) return refuse(request->view(), now, meter);
    auto const before = log_.promised();
    auto answer = inner->finish(now, meter);
    return log_.promised() == before ? answer : hold(std::move(answer), request);
  };
}

// The service waits for somebody else first, and may change something when that is over. Whoever completes
// `inner` owns it; its bell may own neither of the two, or they would own themselves.
HttpAnswer DurableHttp::follow(std::shared_ptr<LaterAnswer> const& inner, Kept request) {
  auto outer = std::make_shared<LaterAnswer>();
  if (inner->is_complete()) {
    outer->complete(after(inner, std::move(request)));
  } else {
    inner->ring([this, weak_outer = std::weak_ptr{outer}, weak_inner = std::weak_ptr{inner}, request] {
      auto const waiting = weak_outer.lock();
      if (waiting) waiting->complete(after(weak_inner.lock(), request));
    });
  }
  return {.later = std::move(outer)};
}

}  // namespace kazasu::adapters
