#include "emulators/adapters/http/request_reading.h"

#include <exception>
#include <utility>

namespace kazasu::adapters {

namespace {

namespace asio = boost::asio;
using std::chrono::steady_clock;

// The most that a chunk's header or the trailer may leave unparsed.
constexpr auto kMostUnread = 4 * kHttpHeaderLimit;

Reading reading_of(ParseStatus status) {
  switch (status) {
    case ParseStatus::kNeedMore:
      return Reading::kMore;
    case ParseStatus::kHeaderTooLarge:
      return Reading::kHeaderTooLarge;
    case ParseStatus::kBodyTooLarge:
      return Reading::kBodyTooLarge;
    case ParseStatus::kDone:
      return Reading::kRequest;
    default:
      return Reading::kMalformed;
  }
}

// Parses straight out of `fresh` unless something was left from before; keeps what was not consumed.
ParseStatus parse(Session& session, std::string_view fresh) {
  if (session.unread.empty()) {
    auto const step = session.parser.feed(fresh);
    session.unread.assign(fresh.substr(step.consumed));
    return step.status;
  }
  session.unread.append(fresh);
  auto const step = session.parser.feed(session.unread);
  session.unread.erase(0, step.consumed);
  auto const endless = step.status == ParseStatus::kNeedMore && session.unread.size() > kMostUnread;
  return endless ? ParseStatus::kHeaderTooLarge : step.status;
}

// Asks the service where the body is to go. A sink has a pace to keep in place of the time of a request.
void open_body(Session& session) {
  auto& state = session.state;
  session.opened = true;
  session.registration.sink() = state.service->open_body(session.head(), state.calendar());
  if (session.registration.sink() == nullptr) return;
  session.pace.emplace(state.limits.pace, steady_clock::now());
  session.stream.expire_at(session.pace->deadline());
}

void pass_on(Session& session, BodySink& sink) {
  auto const piece = session.parser.body();
  if (piece.empty()) return;
  session.pace->note(piece.size(), steady_clock::now());
  session.stream.expire_at(session.pace->deadline());
  sink.take(piece);
  session.parser.clear_body();
}

// Parses what was just read, and passes on what it has of a body with a sink.
Reading take_in(Session& session, std::string_view fresh) {
  auto const reading = reading_of(parse(session, fresh));
  auto const good = reading == Reading::kMore || reading == Reading::kRequest;
  if (!good || !session.parser.has_header()) return reading;
  if (session.state.gone) return Reading::kEnd;
  try {
    if (!session.opened) open_body(session);
    auto& sink = session.registration.sink();
    if (sink == nullptr) return reading;
    if (is_revoked(session.state, session.institution)) return Reading::kEnd;
    pass_on(session, *sink);
  } catch (std::exception const&) {
    return Reading::kSinkFailed;
  }
  return reading;
}

}  // namespace

// What is read lies in the listener's buffer, and is taken in before anybody else reads. Each turn waits for
// the socket, behind the others that have something to do: a fast sender gets 16 KiB at a time.
asio::awaitable<Reading> read_request(Session& session) {
  auto& state = session.state;
  session.parser.reset();
  session.pace.reset();
  session.opened = false;
  auto begun = !session.unread.empty();
  auto continued = false;
  session.expire_in(begun ? state.limits.request : state.limits.idle);
  session.registration.set_idle(!begun);
  auto reading = begun ? take_in(session, {}) : Reading::kMore;
  while (reading == Reading::kMore) {
    if (session.parser.expects_continue() && !std::exchange(continued, true)) {
      auto const sent = co_await session.stream.write_all("HTTP/1.1 100 Continue\r\n\r\n");
      if (sent != IoStatus::kOk) co_return Reading::kEnd;
    }
    auto const read = co_await session.stream.read_some(state.scratch);
    session.registration.set_idle(false);
    if (read.status == IoStatus::kTimedOut && begun) co_return Reading::kTooSlow;
    if (read.status != IoStatus::kOk) co_return Reading::kEnd;
    if (!std::exchange(begun, true)) session.expire_in(state.limits.request);
    reading = take_in(session, {state.scratch.data(), read.bytes});
  }
  co_return reading;
}

int status_of(Reading reading) {
  switch (reading) {
    case Reading::kHeaderTooLarge:
      return 431;
    case Reading::kBodyTooLarge:
      return 413;
    case Reading::kTooSlow:
      return 408;
    case Reading::kSinkFailed:
      return 500;
    default:
      return 400;
  }
}

}  // namespace kazasu::adapters
