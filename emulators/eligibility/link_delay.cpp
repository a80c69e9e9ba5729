#include "emulators/eligibility/link_delay.h"

#include <algorithm>
#include <utility>

namespace kazasu::eligibility {

namespace {

using sim::Duration;
using sim::TimePoint;

// The traversals of one call, sampled before it begins.
struct Passage {
  Duration outward{};
  Duration setup{};  // the two round trips of a new connection
  Duration homeward{};
  TimePoint deadline;
};

Passage sample(DelayedLeg& leg, Caller caller, TimePoint deadline) {
  auto random = leg.streams.next(caller);
  auto passage = Passage{.deadline = deadline};
  passage.outward = leg.latency.sample(random);
  passage.homeward = leg.latency.sample(random);
  for (int traversal = 0; traversal < 4; ++traversal) passage.setup += leg.latency.sample(random);
  return passage;
}

// `call` is lazy: the inner port begins when the request has crossed the link.
template <class Answer>
sim::Task<Reply<Answer>> delayed(sim::Engine& engine, Passage passage, sim::Task<Reply<Answer>> call) {
  auto const began = engine.now();
  auto const arrival = sim::saturating_add(began, passage.outward);
  co_await engine.sleep_until(std::min(arrival, passage.deadline));
  auto reply = Reply<Answer>{};
  if (arrival >= passage.deadline) {
    reply.delivery = Delivery::kTimedOut;
    reply.exchange = engine.now() - began;
    co_return reply;
  }
  reply = co_await std::move(call);

  auto const answered = engine.now();
  auto const setup = reply.new_connection ? passage.setup : Duration::zero();
  if (setup > Duration::zero()) {
    co_await engine.sleep_until(std::min(sim::saturating_add(answered, setup), passage.deadline));
    reply.connect += engine.now() - answered;
  }
  auto const home = sim::saturating_add(answered, setup + passage.homeward);
  co_await engine.sleep_until(std::min(home, passage.deadline));
  reply.exchange = engine.now() - began - reply.connect;
  if (home > passage.deadline && reply.delivery != Delivery::kUnreachable) {
    reply.delivery = Delivery::kTimedOut;
    reply.answer = Answer{};
    reply.server = ServerShare{};
  }
  co_return reply;
}

}  // namespace

ReceptionLinkDelay::ReceptionLinkDelay(sim::Engine& engine, ReceptionPort& inner, Links const& links,
                                       std::uint64_t seed)
    : engine_(engine),
      inner_(inner),
      page_{links.page.latency, {seed, "link.page"}},
      app_{links.app.latency, {seed, "link.app"}} {}

sim::Task<Reply<ConsentAnswer>> ReceptionLinkDelay::submit_consent(Caller caller, ConsentRequest request,
                                                                   TimePoint deadline) {
  return delayed(engine_, sample(page_, caller, deadline),
                 inner_.submit_consent(caller, std::move(request), deadline));
}

sim::Task<Reply<Registration>> ReceptionLinkDelay::authenticate(Caller caller, AuthenticationRequest request,
                                                                TimePoint deadline) {
  return delayed(engine_, sample(app_, caller, deadline),
                 inner_.authenticate(caller, std::move(request), deadline));
}

EligibilityLinkDelay::EligibilityLinkDelay(sim::Engine& engine, EligibilityPort& inner, Links const& links,
                                           std::uint64_t seed)
    : engine_(engine), inner_(inner), line_{links.closed_line.latency, {seed, "link.closed_line"}} {}

sim::Task<Reply<NoticeAnswer>> EligibilityLinkDelay::notices(Caller caller, NoticeRequest request,
                                                             TimePoint deadline) {
  return delayed(engine_, sample(line_, caller, deadline),
                 inner_.notices(caller, std::move(request), deadline));
}

sim::Task<Reply<InquiryAnswer>> EligibilityLinkDelay::inquire(Caller caller, InquiryRequest request,
                                                              TimePoint deadline) {
  return delayed(engine_, sample(line_, caller, deadline),
                 inner_.inquire(caller, std::move(request), deadline));
}

// Streams of its own: what the back office asks besides shifts no visit's latency.
BackOfficeLinkDelay::BackOfficeLinkDelay(sim::Engine& engine, BackOfficePort& inner, Links const& links,
                                         std::uint64_t seed)
    : engine_(engine), inner_(inner), line_{links.closed_line.latency, {seed, "link.back_office"}} {}

sim::Task<Reply<InquiryAnswer>> BackOfficeLinkDelay::re_inquire(Caller caller, ReInquiryRequest request,
                                                                TimePoint deadline) {
  return delayed(engine_, sample(line_, caller, deadline),
                 inner_.re_inquire(caller, std::move(request), deadline));
}

sim::Task<Reply<CancelAnswer>> BackOfficeLinkDelay::cancel_consents(Caller caller, CancelRequest request,
                                                                    TimePoint deadline) {
  return delayed(engine_, sample(line_, caller, deadline),
                 inner_.cancel_consents(caller, std::move(request), deadline));
}

sim::Task<Reply<BulkAcceptance>> BackOfficeLinkDelay::request_bulk(Caller caller, BulkRequest request,
                                                                   TimePoint deadline) {
  return delayed(engine_, sample(line_, caller, deadline),
                 inner_.request_bulk(caller, std::move(request), deadline));
}

sim::Task<Reply<BulkResult>> BackOfficeLinkDelay::bulk_result(Caller caller, BulkResultRequest request,
                                                              TimePoint deadline) {
  return delayed(engine_, sample(line_, caller, deadline),
                 inner_.bulk_result(caller, std::move(request), deadline));
}

sim::Task<Reply<MedicalDataAnswer>> BackOfficeLinkDelay::medical_data(Caller caller,
                                                                      MedicalDataRequest request,
                                                                      TimePoint deadline) {
  return delayed(engine_, sample(line_, caller, deadline),
                 inner_.medical_data(caller, std::move(request), deadline));
}

DeviceLinkDelay::DeviceLinkDelay(sim::Engine& engine, Inner inner, Links const& links, std::uint64_t seed)
    : engine_(engine),
      inner_(inner),
      line_{links.closed_line.latency, {seed, "link.settings"}},
      app_{links.app.latency, {seed, "link.activation"}} {}

sim::Task<Reply<SettingsAnswer>> DeviceLinkDelay::settings(Caller caller, SettingsRequest request,
                                                           TimePoint deadline) {
  return delayed(engine_, sample(line_, caller, deadline),
                 inner_.settings.settings(caller, std::move(request), deadline));
}

sim::Task<Reply<ActivationAnswer>> DeviceLinkDelay::activate(Caller caller, ActivationRequest request,
                                                             TimePoint deadline) {
  return delayed(engine_, sample(app_, caller, deadline),
                 inner_.activation.activate(caller, std::move(request), deadline));
}

}  // namespace kazasu::eligibility
