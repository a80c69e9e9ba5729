// Who sees each exchange of a listener as it was: for capture and certification.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "emulators/adapters/http/http_service.h"
#include "emulators/eligibility/ports.h"

namespace kazasu::adapters {

// Of one connection. Empty on a plain one.
struct TlsFacts {
  std::string version;  // "TLSv1.3"
  std::string cipher;   // "TLS_AES_128_GCM_SHA256"
  bool resumed = false;
  std::string client_name;    // common name of the client certificate
  std::string client_serial;  // hexadecimal
};

enum class ExchangeEnd : std::uint8_t { kAnswered, kReset, kCut, kBroken };

// Views and references are valid during the call only.
struct HttpExchange {
  std::uint64_t connection = 0;  // of the listener, from 1
  std::uint64_t number = 0;      // on the connection, from 1
  TlsFacts const& tls;
  HttpRequestView const& request;
  HttpAnswer const& answer;
  eligibility::ServerShare const& share;
  std::chrono::nanoseconds whole{};  // from the whole request read to the answer sent
  sim::Instant at;                   // calendar time of the end
  ExchangeEnd end = ExchangeEnd::kAnswered;
};

struct HttpObserver {
  virtual ~HttpObserver() = default;
  // Runs on the listener's thread and must not block for long. False of wants() spares the call.
  virtual bool wants() const = 0;
  virtual void observe(HttpExchange const& exchange) = 0;
};

}  // namespace kazasu::adapters
