// Text between UTF-8 and Shift_JIS as receipt files have it (JIS X 0201 and JIS X 0208).
#pragma once

#include <string>
#include <string_view>

namespace kazasu::adapters {

// Keeps what a conversion needs, so that many are fast. Not thread-safe.
class ShiftJisText {
 public:
  ShiftJisText();
  ~ShiftJisText();
  ShiftJisText(ShiftJisText const&) = delete;
  ShiftJisText& operator=(ShiftJisText const&) = delete;

  // Throws std::runtime_error for a character that Shift_JIS does not have.
  std::string encode(std::string_view utf8);
  // For people to read: what cannot be read becomes a question mark.
  std::string decode(std::string_view shift_jis);

 private:
  void* encoder_;
  void* decoder_;
};

}  // namespace kazasu::adapters
