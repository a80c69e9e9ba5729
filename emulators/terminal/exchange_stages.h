// Splits one exchange into stages whose sum is exactly the time that the caller waited.
#pragma once

#include <algorithm>

#include "emulators/eligibility/ports.h"
#include "emulators/terminal/nurse_device.h"
#include "emulators/terminal/stage.h"

namespace kazasu::terminal {

template <class Answer>
ChannelUse channel_use(eligibility::Reply<Answer> const& reply) {
  return {.exchanged = true, .new_connection = reply.new_connection, .resumed = reply.resumed};
}

// The caller's clock decides the total; the transport's and the server's own accounts are parts of it, each
// cut to what is left, and the rest is the exchange itself. So the parts always add up.
class ExchangeSplit {
 public:
  explicit ExchangeSplit(sim::Duration total) : left_(total) {}
  sim::Duration take(sim::Duration part) {
    auto const taken = std::clamp(part, sim::Duration::zero(), left_);
    left_ -= taken;
    return taken;
  }
  sim::Duration rest() const { return left_; }

 private:
  sim::Duration left_;
};

inline void add_registration_stages(StageTimes& stages,
                                    eligibility::Reply<eligibility::Registration> const& reply,
                                    sim::Duration total) {
  auto split = ExchangeSplit{total};
  stages.add(Stage::kConnect, split.take(reply.connect));
  stages.add(Stage::kServerQueue, split.take(reply.server.queue));
  stages.add(Stage::kSignatureCheck, split.take(reply.server.signature));
  stages.add(Stage::kStatus, split.take(reply.server.status));
  stages.add(Stage::kRegistration, split.take(reply.server.registration));
  stages.add(Stage::kRequest, split.rest());
}

inline void add_inquiry_stages(StageTimes& stages,
                               eligibility::Reply<eligibility::InquiryAnswer> const& reply,
                               sim::Duration total) {
  auto split = ExchangeSplit{total};
  stages.add(Stage::kLineConnect, split.take(reply.connect));
  stages.add(Stage::kLineQueue, split.take(reply.server.queue));
  stages.add(Stage::kLookup, split.take(reply.server.lookup));
  stages.add(Stage::kAnswer, split.rest());
}

}  // namespace kazasu::terminal
