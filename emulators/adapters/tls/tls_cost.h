// What a TLS 1.3 handshake costs this machine's CPU alone: both ends over memory, no socket and no HTTP.
#pragma once

#include <chrono>
#include <string>

namespace kazasu::adapters {

struct TlsIdentity {
  std::string certificate_pem;
  std::string key_pem;
  std::string ca_pem;  // what the other end trusts
};

// Handshakes a second on one core, client and server together, server authenticated only, measured for about
// `time`. Throws std::runtime_error when a handshake fails, or is not resumed where it should be.
double full_handshakes_per_second(TlsIdentity const& server, std::chrono::milliseconds time);
double resumed_handshakes_per_second(TlsIdentity const& server, std::chrono::milliseconds time);

}  // namespace kazasu::adapters
