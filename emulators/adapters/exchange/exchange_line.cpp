#include "emulators/adapters/exchange/exchange_line.h"

#include <algorithm>
#include <utility>

#include "emulators/adapters/exchange/exchange_terminal.h"
#include "emulators/adapters/xml/bulk_xml.h"
#include "sim/realtime.h"

namespace kazasu::adapters {

namespace {

using eligibility::Delivery;

constexpr auto kLongestWait = std::chrono::milliseconds{60'000};
constexpr auto kMostMisunderstandings = 3;

std::string reason_of(HttpReply const& reply) {
  switch (reply.delivery) {
    case Delivery::kTimedOut:
      return "no answer in time";
    case Delivery::kUnreachable:
      return "no connection: nobody listens there, or one side does not accept the other's certificate";
    case Delivery::kNotUnderstood:
      return "an answer that is no HTTP";
    case Delivery::kDelivered:
      break;
  }
  return "HTTP " + std::to_string(reply.status);
}

// Bad gateway, service unavailable, gateway time-out, too many requests: a matter of time.
bool is_busy(int status) {
  return status == 429 || (status >= 502 && status <= 504);
}

}  // namespace

ExchangeLine::ExchangeLine(sim::Realtime& realtime, ExchangeOptions const& options)
    : realtime_(realtime),
      options_(options),
      connections_(realtime,
                   {.target = options.target,
                    .legs = {LegPolicy{}},
                    .credentials = [&options](identity::StationIndex) { return options.credential; },
                    .calendar = options.calendar,
                    .longest_answer = kLongestBulkResult}),
      name_(options.target.url.host + ":" + std::to_string(options.target.url.port)) {}

bool ExchangeLine::settles(HttpReply const& reply, int attempt) const {
  if (reply.delivery == Delivery::kNotUnderstood) return attempt >= kMostMisunderstandings;
  if (reply.delivery != Delivery::kDelivered || is_busy(reply.status)) return false;
  // One request that a server fails on must not hold up all others.
  return reply.status < 500 || attempt >= kMostMisunderstandings;
}

void ExchangeLine::note(HttpReply const& reply, bool settled) {
  auto const was_down = std::exchange(down_, !settled);
  if (!was_down && down_) {
    options_.say("no answer from " + name_ + " (" + reason_of(reply) +
                 "); requests stay in req and are asked again");
  }
  if (was_down && !down_) options_.say(name_ + " answers again");
}

sim::Task<std::optional<LineAnswer>> ExchangeLine::ask(std::string path, std::string body,
                                                       std::chrono::seconds patience) {
  auto wait = options_.first_wait;
  for (auto attempt = 1;; ++attempt) {
    auto call = HttpCall{.path = path, .content_type = "application/xml; charset=utf-8", .body = body};
    auto const deadline = realtime_.engine.now() + patience;
    auto reply = co_await connections_.call(std::move(call), deadline);
    auto const settled = settles(reply, attempt);
    note(reply, settled);
    if (settled) {
      auto answer = LineAnswer{reply.status, std::move(reply.body)};
      co_return answer;
    }
    if (options_.once) co_return std::nullopt;
    co_await realtime_.engine.sleep_for(wait);
    wait = std::min(2 * wait, kLongestWait);
  }
}

}  // namespace kazasu::adapters
