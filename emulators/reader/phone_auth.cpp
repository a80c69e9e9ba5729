#include "emulators/reader/phone_auth.h"

#include <cstddef>

#include "emulators/card/sha256.h"

namespace kazasu::reader {

namespace {

constexpr std::size_t kBlock = 64;  // of SHA-256
constexpr auto kInner = std::uint8_t{0x36};
constexpr auto kOuter = std::uint8_t{0x5C};

std::string padded(std::string_view key, std::uint8_t pad) {
  auto block = key.size() > kBlock ? card::sha256(key) : std::string{key};
  block.resize(kBlock, '\0');
  for (auto& byte : block) byte = static_cast<char>(static_cast<std::uint8_t>(byte) ^ pad);
  return block;
}

void append_u16(std::string& bytes, std::uint16_t value) {
  bytes.push_back(static_cast<char>(value >> 8U));
  bytes.push_back(static_cast<char>(value & 0xFFU));
}

}  // namespace

std::string hmac_sha256(std::string_view key, std::string_view message) {
  auto const inner = card::sha256(padded(key, kInner).append(message));
  return card::sha256(padded(key, kOuter).append(inner));
}

bool equal_in_constant_time(std::string_view left, std::string_view right) {
  if (left.size() != right.size()) return false;
  // Volatile, so that no compiler leaves the loop early.
  auto volatile difference = std::uint8_t{0};
  for (std::size_t i = 0; i < left.size(); ++i) {
    auto const here =
        static_cast<std::uint8_t>(static_cast<std::uint8_t>(left[i]) ^ static_cast<std::uint8_t>(right[i]));
    difference = static_cast<std::uint8_t>(difference | here);
  }
  return difference == 0;
}

std::string phone_proof(std::string_view token, PhoneRole role, PhoneTranscript const& transcript) {
  auto message = std::string{role == PhoneRole::kPhone ? "kazasu phone" : "kazasu host"};
  message.push_back('\0');
  append_u16(message, transcript.version);
  append_u16(message, transcript.slot);
  message += transcript.phone_nonce;
  message += transcript.host_nonce;
  return hmac_sha256(token, message);
}

}  // namespace kazasu::reader
