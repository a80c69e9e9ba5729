#include "reports/base64.h"

#include <cstdint>
#include <stdexcept>

namespace kazasu::reports {

namespace {

constexpr auto kAlphabet =
    std::string_view{"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"};

std::uint32_t value_of(char letter) {
  auto const position = kAlphabet.find(letter);
  if (position == std::string_view::npos)
    throw std::invalid_argument{"base64: a letter outside its alphabet"};
  return static_cast<std::uint32_t>(position);
}

}  // namespace

std::string to_base64(std::string_view bytes) {
  auto text = std::string{};
  text.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    auto const present = bytes.size() - i < 3 ? bytes.size() - i : 3;
    auto group = std::uint32_t{0};
    for (std::size_t k = 0; k < 3; ++k) {
      group = group << 8U | (k < present ? static_cast<unsigned char>(bytes[i + k]) : 0U);
    }
    for (std::size_t k = 0; k < 4; ++k) {
      auto const shift = 18U - 6U * static_cast<unsigned>(k);
      text.push_back(k <= present ? kAlphabet[group >> shift & 0x3FU] : '=');
    }
  }
  return text;
}

std::string from_base64(std::string_view text) {
  if (text.size() % 4 != 0) throw std::invalid_argument{"base64: its length is not a multiple of four"};
  auto bytes = std::string{};
  bytes.reserve(text.size() / 4 * 3);
  for (std::size_t i = 0; i < text.size(); i += 4) {
    auto const last = i + 4 == text.size();
    auto const padding = !last || text[i + 3] != '=' ? 0U : text[i + 2] == '=' ? 2U : 1U;
    auto group = std::uint32_t{0};
    for (std::size_t k = 0; k < 4; ++k) group = group << 6U | (k < 4 - padding ? value_of(text[i + k]) : 0U);
    for (unsigned k = 0; k < 3 - padding; ++k) bytes.push_back(static_cast<char>(group >> (16U - 8U * k)));
  }
  return bytes;
}

}  // namespace kazasu::reports
