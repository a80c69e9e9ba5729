// A grey picture in memory, and the two forms in which cards hold pictures.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace kazasu::adapters {

inline constexpr std::uint8_t kWhite = 0xFF;
inline constexpr std::uint8_t kBlack = 0x00;

// Rows from the top, one byte a pixel.
struct Picture {
  Picture(std::size_t columns, std::size_t rows)
      : width(columns), height(rows), pixels(columns * rows, kWhite) {}

  // Nothing happens outside the picture.
  void set(std::ptrdiff_t column, std::ptrdiff_t row, std::uint8_t grey) {
    auto const inside = column >= 0 && row >= 0 && static_cast<std::size_t>(column) < width &&
                        static_cast<std::size_t>(row) < height;
    if (inside) pixels[static_cast<std::size_t>(row) * width + static_cast<std::size_t>(column)] = grey;
  }

  std::size_t width;
  std::size_t height;
  std::vector<std::uint8_t> pixels;
};

// PNG of one bit a pixel, greyscale: the darker half becomes black. Throws std::runtime_error when libpng
// fails.
std::string encode_png(Picture const& picture);

// JP2 of eight bits a pixel, greyscale, about a tenth of the size. Throws std::runtime_error when OpenJPEG
// fails.
std::string encode_jp2(Picture const& picture);

}  // namespace kazasu::adapters
