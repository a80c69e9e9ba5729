// Listeners: HTTP/1.1 over TLS 1.2 and 1.3, and plain HTTP for administration.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "emulators/adapters/http/body_pace.h"
#include "emulators/adapters/http/http_service.h"
#include "sim/calendar.h"

namespace kazasu::sim {
struct Realtime;
}

namespace kazasu::adapters {

struct ServerLimits {
  std::uint64_t body = std::uint64_t{64} * 1024;  // bytes; more is answered with status 413
  std::chrono::milliseconds handshake{10'000};
  std::chrono::milliseconds request{10'000};  // from the first byte to the last, and as long for the answer
  PaceLimits pace{};                          // of a body in pieces, from the end of its header
  std::chrono::milliseconds idle{75'000};     // between requests
  std::chrono::milliseconds later{60'000};    // for a later answer to be complete; then status 503
};

struct HttpObserver;

using CalendarReading = std::function<sim::Instant()>;

// Whether the client certificate with this common name is revoked; asked in each handshake and for each
// request.
using ClientRevocation = std::function<bool(std::string_view common_name, sim::Instant now)>;

// `service` and `observer` must outlive the listener.
struct HttpsListenerOptions {
  std::string name;                   // for messages: "internet", "closed line"
  std::string address = "127.0.0.1";  // a loopback address
  std::uint16_t port = 0;             // 0: any that is free
  std::string certificate_pem;
  std::string key_pem;
  std::string client_ca_pem;  // not empty: clients need a certificate of this CA
  HttpService& service;
  CalendarReading calendar;  // certificate dates are judged at this time
  ServerLimits limits{};
  ClientRevocation revoked{};        // empty: no certificate is
  HttpObserver* observer = nullptr;  // sees every exchange; none: nobody does
};
struct PlainListenerOptions {
  std::string name;
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;
  HttpService& service;
  CalendarReading calendar;
  ServerLimits limits{};
};

struct ServerCounters {
  std::uint64_t connections = 0;  // accepted
  std::uint64_t open = 0;         // at present
  std::uint64_t handshakes = 0;   // completed, resumed ones included
  std::uint64_t resumed = 0;
  std::uint64_t failed_handshakes = 0;
  std::uint64_t requests = 0;  // answered
  std::map<int, std::uint64_t> by_status;
};

// All calls belong on the thread that runs the Realtime. Destroy it before the Realtime; that closes every
// connection at once.
struct HttpListener {
  virtual ~HttpListener() = default;
  virtual std::uint16_t port() const = 0;
  virtual ServerCounters const& counters() const = 0;
  // Accepts nothing more, closes idle connections and closes the others after their present answer.
  virtual void stop() = 0;
};

// Throw std::runtime_error for an address that is not loopback, a port in use and credentials that cannot be
// used.
std::unique_ptr<HttpListener> listen_https(sim::Realtime& realtime, HttpsListenerOptions options);
std::unique_ptr<HttpListener> listen_plain(sim::Realtime& realtime, PlainListenerOptions options);

}  // namespace kazasu::adapters
