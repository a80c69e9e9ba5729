// The stages of the critical path, in path order.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "sim/time.h"

namespace kazasu::terminal {

enum class Stage : std::uint8_t {
  // tap -> registered: card, then the internet channel
  kNfcActivation,
  kSelect,
  kVerify,
  kCertificate,
  kSign,
  kConnect,  // TCP and TLS of the マイナポータル leg
  kRequest,  // the exchange less the server's own share
  kServerQueue,
  kSignatureCheck,
  kStatus,  // chain and expiry
  kRegistration,
  // registered -> fetched: the closed line
  kNotice,  // until the back office knows
  kLineConnect,
  kLineQueue,
  kLookup,
  kAnswer,  // the exchange less the server's own share
};
inline constexpr std::size_t kStages = 16;
inline constexpr auto kFirstLineStage = Stage::kNotice;

inline constexpr std::array<std::string_view, kStages> kStageNames = {
    "nfc_activation",   "select",       "verify",          "certificate", "sign",         "connect_tls",
    "request",          "server_queue", "signature_check", "status",      "registration", "notice",
    "line_connect_tls", "line_queue",   "lookup",          "answer"};

constexpr std::string_view name_of(Stage stage) {
  return kStageNames[static_cast<std::size_t>(stage)];
}
constexpr std::string_view leg_of(Stage stage) {
  return stage < kFirstLineStage ? "tap_to_registered" : "registered_to_fetched";
}

// Time per stage; a stage that was not reached stays zero and unmarked.
class StageTimes {
 public:
  void add(Stage stage, sim::Duration time) {
    times_[static_cast<std::size_t>(stage)] += time;
    reached_ = static_cast<std::uint16_t>(reached_ | 1U << static_cast<unsigned>(stage));
  }
  sim::Duration of(Stage stage) const { return times_[static_cast<std::size_t>(stage)]; }
  bool reached(Stage stage) const { return (reached_ >> static_cast<unsigned>(stage) & 1U) != 0; }
  sim::Duration total() const {
    auto sum = sim::Duration::zero();
    for (auto const time : times_) sum += time;
    return sum;
  }

 private:
  std::array<sim::Duration, kStages> times_{};
  std::uint16_t reached_ = 0;
};

}  // namespace kazasu::terminal
