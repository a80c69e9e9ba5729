// The characters that a receipt file may hold: JIS X 0201 in one byte, JIS X 0208-1983 in two, as Shift_JIS
// writes them (記録条件仕様・訪問看護用, p. 3).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace kazasu::claims {

enum class TextFault : std::uint8_t {
  kNone,
  kForbiddenByte,  // a control code, the quote 22, or a byte that no character begins with
  kBrokenPair,     // the first byte of two without a second that fits
};

struct TextFinding {
  TextFault fault = TextFault::kNone;
  std::size_t offset = 0;  // of the faulty character
  // Of the first pair that JIS X 0208-1983 gives to no character (gaiji, NEC and IBM extensions), which is
  // read as 8148, or of that mark itself, which no sender may use.
  std::optional<std::size_t> replaced = {};
  bool latin = false;  // has characters of one byte
  bool kanji = false;  // has characters of two bytes
  std::size_t characters = 0;
};
// Stops at the first fault. Commas and ends of records are the caller's.
TextFinding examine_text(std::string_view shift_jis);

}  // namespace kazasu::claims
