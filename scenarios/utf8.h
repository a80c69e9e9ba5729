// Text encoding of scenario files.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace kazasu::scenarios {

// Where `text` stops being UTF-8 (RFC 3629: no overlong forms, no surrogates, up to U+10FFFF) or holds a
// control character other than tab, line feed and carriage return.
std::optional<std::size_t> first_bad_byte(std::string_view text);

// How many characters begin in `text`.
std::size_t characters(std::string_view text);

}  // namespace kazasu::scenarios
