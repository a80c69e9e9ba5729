// Asks a certificate status responder over HTTP: kept connections, kept answers, one question at a time about
// one certificate.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "emulators/adapters/ocsp/ocsp_verifier.h"
#include "emulators/eligibility/certificate_status.h"
#include "sim/calendar.h"

namespace kazasu::sim {
struct Realtime;
}

namespace kazasu::adapters {

struct OcspClientOptions {
  std::string address = "127.0.0.1";  // a loopback address
  std::uint16_t port = 0;
  std::string card_ca_pem;
  std::function<sim::Instant()> calendar;
  std::chrono::milliseconds patience{2'000};  // ours; on the machine's clock, like every time-out
};

struct OcspClientCounters {
  std::uint64_t questions = 0;
  std::uint64_t from_cache = 0;
  std::uint64_t joined = 0;     // answered together with an earlier question about the same certificate
  std::uint64_t exchanges = 0;  // requests sent, or tried to
  std::uint64_t connections = 0;
  std::uint64_t timed_out = 0;
  std::uint64_t unreachable = 0;                      // no connection, it broke, or no answer of HTTP 200
  std::array<std::uint64_t, kOcspTrusts> by_trust{};  // of the answers that came
};

// Of the thread that runs the Realtime; destroy it before the Realtime. Questions under way then are never
// answered.
class OcspClient {
 public:
  static constexpr std::size_t kKeptConnections = 64;
  using Done = std::function<void(eligibility::CertificateStatus const&)>;

  // Throws std::runtime_error for an address that is not loopback or a CA that cannot be read.
  OcspClient(sim::Realtime& realtime, OcspClientOptions options);
  ~OcspClient();
  OcspClient(OcspClient const&) = delete;
  OcspClient& operator=(OcspClient const&) = delete;

  // Calls `done` once: before ask() returns when the answer is kept, else later. kNoAnswer when no
  // trustworthy answer comes within the patience.
  void ask(std::uint32_t serial, sim::Instant now, Done done);
  OcspClientCounters const& counters() const;

  struct State;

 private:
  std::shared_ptr<State> state_;
};

}  // namespace kazasu::adapters
