// Is a text UTF-8 that XML 1.0 may carry?
#pragma once

#include <string_view>

namespace kazasu::adapters {

// Well-formed UTF-8 (RFC 3629: shortest form, no surrogates) without control characters other than tab and
// line ends.
bool is_utf8(std::string_view text);

// True for any character below U+0020, and for U+007F.
bool has_control_characters(std::string_view text);

}  // namespace kazasu::adapters
