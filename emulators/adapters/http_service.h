// What a listener serves: a port between the HTTP session and whoever answers.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

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
  std::string_view host = {};           // the Host header, likewise
  std::string_view origin = {};         // the Origin header: the page that a browser asks for
};

struct HttpHeader {
  std::string_view name;  // of static storage
  std::string value;
};

class LaterAnswer;

struct HttpAnswer {
  int status = 200;
  std::string content_type;
  std::string body;
  std::chrono::milliseconds delay{};     // sent so much later, while others are served
  bool hang_up = false;                  // the connection ends without an answer
  std::shared_ptr<LaterAnswer> later{};  // the answer is this one's, when it is complete
  std::vector<HttpHeader> headers{};     // beside those of every answer
};

struct HttpService {
  virtual ~HttpService() = default;
  // Runs on the listener's thread and must not block. `now` is calendar time. An exception that leaves it is
  // answered with status 500.
  virtual HttpAnswer handle(HttpRequestView const& request, sim::Instant now,
                            eligibility::StageMeter& meter) = 0;
};

}  // namespace kazasu::adapters
