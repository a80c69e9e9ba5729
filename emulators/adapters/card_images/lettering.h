// Writing in a picture with an outline font.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string_view>
#include <vector>

#include "emulators/adapters/card_images/picture.h"

namespace kazasu::adapters {

// UTF-8 to code points; what is not UTF-8 becomes U+FFFD.
std::vector<char32_t> code_points(std::string_view text);

struct Pen {
  std::size_t left = 0;
  std::size_t top = 0;    // of the line
  std::size_t size = 24;  // height of the em square, pixels
  std::uint8_t grey = kBlack;
};

// One font. Not thread-safe.
class Lettering {
 public:
  // Throws std::runtime_error naming the font and its package when it cannot be used.
  explicit Lettering(std::filesystem::path const& font);
  ~Lettering();
  Lettering(Lettering const&) = delete;
  Lettering& operator=(Lettering const&) = delete;

  // One line, without smoothing; returns where the next character would begin.
  std::size_t write(Picture& picture, std::u32string_view text, Pen const& pen);

 private:
  struct Font;
  std::unique_ptr<Font> font_;
};

}  // namespace kazasu::adapters
