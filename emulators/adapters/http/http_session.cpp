#include "emulators/adapters/http/http_session.h"

#include <algorithm>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <exception>
#include <string>
#include <utility>

#include "emulators/adapters/http/answer_text.h"
#include "emulators/adapters/http/later_answer.h"
#include "emulators/adapters/http/request_reading.h"
#include "emulators/adapters/http/server_timing.h"
#include "emulators/adapters/http/stage_clock.h"

namespace kazasu::adapters {

namespace {

namespace asio = boost::asio;
using std::chrono::steady_clock;

constexpr auto kDrainTime = std::chrono::seconds{1};
constexpr auto kDrainBytes = std::size_t{1024} * 1024;
constexpr auto kKeptBuffer = std::size_t{8} * 1024;

void note_tls(Session& session, bool resumed) {
  auto& tls = *session.stream.tls();
  session.facts = {.version = tls_version(tls),
                   .cipher = tls_cipher(tls),
                   .resumed = resumed,
                   .client_name = session.institution,
                   .client_serial = peer_serial(tls)};
}

asio::awaitable<bool> shake_hands(Session& session) {
  auto& state = session.state;
  auto& stream = session.stream;
  session.expire_in(state.limits.handshake);
  stream.use_tls(accept_tls(*state.tls, stream.native_socket(), state.calendar()));
  if (state.revoked) {
    session.revoked = [&state](std::string_view name) { return is_revoked(state, name); };
    refuse_revoked(*stream.tls(), session.revoked);
  }
  auto const status = co_await stream.handshake();
  auto const resumed = status == IoStatus::kOk && is_resumed(*stream.tls());
  if (status != IoStatus::kOk || state.gone ||
      (resumed && !peer_dates_hold(*stream.tls(), state.calendar()))) {
    ++state.counters.failed_handshakes;
    co_return false;
  }
  ++state.counters.handshakes;
  if (resumed) ++state.counters.resumed;
  if (state.client_certificates) session.institution = peer_common_name(*stream.tls());
  if (state.observer != nullptr) note_tls(session, resumed);
  co_return true;
}

// Its text may speak of the request, which may be personal; the count by status tells that it happened.
HttpAnswer failed_answer() {
  return HttpAnswer{.status = 500, .content_type = "text/plain", .body = "internal error\n"};
}

HttpAnswer ask_service(Session& session, StageClock& clock) {
  try {
    return session.state.service->handle(session.request(), session.state.calendar(), clock);
  } catch (std::exception const&) {
    return failed_answer();
  }
}

// The bell refers to the frame of a session, which may be destroyed while it waits.
class BellPull {
 public:
  BellPull(LaterAnswer& later, asio::steady_timer& timer) : later_(later) {
    later_.ring([&timer] { timer.cancel(); });
  }
  ~BellPull() { later_.ring({}); }
  BellPull(BellPull const&) = delete;
  BellPull& operator=(BellPull const&) = delete;

