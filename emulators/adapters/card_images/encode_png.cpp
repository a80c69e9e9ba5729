#include <png.h>

#include <csetjmp>
#include <memory>
#include <stdexcept>

#include "emulators/adapters/card_images/picture.h"

namespace kazasu::adapters {

namespace {

struct Writer {
  png_structp file = nullptr;
  png_infop info = nullptr;
  ~Writer() { png_destroy_write_struct(&file, &info); }
};

void append(png_structp file, png_bytep bytes, png_size_t size) {
  static_cast<std::string*>(png_get_io_ptr(file))->append(reinterpret_cast<char const*>(bytes), size);
}

void flush(png_structp) {}

void be_silent(png_structp, png_const_charp) {}

[[noreturn]] void give_up(png_structp file, png_const_charp) {
  png_longjmp(file, 1);
}

// Eight pixels a byte, the leftmost highest, 1 for white.
std::vector<std::uint8_t> packed(Picture const& picture) {
  auto const stride = (picture.width + 7) / 8;
  auto bits = std::vector<std::uint8_t>(stride * picture.height);
  for (std::size_t row = 0; row < picture.height; ++row) {
    for (std::size_t column = 0; column < picture.width; ++column) {
      if (picture.pixels[row * picture.width + column] < 0x80) continue;
      auto& byte = bits[row * stride + column / 8];
      byte = static_cast<std::uint8_t>(byte | 0x80U >> column % 8);
    }
  }
  return bits;
}

// libpng leaves this function by longjmp when something fails, so that it owns nothing.
bool write(Writer const& writer, Picture const& picture, png_bytepp rows) {
  if (setjmp(png_jmpbuf(writer.file)) != 0) return false;
  png_set_IHDR(writer.file, writer.info, static_cast<png_uint_32>(picture.width),
               static_cast<png_uint_32>(picture.height), 1, PNG_COLOR_TYPE_GRAY, PNG_INTERLACE_NONE,
               PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  png_set_rows(writer.file, writer.info, rows);
  png_write_png(writer.file, writer.info, PNG_TRANSFORM_IDENTITY, nullptr);
  return true;
}

}  // namespace

std::string encode_png(Picture const& picture) {
  auto bytes = std::string{};
  auto bits = packed(picture);
  auto const stride = (picture.width + 7) / 8;
  auto rows = std::vector<png_bytep>{};
  for (std::size_t row = 0; row < picture.height; ++row) rows.push_back(bits.data() + row * stride);
  auto writer = Writer{.file = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, give_up, be_silent)};
  if (writer.file != nullptr) writer.info = png_create_info_struct(writer.file);
  if (writer.info == nullptr) throw std::runtime_error("libpng could not begin a picture of a card");
  png_set_write_fn(writer.file, &bytes, append, flush);
  if (!write(writer, picture, rows.data())) {
    throw std::runtime_error("libpng could not write a picture of a card");
  }
  return bytes;
}

}  // namespace kazasu::adapters
