// What one station set up on its terminal, and the text that it is kept as.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sim/calendar.h"

namespace kazasu::eligibility {

struct StationSetup {
  // Both are ours.
  static constexpr auto kMostCodes = std::size_t{100};
  static constexpr auto kPasscodeTries = 5;  // wrong entries on a day; then a new passcode is needed

  struct Code {
    std::string code;  // twelve digits
    sim::Instant until;
    bool disabled = false;
    std::string device = {};  // once used: 32 hexadecimal digits
    bool operator==(Code const&) const = default;
  };

  bool off = false;  // 訪問診療等機能
  std::string continuing_url = {};
  std::string online_url = {};
  std::string passcode = {};                      // six digits; empty: never made
  std::chrono::year_month_day passcode_day = {};  // with a passcode
  int wrong = 0;                                  // entries on that day
  std::vector<Code> codes = {};
  std::uint64_t made = 0;  // codes, passcodes and tokens of all stations, when this was kept
  bool operator==(StationSetup const&) const = default;
};

// Version 1, one line for each thing, the same for the same setup. "-" stands for a token that there is not,
// `passcode` is left out without one, `code` comes as often as there are codes:
//   station 1 | made 7 | use on | continuing TOKEN | online - | passcode 123456 20241202 0
//   code 123456789012 MILLISECONDS kept DEVICE
std::string station_setup_text(StationSetup const& setup);
// Throws std::invalid_argument, without a word of the text, for all that is not exactly such a text.
StationSetup parse_station_setup(std::string_view text);

}  // namespace kazasu::eligibility
