// Base64 with padding (RFC 4648 section 4), strict.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace kazasu::adapters {

std::string encode_base64(std::string_view bytes);
// Nothing when the text has another character, no or misplaced padding, or bits left over (section 3.5).
std::optional<std::string> decode_base64(std::string_view text);

}  // namespace kazasu::adapters
