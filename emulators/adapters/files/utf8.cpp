#include "emulators/adapters/files/utf8.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace kazasu::adapters {

namespace {

// What a lead byte opens: how many bytes follow, and the smallest code point of that length.
struct Sequence {
  std::size_t following = 0;
  std::uint32_t smallest = 0;
  std::uint32_t bits = 0;
};

bool open_sequence(unsigned char lead, Sequence& sequence) {
  if ((lead & 0xE0U) == 0xC0U) {
    sequence = {1, 0x80, lead & 0x1FU};
  } else if ((lead & 0xF0U) == 0xE0U) {
    sequence = {2, 0x800, lead & 0x0FU};
  } else if ((lead & 0xF8U) == 0xF0U) {
    sequence = {3, 0x10000, lead & 0x07U};
  } else {
    return false;
  }
  return true;
}

// Eight bytes of printable ASCII: no top bit, and none below U+0020. A borrow between bytes can only say no
// too often.
bool is_plain(char const* eight) {
  auto word = std::uint64_t{0};
  std::memcpy(&word, eight, sizeof word);
  return ((word | (word - 0x2020202020202020U)) & 0x8080808080808080U) == 0;
}

bool is_control(char character) {
  auto const byte = static_cast<unsigned char>(character);
  return byte < 0x20 || byte == 0x7F;
}

}  // namespace

bool is_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    if (text.size() - i >= 8 && is_plain(text.data() + i)) {
      i += 8;
      continue;
    }
    auto const lead = static_cast<unsigned char>(text[i++]);
    if (lead < 0x80) {
      if (lead < 0x20 && lead != '\t' && lead != '\n' && lead != '\r') return false;
      continue;
    }
    auto sequence = Sequence{};
    if (!open_sequence(lead, sequence) || text.size() - i < sequence.following) return false;
    for (std::size_t k = 0; k < sequence.following; ++k) {
      auto const next = static_cast<unsigned char>(text[i++]);
      if ((next & 0xC0U) != 0x80U) return false;
      sequence.bits = sequence.bits << 6U | (next & 0x3FU);
    }
    auto const surrogate = sequence.bits >= 0xD800 && sequence.bits <= 0xDFFF;
    if (sequence.bits < sequence.smallest || surrogate || sequence.bits > 0x10FFFF) return false;
  }
  return true;
}

bool has_control_characters(std::string_view text) {
  return std::any_of(text.begin(), text.end(), is_control);
}

}  // namespace kazasu::adapters
