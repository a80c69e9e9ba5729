// One connection of a listener, from the handshake to the last answer. Internal to the adapters.
#pragma once

#include <array>
#include <memory>
#include <unordered_map>

#include "emulators/adapters/http/https_server.h"
#include "emulators/adapters/tls/socket_stream.h"

namespace kazasu::adapters {

struct OpenConnection {
  bool idle = false;               // between two requests
  std::unique_ptr<BodySink> sink;  // of the present request; here because it may refer to the service
};

// What a listener and its sessions share. A session keeps it alive, so that either may go first.
struct ListenerState {
  boost::asio::io_context& io;
  HttpService* service;
  CalendarReading calendar;
  ServerLimits limits;
  TlsContext tls{};  // none on a plain listener
  bool client_certificates = false;
  ClientRevocation revoked{};
  HttpObserver* observer = nullptr;
  std::uint64_t sessions = 0;  // that ever began
  bool stopping = false;
  bool gone = false;  // the listener was destroyed; `service` may be, too
  ServerCounters counters{};
  std::unordered_map<SocketStream*, OpenConnection> open{};
  std::array<char, 16 * 1024> scratch{};  // what was just read; no session keeps it while it waits
};

boost::asio::awaitable<void> run_session(std::shared_ptr<ListenerState> state, SocketStream stream);

}  // namespace kazasu::adapters
