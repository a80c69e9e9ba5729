#include "emulators/card/tlv.h"

#include <gtest/gtest.h>

#include "tests/card/hex.h"

namespace kazasu::card {
namespace {

TEST(Tlv, TakesTheShortestLengthUnlessTold) {
  EXPECT_EQ(to_hex(tlv(0x90, "abc")), "9003616263");
  EXPECT_EQ(to_hex(tlv(0xDF21, "")), "DF2100");
  EXPECT_EQ(to_hex(tlv(0xDF21, "a", TlvLength::kTwoBytes)), "DF2182000161");
  EXPECT_EQ(to_hex(tlv(0x91, std::string(128, 'a'))).substr(0, 8), "91818061");
  EXPECT_EQ(to_hex(tlv(0xFF10, std::string(256, 'a'))).substr(0, 12), "FF1082010061");
}

TEST(Tlv, PlaceholdersAreFunctionsOfTheirNames) {
  EXPECT_EQ(placeholder("a", 1, 40), placeholder("a", 1, 40));
  EXPECT_NE(placeholder("a", 1, 40), placeholder("a", 2, 40));
  EXPECT_NE(placeholder("a", 1, 40), placeholder("b", 1, 40));
  EXPECT_EQ(placeholder("a", 1, 7).size(), 7U);
}

}  // namespace
}  // namespace kazasu::card
