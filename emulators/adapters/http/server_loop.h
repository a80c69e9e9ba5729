// A thread that serves: its listeners and the way to end it in order.
#pragma once

#include <chrono>
#include <functional>
#include <memory>

#include "emulators/adapters/http/https_server.h"

namespace kazasu::adapters {

class ServerLoop {
 public:
  ServerLoop();
  ~ServerLoop();
  ServerLoop(ServerLoop const&) = delete;
  ServerLoop& operator=(ServerLoop const&) = delete;

  // Throws as listen_https() and listen_plain() do. The loop owns the listener.
  HttpListener& listen(HttpsListenerOptions options);
  HttpListener& listen(PlainListenerOptions options);

  // Makes SIGINT and SIGTERM end run() too.
  void stop_on_signals();
  // Serves until request_stop(); then lets the present requests end, for `grace` at most. Once only.
  void run(std::chrono::milliseconds grace = std::chrono::seconds{2});
  // From any thread, also from within a service. Takes effect once when called again.
  void request_stop();

  // Runs it on the loop's thread, soon. From any thread; dropped when the loop has ended.
  void post(std::function<void()> call);

  sim::Realtime& realtime();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace kazasu::adapters
