// Base64 with padding (RFC 4648, section 4).
#pragma once

#include <string>
#include <string_view>

namespace kazasu::reports {

std::string to_base64(std::string_view bytes);
// Throws std::invalid_argument when `text` is not padded base64 of the standard alphabet.
std::string from_base64(std::string_view text);

}  // namespace kazasu::reports
