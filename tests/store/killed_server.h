// A server in a process of its own that is killed without warning.
#pragma once

#include <sys/types.h>

#include <filesystem>

#include "harness/options.h"
#include "harness/server_process.h"

namespace kazasu::store {

enum class Variant : std::uint8_t {
  kShipped,  // `kazasu serve` itself
  kHasty,    // the same parts, but answers do not wait for the commit: wrong
};

class KilledServer {
 public:
  // Waits until it is ready.
  KilledServer(harness::ServeOptions const& options, Variant variant);
  ~KilledServer() { kill(); }
  KilledServer(KilledServer const&) = delete;
  KilledServer& operator=(KilledServer const&) = delete;

  harness::ServerPorts const& ports() const { return ports_; }
  bool ready() const { return ports_.admin != 0; }
  void kill();

 private:
  pid_t child_ = -1;
  harness::ServerPorts ports_;
};

}  // namespace kazasu::store
