#include "emulators/terminal/back_office.h"

#include <algorithm>
#include <utility>

#include "emulators/terminal/exchange_stages.h"

namespace kazasu::terminal {

namespace {

sim::TimePoint next_poll(sim::TimePoint now, Polling polling) {
  auto const since = now.time_since_epoch() - polling.phase;
  if (since < sim::Duration::zero()) return sim::TimePoint{polling.phase};
  return sim::TimePoint{polling.phase + (since / polling.interval + 1) * polling.interval};
}

bool announces(eligibility::NoticeAnswer const& answer, std::string const& registration_number) {
  return std::any_of(answer.notices.begin(), answer.notices.end(), [&](eligibility::Notice const& notice) {
    return notice.registration_number == registration_number;
  });
}

}  // namespace

sim::Task<FetchResult> BackOffice::await_notice(std::string registration_number, Polling polling,
                                                sim::TimePoint deadline) const {
  auto result = FetchResult{};
  while (true) {
    auto const poll_at = next_poll(engine.now(), polling);
    if (poll_at >= deadline) {
      co_await engine.sleep_until(deadline);
      result.outcome = kTimedOut;
      co_return result;
    }
    co_await engine.sleep_until(poll_at);
    auto request = eligibility::NoticeRequest{.institution_code = institution_code};
    auto const reply = co_await eligibility.notices(caller, std::move(request), deadline);
    result.line = channel_use(reply);
    if (reply.delivery != eligibility::Delivery::kDelivered) {
      result.outcome = delivery_outcome(reply.delivery);
      co_return result;
    }
    if (reply.answer.outcome != eligibility::Outcome::kAccepted) {
      result.outcome = refusal_outcome(reply.answer.outcome);
      co_return result;
    }
    if (announces(reply.answer, registration_number)) {
      result.fetched = true;
      co_return result;
    }
  }
}

sim::Task<FetchResult> ReInquiry::ask(eligibility::ReInquiryRequest request, sim::TimePoint deadline) const {
  auto result = FetchResult{};
  auto const called = engine.now();
  auto const reply = co_await back_office.re_inquire(caller, std::move(request), deadline);
  result.stages.add(Stage::kReInquiry, engine.now() - called);
  result.line = channel_use(reply);
  if (reply.delivery != eligibility::Delivery::kDelivered) {
    result.outcome = delivery_outcome(reply.delivery);
  } else if (reply.answer.outcome != eligibility::Outcome::kAccepted) {
    result.outcome = refusal_outcome(reply.answer.outcome);
  } else {
    result.fetched = true;
    result.outcome = validity_outcome(reply.answer.validity);
  }
  co_return result;
}

sim::Task<FetchResult> BackOffice::fetch(std::string registration_number, Polling polling,
                                         sim::TimePoint deadline) const {
  auto result = FetchResult{};
  auto const registered = engine.now();
  if (polling.interval > sim::Duration::zero()) {
    result = co_await await_notice(registration_number, polling, deadline);
    result.stages.add(Stage::kNotice, engine.now() - registered);
    if (!result.fetched) co_return result;
    result.fetched = false;
  } else {
    result.stages.add(Stage::kNotice, sim::Duration::zero());
  }
  auto request = eligibility::InquiryRequest{.institution_code = institution_code,
                                             .registration_number = registration_number,
                                             .file_identifier = registration_number};
  auto const called = engine.now();
  auto const reply = co_await eligibility.inquire(caller, std::move(request), deadline);
  add_inquiry_stages(result.stages, reply, engine.now() - called);
  auto const polled = result.line;
  result.line = channel_use(reply);
  result.line.new_connection = result.line.new_connection || polled.new_connection;
  result.line.resumed = result.line.resumed || polled.resumed;
  if (reply.delivery != eligibility::Delivery::kDelivered) {
    result.outcome = delivery_outcome(reply.delivery);
  } else if (reply.answer.outcome != eligibility::Outcome::kAccepted) {
    result.outcome = refusal_outcome(reply.answer.outcome);
  } else {
    result.fetched = true;
    result.outcome = validity_outcome(reply.answer.validity);
  }
  co_return result;
}

}  // namespace kazasu::terminal
