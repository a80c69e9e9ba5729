// Text for fields of two-byte characters.
#pragma once

#include <string>
#include <string_view>

namespace kazasu::claims {

// UTF-8 with every ASCII character in its full width; others stay.
std::string wide(std::string_view utf8);

// The reverse: full-width ASCII characters in one byte; others stay.
std::string narrow(std::string_view utf8);

// Half-width katakana as full-width ones, with their marks of voice; spaces are left out, and all else kept.
std::string wide_kana(std::string_view utf8);

}  // namespace kazasu::claims