 private:
  LaterAnswer& later_;
};

asio::awaitable<void> sleep(Session& session, std::chrono::milliseconds time) {
  auto timer = asio::steady_timer{session.state.io, time};
  auto ignored = boost::system::error_code{};
  co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
}

// The answer that `later` comes to.
asio::awaitable<HttpAnswer> wait_for(Session& session, std::shared_ptr<LaterAnswer> later,
                                     StageClock& clock) {
  auto& state = session.state;
  if (!later->is_complete()) {
    auto timer = asio::steady_timer{state.io, state.limits.later};
    auto const pull = BellPull{*later, timer};
    auto ignored = boost::system::error_code{};
    co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
  }
  if (state.gone) co_return HttpAnswer{.hang_up = true};
  if (!later->is_complete()) {
    co_return HttpAnswer{.status = 503, .content_type = "text/plain", .body = "no answer in time\n"};
  }
  try {
    co_return later->finish(state.calendar(), clock);
  } catch (std::exception const&) {
    co_return failed_answer();
  }
}

// Like ask_service(), for one piece of the work, which may put another answer in this one's place.
void do_piece(HttpAnswer& answer) {
  auto const work = answer.work;
  try {
    if (work->advance(answer)) answer.work = nullptr;
  } catch (std::exception const&) {
    answer = failed_answer();
  }
}

// Sends what is in the output, the body in pieces over `time`.
asio::awaitable<IoStatus> drip(Session& session, std::size_t body, std::chrono::milliseconds time) {
  constexpr auto kPieces = std::size_t{20};
  auto const whole = std::string_view{session.output};
  auto sent = co_await session.stream.write_all(whole.substr(0, whole.size() - body));
  for (auto left = whole.substr(whole.size() - body); sent == IoStatus::kOk && !left.empty();) {
    co_await sleep(session, time / static_cast<int>(kPieces));
    if (session.state.gone) co_return IoStatus::kFailed;
    auto const size = std::min(left.size(), body / kPieces + 1);
    sent = co_await session.stream.write_all(left.substr(0, size));
    left.remove_prefix(size);
  }
  co_return sent;
}

// Half of the body, and the end.
asio::awaitable<IoStatus> cut_short(Session& session, std::size_t body) {
  session.output.resize(session.output.size() - (body - body / 2));
  auto const sent = co_await session.stream.write_all(session.output);
  co_return sent;
}

// Long bodies go out as they are, without a copy of them beside the head.
asio::awaitable<IoStatus> send_whole(Session& session, HttpAnswer const& answer) {
  auto const apart = answer.body.size() > kKeptBuffer;
  if (!apart) session.output.append(answer.body);
  auto const sent = co_await session.stream.write_all(session.output);
  if (sent != IoStatus::kOk || !apart) co_return sent;
  auto const rest = co_await session.stream.write_all(answer.body);
  co_return rest;
}

asio::awaitable<IoStatus> send_answer(Session& session, HttpAnswer const& answer, Framing const& framing) {
  write_head(session.output, answer, framing);
  session.expire_in(session.state.limits.request + answer.wire.drip);
  auto const slow = answer.wire.drip.count() > 0;
  if (!answer.wire.cut && !slow) return send_whole(session, answer);
  session.output.append(answer.body);
  if (answer.wire.cut) return cut_short(session, answer.body.size());
  return drip(session, answer.body.size(), answer.wire.drip);
}

// What the session is told of an exchange that came to its end.
struct Ending {
  std::chrono::steady_clock::time_point begun;
  eligibility::ServerShare const& share;
  ExchangeEnd end = ExchangeEnd::kAnswered;
};
void tell_observer(Session& session, HttpAnswer const& answer, Ending const& ending) {
  auto& state = session.state;
  if (state.observer == nullptr || state.gone || !state.observer->wants()) return;
  state.observer->observe({.connection = session.number,
                           .number = ++session.exchanges,
                           .tls = session.facts,
                           .request = session.request(),
                           .answer = answer,
                           .share = ending.share,
                           .whole = steady_clock::now() - ending.begun,
                           .at = state.calendar(),
                           .end = ending.end});
}

// The answer when it is complete and it is time to send it.
asio::awaitable<HttpAnswer> settle(Session& session, HttpAnswer answer, StageClock& clock) {
  auto changes = std::vector<std::function<void(HttpAnswer&)>>{};  // the outermost service's first
  while (!answer.is_complete() && !session.state.gone) {
    if (answer.alter) changes.push_back(std::exchange(answer.alter, {}));
    if (answer.later) {  // what one waits for may lead to another wait
      auto const later = std::move(answer.later);
      auto finished = co_await wait_for(session, later, clock);
      answer = std::move(finished);
    } else {
      do_piece(answer);
      co_await asio::post(session.state.io, asio::use_awaitable);
    }
  }
  if (session.state.gone) co_return answer;
  for (auto change = changes.rbegin(); change != changes.rend(); ++change) (*change)(answer);
  if (answer.delay.count() > 0) co_await sleep(session, answer.delay);
  co_return answer;
}

// Answers the request that was just read. False when the connection has to end.
asio::awaitable<bool> answer_request(Session& session) {
  auto& state = session.state;
  auto const ready = steady_clock::now();
  // Through the run queue, behind whatever waits for this thread already: that wait is the queue's length.
  co_await asio::post(state.io, asio::use_awaitable);
  if (state.gone || is_revoked(state, session.institution)) co_return false;
  auto clock = StageClock{ready};
  auto answer = ask_service(session, clock);
  if (!answer.is_complete() || answer.delay.count() > 0) {
    auto settled = co_await settle(session, std::move(answer), clock);
    answer = std::move(settled);
  }
  if (state.gone || answer.hang_up) co_return false;
  if (answer.wire.reset) {
    session.stream.reset();
    tell_observer(session, answer, {ready, clock.share(), ExchangeEnd::kReset});
    co_return false;
  }
  auto const keep_alive = session.parser.keep_alive() && !state.stopping && !answer.wire.cut;
  auto const framing =
      Framing{.keep_alive = keep_alive, .server_timing = format_server_timing(clock.share())};
  ++state.counters.requests;
  ++state.counters.by_status[answer.status];
  auto const sent = co_await send_answer(session, answer, framing);
  tell_observer(session, answer,
                {ready, clock.share(),
                 answer.wire.cut         ? ExchangeEnd::kCut
                 : sent == IoStatus::kOk ? ExchangeEnd::kAnswered
                                         : ExchangeEnd::kBroken});
  if (session.output.capacity() > kKeptBuffer) session.output = {};
  co_return sent == IoStatus::kOk&& keep_alive;
}

// Refuses what could not be read, and reads on for a while: closing on unread bytes would reset the
// connection before the answer is seen.
asio::awaitable<void> refuse(Session& session, int status) {
  auto& state = session.state;
  auto const text = std::string{reason_of(status)} + "\n";
  write_head(session.output, HttpAnswer{.status = status, .content_type = "text/plain", .body = text}, {});
  session.output.append(text);
  ++state.counters.requests;
  ++state.counters.by_status[status];
  session.expire_in(kDrainTime);
  auto const sent = co_await session.stream.write_all(session.output);
  if (sent != IoStatus::kOk) co_return;
  session.stream.finish_sending();
  for (auto drained = std::size_t{0}; drained < kDrainBytes;) {
    auto const read = co_await session.stream.read_some(state.scratch);
    if (read.status != IoStatus::kOk) co_return;
    drained += read.bytes;
  }
}

}  // namespace

bool is_revoked(ListenerState const& state, std::string_view name) {
  return !state.gone && state.revoked && state.revoked(name, state.calendar());
}

asio::awaitable<void> run_session(std::shared_ptr<ListenerState> state, SocketStream stream) {
  auto session = Session{*state, stream};
  session.number = ++state->sessions;
  if (state->tls) {
    auto const shaken = co_await shake_hands(session);
    if (!shaken) co_return;
  }
  auto serving = true;
  while (serving && !state->stopping) {
    auto const reading = co_await read_request(session);
    if (reading == Reading::kEnd || state->gone) co_return;
    if (reading != Reading::kRequest) {
      session.registration.sink().reset();
      co_await refuse(session, status_of(reading));
      co_return;
    }
    serving = co_await answer_request(session);
    session.registration.sink().reset();
  }
  stream.finish_sending();
}

}  // namespace kazasu::adapters
