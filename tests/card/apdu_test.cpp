#include "emulators/card/apdu.h"

#include <gtest/gtest.h>

#include "tests/card/hex.h"

namespace kazasu::card {
namespace {

struct Form {
  char const* hex;
  std::size_t data_bytes;
  std::uint32_t le;
};

// Every case of ISO/IEC 7816-4 in both lengths, and what it must decode to.
TEST(Apdu, DecodesAndEncodesEveryCase) {
  auto const data300 = std::string(600, '0');
  auto const forms = {Form{"00200080", 0, 0},         Form{"00B0000004", 0, 4},
                      Form{"00B0000000", 0, 256},     Form{"00A4020C020018", 2, 0},
                      Form{"802A00800155FF", 1, 255}, Form{"802A0080015500", 1, 256},
                      Form{"00B00000000101", 0, 257}, Form{"00B00000000000", 0, 65'536}};
  for (auto const& form : forms) {
    auto const bytes = from_hex(form.hex);
    auto const command = decode_command(bytes);
    ASSERT_TRUE(command) << form.hex;
    EXPECT_EQ(command->data.size(), form.data_bytes) << form.hex;
    EXPECT_EQ(command->le, form.le) << form.hex;
    EXPECT_EQ(to_hex(encode_command(*command)), form.hex);
  }
  for (auto const& text : {"00D6000000012C" + data300, "00D6000000012C" + data300 + "0000",
                           "00D6000000012C" + data300 + "0101"}) {
    auto const bytes = from_hex(text);
    auto const command = decode_command(bytes);
    ASSERT_TRUE(command);
    EXPECT_EQ(command->data.size(), 300U);
    EXPECT_EQ(to_hex(encode_command(*command)), text);
  }
}

TEST(Apdu, ExtendedFormsOfShortCommandsAreUnderstood) {
  auto const bytes = from_hex("00A4020C0000020018");
  auto const command = decode_command(bytes);
  ASSERT_TRUE(command);
  EXPECT_EQ(to_hex(command->data), "0018");
  EXPECT_EQ(command->le, 0U);
}

TEST(Apdu, RefusesLengthsThatDoNotAddUp) {
  for (auto const* const hex :
       {"", "00", "0020", "002000", "002000800431", "00200080043132333400FF", "00A4020C0000", "00B000000000",
        "00A40400000000FF", "00A404000000020018FF", "0020008000000300180000"}) {
    auto const bytes = from_hex(hex);
    EXPECT_FALSE(decode_command(bytes)) << hex;
  }
}

TEST(Apdu, ResponsesKeepDataAndStatusApart) {
  auto const response = decode_response(from_hex("AABB6A82"));
  ASSERT_TRUE(response);
  EXPECT_EQ(to_hex(response->data), "AABB");
  EXPECT_EQ(response->status, StatusWord::kFileNotFound);
  EXPECT_EQ(to_hex(encode_response(*response)), "AABB6A82");
  EXPECT_FALSE(decode_response("\x90"));
}

TEST(Apdu, TriesLeftAreInTheLastDigit) {
  EXPECT_EQ(static_cast<int>(tries_left_status(3)), 0x63C3);
  EXPECT_EQ(tries_left(tries_left_status(0)), 0);
  EXPECT_EQ(tries_left(StatusWord::kReferenceDataUnusable), std::nullopt);
  EXPECT_EQ(tries_left(StatusWord::kSuccess), std::nullopt);
}

}  // namespace
}  // namespace kazasu::card
