#include "emulators/claims/charset.h"

#include <gtest/gtest.h>

#include <string>

namespace kazasu::claims {
namespace {

TEST(Charset, TakesBothSetsAndSaysWhichItMet) {
  auto const latin = examine_text("ABC-123 \xB1\xB2\xDF");
  EXPECT_EQ(latin.fault, TextFault::kNone);
  EXPECT_TRUE(latin.latin);
  EXPECT_FALSE(latin.kanji);
  EXPECT_EQ(latin.characters, 11U);
  auto const kanji = examine_text("\x96\x4B\x96\xE2\x81\x40");  // 訪問, and the wide space
  EXPECT_EQ(kanji.fault, TextFault::kNone);
  EXPECT_FALSE(kanji.latin);
  EXPECT_TRUE(kanji.kanji);
  EXPECT_EQ(kanji.characters, 3U);
  EXPECT_EQ(examine_text("").fault, TextFault::kNone);
}

TEST(Charset, KnowsTheEdgesOfJisX0208) {
  // The first and last cells of rows with gaps, in Shift_JIS.
  for (auto const* good :
       {"\x81\x40", "\x81\xFC", "\x81\xAC", "\x81\xB8", "\x81\xFC", "\x82\x4F", "\x82\x58", "\x82\x60",
        "\x82\x79", "\x82\x9F", "\x82\xF1", "\x83\x40", "\x83\x96", "\x83\x9F", "\x84\x40", "\x84\x91",
        "\x84\x9F", "\x84\xBE", "\x88\x9F", "\x98\x72", "\x98\x9F", "\xE0\x40", "\xEA\x9F", "\xEA\xA2"}) {
    EXPECT_EQ(examine_text(good).fault, TextFault::kNone);
    EXPECT_FALSE(examine_text(good).replaced) << std::hex << (good[0] & 0xFF) << (good[1] & 0xFF);
  }
  for (auto const* bad :
       {"\x81\xAD", "\x81\xB7", "\x82\x4E", "\x82\x59", "\x82\x7A", "\x82\xF2", "\x83\x97", "\x84\xBF",
        "\x85\x40", "\x87\x40", "\x88\x9E", "\x98\x73", "\xEA\xA3", "\xED\x40", "\xF0\x40", "\xFA\x40"}) {
    EXPECT_EQ(examine_text(bad).replaced, 0U) << std::hex << (bad[0] & 0xFF) << (bad[1] & 0xFF);
  }
}

TEST(Charset, SaysWhereTheFirstReplacementIs) {
  EXPECT_EQ(examine_text("\x8E\x8E\x87\x40\xFA\x40").replaced, 2U);
  EXPECT_EQ(examine_text("\x8E\x8E\x81\x48").replaced, 2U);  // the mark itself
}

TEST(Charset, FindsTheFirstFault) {
  for (auto const byte : {'\x00', '\x09', '\x1A', '\x22', '\x7F', '\x80', '\xA0', '\xFD', '\xFF'}) {
    auto const found = examine_text(std::string{"ab"} + byte + "cd");
    EXPECT_EQ(found.fault, TextFault::kForbiddenByte) << (byte & 0xFF);
    EXPECT_EQ(found.offset, 2U);
  }
  for (auto const* text : {"a\x96", "a\x96\x20", "a\x96\x7F", "a\x96\xFD"}) {
    auto const found = examine_text(text);
    EXPECT_EQ(found.fault, TextFault::kBrokenPair);
    EXPECT_EQ(found.offset, 1U);
  }
}

}  // namespace
}  // namespace kazasu::claims
