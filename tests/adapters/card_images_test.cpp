#include "emulators/adapters/card_images/card_images.h"

#include <gtest/gtest.h>
#include <openjpeg.h>
#include <png.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "emulators/adapters/card_images/lettering.h"
#include "emulators/card/card_commands.h"
#include "tests/card/card_fixture.h"
#include "tests/card/transcript.h"

namespace kazasu::adapters {
namespace {

struct Decoded {
  std::size_t width = 0;
  std::size_t height = 0;
  std::vector<std::uint8_t> pixels;

  std::size_t dark() const {
    return static_cast<std::size_t>(
        std::count_if(pixels.begin(), pixels.end(), [](auto p) { return p < 128; }));
  }
};

Decoded decoded_png(std::string const& bytes) {
  auto image = png_image{};
  image.version = PNG_IMAGE_VERSION;
  if (png_image_begin_read_from_memory(&image, bytes.data(), bytes.size()) == 0) return {};
  image.format = PNG_FORMAT_GRAY;
  auto decoded = Decoded{image.width, image.height, std::vector<std::uint8_t>(PNG_IMAGE_SIZE(image))};
  if (png_image_finish_read(&image, nullptr, decoded.pixels.data(), 0, nullptr) == 0) return {};
  return decoded;
}

// IHDR: depth and colour type.
std::string depth_and_colour(std::string const& bytes) {
  return card::to_hex(bytes.substr(24, 2));
}

struct Source {
  std::string const& bytes;
  std::size_t at = 0;
};

OPJ_SIZE_T read(void* buffer, OPJ_SIZE_T size, void* user) {
  auto& source = *static_cast<Source*>(user);
  auto const count = std::min(size, source.bytes.size() - source.at);
  if (count == 0) return static_cast<OPJ_SIZE_T>(-1);
  std::memcpy(buffer, source.bytes.data() + source.at, count);
  source.at += count;
  return count;
}

OPJ_OFF_T skip(OPJ_OFF_T distance, void* user) {
  static_cast<Source*>(user)->at += static_cast<std::size_t>(distance);
  return distance;
}

Decoded decoded_jp2(std::string const& bytes) {
  auto source = Source{bytes};
  auto* const codec = opj_create_decompress(OPJ_CODEC_JP2);
  auto* const stream = opj_stream_default_create(OPJ_TRUE);
  auto parameters = opj_dparameters_t{};
  opj_set_default_decoder_parameters(&parameters);
  opj_setup_decoder(codec, &parameters);
  opj_stream_set_user_data(stream, &source, nullptr);
  opj_stream_set_user_data_length(stream, bytes.size());
  opj_stream_set_read_function(stream, read);
  opj_stream_set_skip_function(stream, skip);
  opj_image_t* image = nullptr;
  auto decoded = Decoded{};
  if (opj_read_header(stream, codec, &image) && opj_decode(codec, stream, image) && image->numcomps == 1 &&
      image->comps[0].prec == 8) {
    decoded.width = image->comps[0].w;
    decoded.height = image->comps[0].h;
    for (std::size_t i = 0; i < decoded.width * decoded.height; ++i) {
      decoded.pixels.push_back(static_cast<std::uint8_t>(image->comps[0].data[i]));
    }
  }
  opj_image_destroy(image);
  opj_stream_destroy(stream);
  opj_destroy_codec(codec);
  return decoded;
}

card::CardHolder holder_of(identity::PersonIndex person) {
  return card::card_holder(card::TestPeople{}.person(person));
}

TEST(CardImages, TextIsBlackOnWhiteOfOneBit) {
  auto const images = make_card_images();
  auto const drawn = images->draw(holder_of(5));
  for (auto const& bytes : {drawn.name, drawn.address, drawn.personal_number, drawn.security_code}) {
    EXPECT_EQ(depth_and_colour(bytes), "0100");
    auto const picture = decoded_png(bytes);
    ASSERT_GT(picture.pixels.size(), 0U);
    EXPECT_GT(picture.dark(), picture.pixels.size() / 200) << "something is written";
    EXPECT_LT(picture.dark(), picture.pixels.size() / 2);
    for (auto const grey : picture.pixels) ASSERT_TRUE(grey == 0 || grey == 255);
    for (std::size_t column = 0; column < picture.width; ++column) {
      ASSERT_EQ(picture.pixels[column], 255) << "nothing is cut off at the top";
    }
  }
}

TEST(CardImages, PhotographIsGreyJpeg2000) {
  auto const drawn = make_card_images()->draw(holder_of(5));
  EXPECT_EQ(card::to_hex(drawn.photograph.substr(0, 12)), "0000000C6A5020200D0A870A")
      << "JP2's signature box";
  auto const picture = decoded_jp2(drawn.photograph);
  EXPECT_EQ(picture.width, 240U);
  EXPECT_EQ(picture.height, 320U);
  EXPECT_GT(picture.dark(), picture.pixels.size() / 10);
  EXPECT_LT(picture.dark(), picture.pixels.size() * 9 / 10);
}

TEST(CardImages, AreAFunctionOfTheHolder) {
  auto const images = make_card_images();
  auto const first = images->draw(holder_of(5));
  auto const other = images->draw(holder_of(6));
  auto const again = make_card_images()->draw(holder_of(5));
  EXPECT_EQ(first.name, again.name);
  EXPECT_EQ(first.address, again.address);
  EXPECT_EQ(first.photograph, again.photograph);
  EXPECT_EQ(first.name, other.name) << "the same name";
  EXPECT_NE(first.personal_number, other.personal_number);
  EXPECT_NE(first.security_code, other.security_code);
  EXPECT_NE(first.photograph, other.photograph);
}

TEST(CardImages, StayWithinReachOfReadBinary) {
  auto const images = make_card_images();
  for (identity::PersonIndex person = 0; person < 20; ++person) {
    auto holder = holder_of(person);
    holder.name = "長い名字の人\u3000とても長い名前の人である";
    holder.address =
        "架空県とても長い名前の市非常に長い名前の町一丁目二十三番四十五号六百七十八号室とても長い建物";
    auto const drawn = images->draw(holder);
    EXPECT_LT(drawn.name.size() + drawn.address.size() + drawn.personal_number.size() +
                  drawn.security_code.size() + drawn.photograph.size(),
              30'000U);
  }
}

TEST(CardImages, MissingFontSaysWhichPackageToInstall) {
  try {
    make_card_images("/nowhere/font.ttf");
    FAIL();
  } catch (std::runtime_error const& error) {
    EXPECT_NE(std::string_view{error.what()}.find("/nowhere/font.ttf"), std::string_view::npos);
    EXPECT_NE(std::string_view{error.what()}.find("fonts-ipafont-gothic"), std::string_view::npos);
  }
}

TEST(Lettering, ReadsUtf8) {
  auto const points = [](std::string_view text) {
    auto const list = code_points(text);
    return std::u32string(list.begin(), list.end());
  };
  EXPECT_EQ(points("aé試𠮷"), U"aé試𠮷");
  EXPECT_EQ(points("\xE8\xA9"), U"\xFFFD\xFFFD");
  EXPECT_EQ(points("\xC0\x80x"), U"\xFFFD\xFFFDx");
  EXPECT_EQ(points(""), U"");
}

// Counts how often pictures are drawn.
struct CountedImages final : card::CardImages {
  card::PrintedImages draw(card::CardHolder const& holder) const override {
    ++drawn;
    return images->draw(holder);
  }
  std::unique_ptr<card::CardImages> images = make_card_images();
  mutable int drawn = 0;
};

std::size_t word_at(std::string const& bytes, std::size_t at) {
  return static_cast<std::size_t>(static_cast<unsigned char>(bytes[at])) << 8U |
         static_cast<unsigned char>(bytes[at + 1]);
}

// The whole current file, in blocks of 256 bytes.
std::string read_file(card::Card& card) {
  auto file = std::string{};
  while (true) {
    auto const offset =
        std::string{static_cast<char>(file.size() >> 8U), static_cast<char>(file.size() & 0xFFU)};
    auto const answer = card::transmit(card, card::from_hex("00B0") + offset + std::string(1, '\0'));
    if (answer.size() == 2) return file;
    file += answer.substr(0, answer.size() - 2);
  }
}

TEST(CardImages, AreInTheFilesOfTheCard) {
  auto const people = card::TestPeople{};
  auto const images = CountedImages{};
  auto const shared = card::SharedParts{.images = &images};
  auto parts = card::test_parts();
  parts.people = &people;
  parts.person = 5;
  parts.shared = &shared;
  auto card = card::Card{std::move(parts)};
  auto const holder = holder_of(5);
  card::play(card, "00A4040C 0A D3921000310001010408 -> 9000\n00200091 04 31323334 -> 9000\n");
  card::play(card, "00B08200 01 -> FF 9000\n");
  EXPECT_EQ(images.drawn, 0) << "no other application needs them";
  card::play(card, "00A4040C 0A D3921000310001010402 -> 9000\n00200093 0C " +
                       card::to_hex(holder.personal_number) + " -> 9000\n00A4020C 02 0002 -> 9000\n");
  auto const file = read_file(card);
  EXPECT_EQ(images.drawn, 1);
  auto const expected = images.images->draw(holder);
  // DF21 holds the offsets of DF22 to DF2A.
  auto const value_at = [&](std::size_t object) {
    auto const at = word_at(file, 8 + 2 * object);
    auto const lead = static_cast<unsigned char>(file[at + 2]);
    auto const head = lead == 0x82 ? 5U : lead == 0x81 ? 4U : 3U;
    auto const size = lead == 0x82   ? word_at(file, at + 3)
                      : lead == 0x81 ? std::size_t{static_cast<unsigned char>(file[at + 3])}
                                     : std::size_t{lead};
    return file.substr(at + head, size);
  };
  EXPECT_TRUE(value_at(3) == expected.name);
  EXPECT_TRUE(value_at(4) == expected.address);
  EXPECT_TRUE(value_at(5) == expected.photograph);
  EXPECT_TRUE(value_at(8) == expected.security_code);
  card::play(card, "00A4020C 02 0005 -> 9000\n");
  EXPECT_NE(read_file(card).find(expected.personal_number), std::string::npos);
  EXPECT_EQ(images.drawn, 1);
}

}  // namespace
}  // namespace kazasu::adapters
