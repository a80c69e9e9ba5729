#include "emulators/adapters/card_images/card_images.h"

#include <algorithm>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "emulators/adapters/card_images/lettering.h"
#include "emulators/adapters/card_images/photograph.h"
#include "emulators/adapters/card_images/picture.h"

namespace kazasu::adapters {

namespace {

constexpr std::size_t kMargin = 4;

// How a text is set: `columns` full-width characters a line, `lines` lines at least.
struct TextLayout {
  std::size_t size;
  std::size_t columns;
  std::size_t lines;
};
constexpr auto kNameLayout = TextLayout{32, 16, 1};
constexpr auto kAddressLayout = TextLayout{24, 20, 2};
// Half-width digits: twice as many to a column.
constexpr auto kNumberLayout = TextLayout{32, 7, 1};
constexpr auto kCodeLayout = TextLayout{32, 3, 1};

// Half-width characters take half a column.
std::size_t half_columns(char32_t character) {
  return character < 0x80 ? 1 : 2;
}

std::vector<std::u32string> broken_into_lines(std::string_view text, TextLayout const& layout) {
  auto lines = std::vector<std::u32string>(1);
  auto used = std::size_t{0};
  for (auto const character : code_points(text)) {
    auto const wanted = half_columns(character);
    if (used + wanted > 2 * layout.columns) {
      lines.emplace_back();
      used = 0;
    }
    lines.back() += character;
    used += wanted;
  }
  return lines;
}

class DrawnImages final : public card::CardImages {
 public:
  explicit DrawnImages(std::filesystem::path const& font) : lettering_(font) {}

  card::PrintedImages draw(card::CardHolder const& holder) const override {
    auto const lock = std::lock_guard{mutex_};
    return {.name = text(holder.name, kNameLayout),
            .address = text(holder.address, kAddressLayout),
            .personal_number = text(spaced(holder.personal_number), kNumberLayout),
            .security_code = text(holder.security_code, kCodeLayout),
            .photograph = encode_jp2(draw_photograph(holder, lettering_))};
  }

 private:
  // As it is printed: three groups of four.
  static std::string spaced(std::string_view number) {
    auto groups = std::string{number.substr(0, 4)};
    groups.append(" ").append(number.substr(4, 4)).append(" ").append(number.substr(8));
    return groups;
  }

  // Precondition: the mutex is held.
  std::string text(std::string_view words, TextLayout const& layout) const {
    auto const lines = broken_into_lines(words, layout);
    auto const height = layout.size + kMargin;
    auto picture = Picture{layout.columns * layout.size + 2 * kMargin,
                           std::max(lines.size(), layout.lines) * height + kMargin};
    auto pen = Pen{.left = kMargin, .top = kMargin / 2, .size = layout.size};
    for (auto const& line : lines) {
      lettering_.write(picture, line, pen);
      pen.top += height;
    }
    return encode_png(picture);
  }

  mutable std::mutex mutex_;
  mutable Lettering lettering_;
};

}  // namespace

std::unique_ptr<card::CardImages> make_card_images(std::filesystem::path const& font) {
  return std::make_unique<DrawnImages>(font);
}

}  // namespace kazasu::adapters
