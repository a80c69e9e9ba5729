#include "emulators/adapters/card_images/photograph.h"

#include "sim/random.h"

namespace kazasu::adapters {

namespace {

constexpr std::size_t kWidth = 240;
constexpr std::size_t kHeight = 320;
constexpr std::int64_t kMiddle = 120;

struct Ellipse {
  std::int64_t column;  // of the middle
  std::int64_t row;
  std::int64_t width;  // half of it
  std::int64_t height;
};

void fill(Picture& picture, Ellipse const& shape, std::uint8_t grey) {
  auto const wide = shape.width * shape.width;
  auto const high = shape.height * shape.height;
  for (auto y = -shape.height; y <= shape.height; ++y) {
    for (auto x = -shape.width; x <= shape.width; ++x) {
      if (x * x * high + y * y * wide <= wide * high) picture.set(shape.column + x, shape.row + y, grey);
    }
  }
}

void fill_background(Picture& picture, std::uint8_t top) {
  for (std::size_t row = 0; row < picture.height; ++row) {
    auto const grey = static_cast<std::uint8_t>(top - row * 40 / picture.height);
    for (std::size_t column = 0; column < picture.width; ++column) {
      picture.pixels[row * picture.width + column] = grey;
    }
  }
}

}  // namespace

Picture draw_photograph(card::CardHolder const& holder, Lettering& lettering) {
  auto random = sim::RandomStream{0, "card photograph", holder.person};
  auto const between = [&random](std::uint64_t least, std::uint64_t most) {
    return static_cast<std::int64_t>(least + random.below(most - least + 1));
  };
  auto const tone = [&](std::uint64_t least, std::uint64_t most) {
    return static_cast<std::uint8_t>(between(least, most));
  };
  auto picture = Picture{kWidth, kHeight};
  fill_background(picture, tone(200, 250));
  auto const clothes = tone(40, 110);
  auto const skin = tone(150, 200);
  auto const hair = tone(10, 90);
  auto const head = Ellipse{kMiddle + between(0, 8) - 4, 135, between(52, 64), between(68, 80)};
  auto const long_hair = random.below(2) == 1;
  fill(picture, {head.column, 335, between(95, 115), between(95, 110)}, clothes);
  auto const hair_bottom = long_hair ? between(60, 95) : 0;
  fill(picture,
       {head.column, head.row - 10 + hair_bottom / 2, head.width + between(6, 12),
        head.height + 8 + hair_bottom / 2},
       hair);
  fill(picture, {head.column, head.row + 75, 26, 40}, skin);  // neck
  fill(picture, {head.column, head.row + 12, head.width, head.height - 8}, skin);
  auto const eyes = between(20, 28);
  auto const eye_row = head.row + between(0, 8);
  fill(picture, {head.column - eyes, eye_row, 7, 4}, hair);
  fill(picture, {head.column + eyes, eye_row, 7, 4}, hair);
  fill(picture, {head.column, head.row + 50, between(12, 20), 3}, clothes);
  lettering.write(picture, U"TEST", {.left = 40, .top = 222, .size = 80, .grey = kWhite});
  return picture;
}

}  // namespace kazasu::adapters
