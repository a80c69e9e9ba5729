// A connection in its listener's books. Internal to the adapters.
#pragma once

#include "emulators/adapters/http/http_session.h"
#include "emulators/adapters/tls/socket_stream.h"

namespace kazasu::adapters {

// Counts a connection as long as its session lives.
class ConnectionRegistration {
 public:
  ConnectionRegistration(ListenerState& state, SocketStream& stream)
      : state_(state), stream_(stream), connection_(state.open[&stream]) {
    ++state_.counters.open;
  }
  ~ConnectionRegistration() {
    state_.open.erase(&stream_);
    --state_.counters.open;
  }
  ConnectionRegistration(ConnectionRegistration const&) = delete;
  ConnectionRegistration& operator=(ConnectionRegistration const&) = delete;
  void set_idle(bool idle) { connection_.idle = idle; }
  std::unique_ptr<BodySink>& sink() const { return connection_.sink; }

 private:
  ListenerState& state_;
  SocketStream& stream_;
  OpenConnection& connection_;
};

}  // namespace kazasu::adapters
