// The command line of `kazasu phone-app` as a value.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "harness/card_options.h"

namespace CLI {
class App;
}

namespace kazasu::harness {

struct PhoneAppOptions {
  HeldCardOptions card;
  std::uint16_t port = 8446;
  std::string web;                 // URL of the reception: `kazasu serve --web-port`
  std::filesystem::path web_ca;    // empty: the test PKI's
  std::uint32_t patience_s = 60;   // from the PIN to the answer
  std::uint32_t latency_ms = 0;    // one way, to the reception
  std::uint32_t down_after_s = 0;  // from the start of the program
  std::uint32_t down_for_s = 0;    // 0: never down
  std::uint32_t failing_ppm = 0;   // of the cards shown
  std::uint64_t outage_seed = 1;
};

class PhoneCommandLine {
 public:
  explicit PhoneCommandLine(CLI::App& app);
  // After parsing; nothing when another command was given.
  std::optional<PhoneAppOptions> command() const;

 private:
  CLI::App& app_;
  PhoneAppOptions options_;
};

}  // namespace kazasu::harness
