// The card host's control socket: hands that put cards in and take them out, and eyes that follow the trace.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "emulators/adapters/card_host/control_messages.h"

namespace kazasu::adapters {

// Called with each line of a trace. Returns false once nobody listens any more.
using LineListener = std::function<bool(std::string const&)>;

struct ControlActions {
  std::function<ControlAnswer(ControlOrder const&)> obey;  // from several threads; not for TraceOrder
  std::function<void(LineListener)> follow;                // adds a listener of the trace
};

// Serves from threads of its own until it is destroyed.
class ControlServer {
 public:
  // Throws as UnixListener does.
  ControlServer(std::filesystem::path const& socket, ControlActions actions);
  ~ControlServer();
  ControlServer(ControlServer const&) = delete;
  ControlServer& operator=(ControlServer const&) = delete;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace kazasu::adapters
