// What a listener serves: a port between the HTTP session and whoever answers.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

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
  std::string_view content_type{};      // likewise
};

class LaterAnswer;

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
  std::function<void(HttpAnswer&)> alter{};  // called with the later answer, before it is sent
  WireFault wire{};
};

struct HttpService {
  virtual ~HttpService() = default;
  // Runs on the listener's thread and must not block. `now` is calendar time. An exception that leaves it is
  // answered with status 500.
  virtual HttpAnswer handle(HttpRequestView const& request, sim::Instant now,
                            eligibility::StageMeter& meter) = 0;
};

}  // namespace kazasu::adapters
