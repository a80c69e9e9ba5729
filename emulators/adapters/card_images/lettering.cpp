#include "emulators/adapters/card_images/lettering.h"

#include <ft2build.h>
#include FT_FREETYPE_H

#include <stdexcept>
#include <string>

namespace kazasu::adapters {

namespace {

// Positions inside FreeType count 64ths of a pixel.
constexpr auto kFraction = 64;

void draw(Picture& picture, FT_GlyphSlot glyph, std::ptrdiff_t column, std::ptrdiff_t baseline,
          std::uint8_t grey) {
  auto const& bitmap = glyph->bitmap;
  for (unsigned row = 0; row < bitmap.rows; ++row) {
    auto const* const bits = bitmap.buffer + static_cast<std::ptrdiff_t>(row) * bitmap.pitch;
    for (unsigned i = 0; i < bitmap.width; ++i) {
      if ((bits[i / 8] & 0x80U >> i % 8) == 0) continue;
      picture.set(column + glyph->bitmap_left + static_cast<std::ptrdiff_t>(i),
                  baseline - glyph->bitmap_top + static_cast<std::ptrdiff_t>(row), grey);
    }
  }
}

}  // namespace

struct Lettering::Font {
  FT_Library library = nullptr;
  FT_Face face = nullptr;
  ~Font() {
    if (face != nullptr) FT_Done_Face(face);
    if (library != nullptr) FT_Done_FreeType(library);
  }
};

Lettering::Lettering(std::filesystem::path const& font) : font_(std::make_unique<Font>()) {
  if (FT_Init_FreeType(&font_->library) != 0) throw std::runtime_error("FreeType could not start");
  if (FT_New_Face(font_->library, font.c_str(), 0, &font_->face) != 0) {
    throw std::runtime_error("the pictures on cards are drawn with the font " + font.string() +
                             ", which is missing or damaged; install Debian's package fonts-ipafont-gothic");
  }
}

Lettering::~Lettering() = default;

std::size_t Lettering::write(Picture& picture, std::u32string_view text, Pen const& pen) {
  auto* const face = font_->face;
  if (FT_Set_Pixel_Sizes(face, 0, static_cast<FT_UInt>(pen.size)) != 0) {
    throw std::runtime_error("FreeType could not scale the font of cards to " + std::to_string(pen.size) +
                             " pixels");
  }
  auto const baseline = static_cast<std::ptrdiff_t>(pen.top) + face->size->metrics.ascender / kFraction;
  auto column = static_cast<std::ptrdiff_t>(pen.left);
  for (auto const character : text) {
    if (FT_Load_Char(face, character, FT_LOAD_RENDER | FT_LOAD_TARGET_MONO) != 0) {
      throw std::runtime_error("FreeType could not draw a character on a card");
    }
    draw(picture, face->glyph, column, baseline, pen.grey);
    column += face->glyph->advance.x / kFraction;
  }
  return static_cast<std::size_t>(column);
}

std::vector<char32_t> code_points(std::string_view text) {
  constexpr auto kReplacement = char32_t{0xFFFD};
  auto points = std::vector<char32_t>{};
  for (std::size_t i = 0; i < text.size();) {
    auto const lead = static_cast<std::uint8_t>(text[i]);
    auto const more = lead < 0x80 ? 0U : lead >= 0xF0 ? 3U : lead >= 0xE0 ? 2U : 1U;
    auto point = static_cast<char32_t>(more == 0 ? lead : lead & (0x3FU >> more));
    auto sound = (lead < 0x80 || lead >= 0xC2) && lead < 0xF5 && text.size() - i > more;
    for (auto k = 1U; sound && k <= more; ++k) {
      auto const next = static_cast<std::uint8_t>(text[i + k]);
      sound = (next & 0xC0U) == 0x80U;
      point = point << 6U | static_cast<char32_t>(next & 0x3FU);
    }
    points.push_back(sound ? point : kReplacement);
    i += sound ? more + 1 : 1;
  }
  return points;
}

}  // namespace kazasu::adapters
