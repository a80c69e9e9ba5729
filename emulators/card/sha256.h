// The one hash a card computes.
#pragma once

#include <string>
#include <string_view>

namespace kazasu::card {

// 32 bytes.
std::string sha256(std::string_view bytes);

// DER of a DigestInfo around a SHA-256 digest (RFC 8017, 9.2, note 1). Precondition: 32 bytes.
std::string sha256_digest_info(std::string_view digest);

}  // namespace kazasu::card
