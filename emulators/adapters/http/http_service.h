// What a listener serves: a port between the HTTP session and whoever answers.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "emulators/adapters/http/body_sink.h"
#include "emulators/eligibility/stage_meter.h"
#include "sim/calendar.h"

namespace kazasu::adapters {

// Views into the session's buffers: valid during handle() only.
struct HttpRequestView {
  std::string_view method;
  std::string_view target;  // path and query, as sent
  std::string_view body;
  std::string_view client_institution;  // common name of the client certificate; empty without one
  std::string_view authorization;       // the Authorization header, empty without one
  std::string_view content_type = {};   // likewise
  std::string_view host = {};           // the Host header, likewise
  std::string_view origin = {};         // the Origin header: the page that a browser asks for
  // Content-Digest, or Repr-Digest where there is none (RFC 9530, 2 and 3), as sent: "sha-256=:<base64>:".
  std::string_view digest = {};
  // What open_body() gave, with the whole body in it and `body` empty. Lives until the answer is sent. A
  // service that is asked through others finds its own with dynamic_cast: theirs may stand in its place.
  BodySink* sink = nullptr;
  std::uint64_t streamed = 0;  // bytes that the sink was given
};

struct HttpHeader {
  std::string_view name;  // of static storage
  std::string value;
};

class LaterAnswer;
class PiecemealAnswer;

// What goes wrong on the wire, on purpose.
struct WireFault {
  bool reset = false;                // the connection is reset (RST) and no byte of the answer is sent
  bool cut = false;                  // half of the body that Content-Length promises is sent, then the end
  std::chrono::milliseconds drip{};  // the body is spread over so long
  std::uint64_t rule = 0;            // of the fault that decided; 0: none
};

struct HttpAnswer {
  int status = 200;
  std::string content_type;
  std::string body;
  std::chrono::milliseconds delay{};         // sent so much later, while others are served
  bool hang_up = false;                      // the connection ends without an answer
  std::shared_ptr<LaterAnswer> later{};      // the answer is this one's, when it is complete
  std::shared_ptr<PiecemealAnswer> work{};   // what is left to do before this is the answer
  std::function<void(HttpAnswer&)> alter{};  // called with the complete answer, before it is sent
  std::vector<HttpHeader> headers{};         // beside those of every answer
  WireFault wire{};

  // False as long as there is something to wait for or to do.
  bool is_complete() const { return !later && !work; }
};

// Has `change` applied to the answer as it will be sent: now, or once it is complete.
void when_complete(HttpAnswer& answer, std::function<void(HttpAnswer&)> change);

// An answer that takes long to make: in pieces, between which others are served.
class PiecemealAnswer {
 public:
  virtual ~PiecemealAnswer() = default;
  // Does a piece; true with the last one, when `answer` is complete, or waits for somebody else. Like
  // HttpService::handle(), which it is the rest of.
  virtual bool advance(HttpAnswer& answer) = 0;
};

struct HttpService {
  virtual ~HttpService() = default;
  // The most bytes of a body at that path; nothing: the listener's own limit. Asked before the body is read,
  // which holds for bodies that go to a sink, too.
  virtual std::optional<std::uint64_t> body_limit(std::string_view target) const {
    static_cast<void>(target);
    return std::nullopt;
  }
  // Where the body is to go, asked when the header is complete, of every request that is within its limit;
  // `head` has no body. Nothing: the body is held in memory until handle() has it. The sink is destroyed
  // after the answer, or without handle() having been called when the body did not come whole, and with the
  // listener at the latest. Runs and fails as handle() does; the connection then ends.
  virtual std::unique_ptr<BodySink> open_body(HttpRequestView const& head, sim::Instant now) {
    static_cast<void>(head);
    static_cast<void>(now);
    return nullptr;
  }
  // Runs on the listener's thread and must not block. `now` is calendar time. An exception that leaves it is
  // answered with status 500.
  virtual HttpAnswer handle(HttpRequestView const& request, sim::Instant now,
                            eligibility::StageMeter& meter) = 0;
};

}  // namespace kazasu::adapters
