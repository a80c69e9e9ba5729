// The character codes of the exchange folder: UTF-8, and Shift_JIS as Windows writes it (CP932).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace kazasu::adapters {

enum class Charset : std::uint8_t { kUtf8, kShiftJis };

// The message in UTF-8, with a declaration that says so.
struct ExchangeText {
  std::string utf8;
  Charset charset = Charset::kUtf8;  // that it came in, also where it could not be read
  std::string error = {};            // empty: it could be read
};
// By the encoding of the XML declaration; UTF-8 without one. A byte order mark of UTF-8 is taken off.
ExchangeText decode_exchange_text(std::string_view bytes);

// A message of the closed line (UTF-8) in another code, with its declaration and CharacterCodeIdentifier.
// What Shift_JIS does not have becomes a character reference, so that nothing is lost.
std::string encode_exchange_text(std::string_view utf8, Charset charset);

}  // namespace kazasu::adapters
