#include "emulators/adapters/files/base64.h"

#include <array>
#include <cstddef>
#include <cstdint>

namespace kazasu::adapters {

namespace {

constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::uint8_t kInvalid = 0xff;

constexpr std::array<std::uint8_t, 256> make_values() {
  auto values = std::array<std::uint8_t, 256>{};
  values.fill(kInvalid);
  for (auto i = std::size_t{0}; i < kAlphabet.size(); ++i) {
    values[static_cast<std::uint8_t>(kAlphabet[i])] = static_cast<std::uint8_t>(i);
  }
  return values;
}
constexpr auto kValues = make_values();

std::uint32_t byte_at(std::string_view bytes, std::size_t i) {
  return static_cast<std::uint8_t>(bytes[i]);
}

}  // namespace

std::string encode_base64(std::string_view bytes) {
  auto text = std::string{};
  text.reserve((bytes.size() + 2) / 3 * 4);
  auto const put = [&text](std::uint32_t group, int characters) {
    for (auto i = 0; i < characters; ++i) text += kAlphabet[group >> (18 - 6 * i) & 63U];
  };
  auto i = std::size_t{0};
  for (; i + 3 <= bytes.size(); i += 3) {
    put(byte_at(bytes, i) << 16 | byte_at(bytes, i + 1) << 8 | byte_at(bytes, i + 2), 4);
  }
  if (bytes.size() - i == 1) {
    put(byte_at(bytes, i) << 16, 2);
    text += "==";
  } else if (bytes.size() - i == 2) {
    put(byte_at(bytes, i) << 16 | byte_at(bytes, i + 1) << 8, 3);
    text += '=';
  }
  return text;
}

std::optional<std::string> decode_base64(std::string_view text) {
  if (text.size() % 4 != 0) return std::nullopt;
  auto digits = text;
  for (auto padding = 0; padding < 2 && digits.ends_with('='); ++padding) digits.remove_suffix(1);
  auto bytes = std::string{};
  bytes.reserve(text.size() / 4 * 3);
  auto group = std::uint32_t{0};
  auto bits = 0;
  for (auto const digit : digits) {
    auto const value = kValues[static_cast<std::uint8_t>(digit)];
    if (value == kInvalid) return std::nullopt;
    group = group << 6 | value;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes += static_cast<char>(group >> bits & 0xffU);
  }
  auto const left_over = group & ((1U << bits) - 1U);
  if (left_over != 0 || bits >= 6) return std::nullopt;
  return bytes;
}

}  // namespace kazasu::adapters
