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
  // Waits until it is ready. `largest_file`: bytes that one of its files may have, as on a full disk; 0: any.
  KilledServer(harness::ServeOptions const& options, Variant variant, std::uint64_t largest_file = 0);
  ~KilledServer() { kill(); }
  KilledServer(KilledServer const&) = delete;
  KilledServer& operator=(KilledServer const&) = delete;

  harness::ServerPorts const& ports() const { return ports_; }
  // Of the connection-test environment; the admin port is the same.
  harness::ServerPorts const& test_ports() const { return test_ports_; }
  bool ready() const { return ports_.admin != 0; }
  void kill();
  // Asks it to stop; its exit code, or -1.
  int stop();

 private:
  pid_t child_ = -1;
  harness::ServerPorts ports_;
  harness::ServerPorts test_ports_;
};

}  // namespace kazasu::store
