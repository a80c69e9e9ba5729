// What a connection of a listener has while it is served. Internal to the adapters.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "emulators/adapters/http/body_pace.h"
#include "emulators/adapters/http/connection_registration.h"
#include "emulators/adapters/http/http_observer.h"
#include "emulators/adapters/http/http_parser.h"

namespace kazasu::adapters {

struct Session {
  Session(ListenerState& owner, SocketStream& connection)
      : state(owner), stream(connection), registration(owner, connection) {}

  void expire_in(std::chrono::milliseconds time) {
    stream.expire_at(std::chrono::steady_clock::now() + time);
  }
  // The request without its body.
  HttpRequestView head() const {
    return {.method = parser.method(),
            .target = parser.target(),
            .body = {},
            .client_institution = institution,
            .authorization = parser.authorization(),
            .content_type = parser.content_type(),
            .host = parser.host(),
            .origin = parser.origin(),
            .digest = parser.digest()};
  }
  HttpRequestView request() const {
    auto view = head();
    view.body = parser.body();
    view.sink = registration.sink().get();
    view.streamed = pace ? pace->received() : 0;
    return view;
  }

  ListenerState& state;
  SocketStream& stream;
  ConnectionRegistration registration;
  HttpRequestParser parser{[this](std::string_view target) {
    auto const own = state.gone ? std::nullopt : state.service->body_limit(target);
    return own.value_or(state.limits.body);
  }};
  std::string unread;            // read and not yet parsed
  bool opened = false;           // the service was asked where the body is to go
  std::optional<BodyPace> pace;  // of a body that goes to a sink
  std::string output;
  std::string institution;
  TlsFacts facts;
  RevokedName revoked;       // as long as the connection may ask
  std::uint64_t number = 0;  // of the connection on the listener
  std::uint64_t exchanges = 0;
};

// Whether the client certificate with that common name is revoked now.
bool is_revoked(ListenerState const& state, std::string_view name);

}  // namespace kazasu::adapters
