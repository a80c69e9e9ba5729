// The hash of a card of the next generation.
#pragma once

#include <string>
#include <string_view>

namespace kazasu::card {

inline constexpr std::size_t kSha384Bytes = 48;

std::string sha384(std::string_view bytes);

// The digest inside, when `bytes` is one or is the DER of a DigestInfo around one (RFC 8017, 9.2, note 1);
// empty for anything else.
std::string_view sha384_digest_in(std::string_view bytes);

}  // namespace kazasu::card
