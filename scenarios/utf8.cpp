#include "scenarios/utf8.h"

#include <algorithm>

namespace kazasu::scenarios {

namespace {

unsigned byte_at(std::string_view text, std::size_t index) {
  return index < text.size() ? static_cast<unsigned char>(text[index]) : 0U;
}

bool within(unsigned value, unsigned low, unsigned high) {
  return value >= low && value <= high;
}

// The length of the well-formed sequence that begins at `index` (Unicode, table 3-7); 0 when there is none.
std::size_t sequence_length(std::string_view text, std::size_t index) {
  auto const lead = byte_at(text, index);
  if (lead < 0x80) {
    auto const control = lead == 0x7F || (lead < 0x20 && lead != '\t' && lead != '\n' && lead != '\r');
    return control ? 0 : 1;
  }
  auto const second = byte_at(text, index + 1);
  if (within(lead, 0xC2, 0xDF)) return within(second, 0x80, 0xBF) ? 2 : 0;
  auto const third = within(byte_at(text, index + 2), 0x80, 0xBF);
  if (within(lead, 0xE0, 0xEF)) {
    auto const low = lead == 0xE0 ? 0xA0U : 0x80U;
    auto const high = lead == 0xED ? 0x9FU : 0xBFU;
    return within(second, low, high) && third ? 3 : 0;
  }
  if (within(lead, 0xF0, 0xF4)) {
    auto const low = lead == 0xF0 ? 0x90U : 0x80U;
    auto const high = lead == 0xF4 ? 0x8FU : 0xBFU;
    return within(second, low, high) && third && within(byte_at(text, index + 3), 0x80, 0xBF) ? 4 : 0;
  }
  return 0;
}

}  // namespace

std::optional<std::size_t> first_bad_byte(std::string_view text) {
  for (std::size_t index = 0; index < text.size();) {
    auto const length = sequence_length(text, index);
    if (length == 0) return index;
    index += length;
  }
  return std::nullopt;
}

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char character) {
    return (static_cast<unsigned char>(character) & 0xC0U) != 0x80U;
  }));
}

}  // namespace kazasu::scenarios
