// How phone and host prove to each other that they know the host's token, without sending it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace kazasu::reader {

// 32 bytes (RFC 2104 with SHA-256).
std::string hmac_sha256(std::string_view key, std::string_view message);

// In a time that depends on the lengths alone.
bool equal_in_constant_time(std::string_view left, std::string_view right);

enum class PhoneRole : std::uint8_t { kPhone, kHost };

// What both proofs are over: neither can be replayed (nonces), reflected (roles) or moved to another slot.
struct PhoneTranscript {
  std::uint16_t version = 0;
  std::uint16_t slot = 0;
  std::string phone_nonce{};
  std::string host_nonce{};
};
// `token` as the file has it, without the line's end.
std::string phone_proof(std::string_view token, PhoneRole role, PhoneTranscript const& transcript);

}  // namespace kazasu::reader
