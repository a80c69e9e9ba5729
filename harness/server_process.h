// The emulators in a process of their own, as `kazasu run` and the self-tests use them.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace kazasu::harness {

struct ServerPorts {
  std::uint16_t reception = 0;
  std::uint16_t eligibility = 0;
  std::uint16_t admin = 0;
  std::uint16_t claims = 0;  // 0: without --claims-port
};

// Starts `kazasu serve` with `arguments` and waits until it says that it is ready. The child dies with this
// process. Throws CommandError with the child's own message and exit code when it does not come up.
class ServerProcess {
 public:
  explicit ServerProcess(std::vector<std::string> arguments);
  ~ServerProcess();
  ServerProcess(ServerProcess const&) = delete;
  ServerProcess& operator=(ServerProcess const&) = delete;

  ServerPorts const& ports() const { return ports_; }
  int pid() const { return pid_; }
  bool running() const;

  // Resident memory in KiB, 0 when it cannot be read.
  std::uint64_t resident_kib() const;

 private:
  int pid_ = -1;
  ServerPorts ports_;
};

}  // namespace kazasu::harness
