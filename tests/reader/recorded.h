// Records of exchanges for tests: what a slot's sink would be given.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "emulators/card/card_commands.h"
#include "emulators/reader/apdu_record.h"
#include "tests/card/hex.h"

namespace kazasu::reader {

inline ApduRecord exchange(std::string_view command, std::string_view answer) {
  return {.command = card::from_hex(command), .answer = card::from_hex(answer)};
}

inline ApduRecord played(card::Card& card, std::string const& command) {
  return {.command = command, .answer = card::transmit(card, command)};
}

struct Collected final : ApduSink {
  void record(ApduRecord const& given) override { records.push_back(given); }
  std::vector<ApduRecord> records;
};

}  // namespace kazasu::reader
