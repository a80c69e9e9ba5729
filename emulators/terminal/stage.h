// The stages of the critical path, in path order, and those beside it.
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
  // beside the critical path
  kActivation,  // of the device, once: the code over the closed line, its use over the internet
  kPasscode,    // of the visual check, once a day, over the closed line
  kReInquiry,   // 再照会: a later visit's only exchange
};
inline constexpr std::size_t kStages = 19;
inline constexpr auto kFirstLineStage = Stage::kNotice;
inline constexpr auto kFirstStageBeside = Stage::kActivation;

inline constexpr std::array<std::string_view, kStages> kStageNames = {
    "nfc_activation", "select",     "verify",           "certificate",     "sign",
    "connect_tls",    "request",    "server_queue",     "signature_check", "status",
    "registration",   "notice",     "line_connect_tls", "line_queue",      "lookup",
    "answer",         "activation", "passcode",         "re_inquiry"};

constexpr std::string_view name_of(Stage stage) {
  return kStageNames[static_cast<std::size_t>(stage)];
}
constexpr bool is_beside_the_path(Stage stage) {
  return stage >= kFirstStageBeside;
}
constexpr std::string_view leg_of(Stage stage) {
  if (is_beside_the_path(stage)) return "beside";
  return stage < kFirstLineStage ? "tap_to_registered" : "registered_to_fetched";
}

// Time per stage; a stage that was not reached stays zero and unmarked.
class StageTimes {
 public:
  void add(Stage stage, sim::Duration time) {
    times_[static_cast<std::size_t>(stage)] += time;
    reached_ |= 1U << static_cast<unsigned>(stage);
  }
  void add(StageTimes const& more) {
    for (std::size_t i = 0; i < kStages; ++i) times_[i] += more.times_[i];
    reached_ |= more.reached_;
  }
  sim::Duration of(Stage stage) const { return times_[static_cast<std::size_t>(stage)]; }
  bool reached(Stage stage) const { return (reached_ >> static_cast<unsigned>(stage) & 1U) != 0; }
  // Forgets the critical path: it begins anew.
  void keep_beside() {
    for (std::size_t i = 0; i < static_cast<std::size_t>(kFirstStageBeside); ++i) {
      times_[i] = {};
      reached_ &= ~(1U << i);
    }
  }
  // Of the critical path.
  sim::Duration total() const {
    auto sum = sim::Duration::zero();
    for (std::size_t i = 0; i < static_cast<std::size_t>(kFirstStageBeside); ++i) sum += times_[i];
    return sum;
  }

 private:
  std::array<sim::Duration, kStages> times_{};
  std::uint32_t reached_ = 0;
};

}  // namespace kazasu::terminal
