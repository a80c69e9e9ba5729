// Bytes as hexadecimal text, for test data.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

namespace kazasu::card {

inline std::string from_hex(std::string_view text) {
  auto const digit = [](char c) {
    auto const found = std::string_view{"0123456789ABCDEF"}.find(c);
    if (found == std::string_view::npos) throw std::invalid_argument("test data is not hexadecimal");
    return static_cast<unsigned>(found);
  };
  auto bytes = std::string{};
  auto high = -1;
  for (auto const c : text) {
    if (c == ' ') continue;
    if (high < 0) {
      high = static_cast<int>(digit(c));
    } else {
      bytes.push_back(static_cast<char>(static_cast<unsigned>(high) << 4U | digit(c)));
      high = -1;
    }
  }
  return bytes;
}

inline std::string to_hex(std::string_view bytes) {
  auto text = std::string{};
  for (auto const c : bytes) {
    text.push_back("0123456789ABCDEF"[static_cast<unsigned char>(c) >> 4U]);
    text.push_back("0123456789ABCDEF"[static_cast<unsigned char>(c) & 0x0FU]);
  }
  return text;
}

}  // namespace kazasu::card
