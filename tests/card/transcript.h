// Transcripts of a card as text: what is sent, and what the card must answer.
#pragma once

#include <gtest/gtest.h>

#include <sstream>
#include <string>

#include "emulators/card/card_commands.h"
#include "tests/card/hex.h"

namespace kazasu::card {

inline std::string trimmed(std::string text) {
  text.erase(0, text.find_first_not_of(' '));
  text.erase(text.find_last_not_of(' ') + 1);
  return text;
}

// One line per exchange: "command -> answer" in hexadecimal. "[n]" in front of the status word stands for any
// n bytes. "power off" is what it says; "#" begins a comment.
inline void play(Card& card, std::string const& transcript) {
  auto lines = std::istringstream{transcript};
  for (auto line = std::string{}; std::getline(lines, line);) {
    line = trimmed(line.substr(0, line.find('#')));
    if (line.empty()) continue;
    if (line == "power off") {
      card.power_off();
      continue;
    }
    auto const arrow = line.find("->");
    ASSERT_NE(arrow, std::string::npos) << line;
    auto expected = trimmed(line.substr(arrow + 2));
    auto answer = to_hex(transmit(card, from_hex(line.substr(0, arrow))));
    if (expected.starts_with('[')) {
      auto const close = expected.find(']');
      auto const bytes = static_cast<std::size_t>(std::stoi(expected.substr(1, close - 1)));
      expected = trimmed(expected.substr(close + 1));
      ASSERT_EQ(answer.size(), 2 * bytes + 4) << line << " answered " << answer;
      answer = answer.substr(2 * bytes);
    }
    EXPECT_EQ(answer, to_hex(from_hex(expected))) << line;
  }
}

}  // namespace kazasu::card
