#include "emulators/claims/wide_text.h"

namespace kazasu::claims {

std::string wide(std::string_view utf8) {
  auto text = std::string{};
  for (auto const c : utf8) {
    if (c == ' ') {
      text.append("　");
    } else if (c > ' ' && c <= '~') {
      // U+FF01 is the wide form of 21, and so on to 7E.
      auto const point = 0xFF01U + static_cast<unsigned>(c - '!');
      text.push_back(static_cast<char>(0xE0U | point >> 12U));
      text.push_back(static_cast<char>(0x80U | (point >> 6U & 0x3FU)));
      text.push_back(static_cast<char>(0x80U | (point & 0x3FU)));
    } else {
      text.push_back(c);
    }
  }
  return text;
}

}  // namespace kazasu::claims
