// An answer of a service that has to wait for somebody else first.
#pragma once

#include <functional>
#include <utility>

#include "emulators/adapters/http/http_service.h"

namespace kazasu::adapters {

// Shared by the service and the session that waits, since either may be gone first. One thread.
class LaterAnswer {
 public:
  // What is left to do when the wait is over; runs in the session, as handle() does, and may come to a later
  // answer again.
  using Finish = std::function<HttpAnswer(sim::Instant now, eligibility::StageMeter& meter)>;

  // Once.
  void complete(Finish finish) {
    finish_ = std::move(finish);
    if (bell_) bell_();
  }
  bool is_complete() const { return finish_ != nullptr; }
  // Precondition: is_complete().
  HttpAnswer finish(sim::Instant now, eligibility::StageMeter& meter) const { return finish_(now, meter); }
  // Called upon completion; empty: nobody waits any more.
  void ring(std::function<void()> bell) { bell_ = std::move(bell); }

 private:
  Finish finish_;
  std::function<void()> bell_;
};

}  // namespace kazasu::adapters
