#include "emulators/card/card_commands.h"

#include <gtest/gtest.h>

#include "tests/card/card_fixture.h"
#include "tests/card/transcript.h"

namespace kazasu::card {
namespace {

// OpenSC 0.23 with its JPKI driver: bind, list certificates, sign with key 1. 600-byte test certificate.
TEST(CardCommands, OpenScSignsWithTheAuthenticationKey) {
  auto card = test_card();
  play(card, R"(
    00A4040C 0A D392F000260100000001        -> 9000
    00A4040C 0A D392F000260100000001        -> 9000
    00A4020C 02 0018                        -> 9000
    00200080                                -> 63C3
    00A4020C 02 001B                        -> 9000
    00200080                                -> 63C0   # no signing PIN on this card
    00A4020C 02 000A                        -> 9000
    00B00000 04                             -> 30820254 9000
    00B00000 00                             -> [256] 9000
    00B00100 00                             -> [256] 9000
    00B00200 58                             -> [88] 9000
    00A4020C 02 0001                        -> 6A82   # no signing certificate on this card
    00A4020C 02 000B                        -> 9000
    00B00000 04                             -> 30820511 9000
    00A4020C 02 0018                        -> 9000
    00200080 04 31323334                    -> 9000
    00A4020C 02 0017                        -> 9000
  )");
  auto const digest_info = from_hex("3031300D060960864801650304020105000420" + std::string(64, 'A'));
  auto const answer = transmit(card, from_hex("802A008033" + to_hex(digest_info) + "00"));
  EXPECT_EQ(to_hex(answer), to_hex(EchoSigner{}.sign(digest_info)) + "9000");
}

// The order of the マイナポータルAP as myna's MPA has it, without the 共通AP that this card does not have.
TEST(CardCommands, PortalAppAuthenticates) {
  auto card = test_card();
  play(card, R"(
    00A4040C 0A D392F000260100000001 -> 9000
    00A4020C 02 0006                 -> 9000
    00B00000 20 -> 4A504B4941504943 43544F4B454E3220 2020202020202020 2020202020202020 9000
    00A4020C 02 0018                 -> 9000
    00200080 04 31323334             -> 9000
    00A4020C 02 0017                 -> 9000
    802A0080 01 55 00                -> [256] 9000
    00A4020C 02 000A                 -> 9000
    00B00000 07                      -> 30820254040506 9000
    00A4040C 0A D3921000310001010100 -> 6A82
  )");
}

TEST(CardCommands, PinIsCountedBlockedAndRestored) {
  auto card = test_card();
  play(card, R"(
    00A4040C 0A D392F000260100000001 -> 9000
    00200098                         -> 63C3   # by short identifier, which makes 0018 current
    00200080 04 30303030             -> 63C2
    00200080 05 3132333400           -> 63C1   # no padding
    00200080                         -> 63C1
    00200080 04 31323334             -> 9000
    00200080                         -> 63C3   # still not 9000
    00200080 04 30303030             -> 63C2
    00200080 04 30303030             -> 63C1
    power off
    00A4040C 0A D392F000260100000001 -> 9000
    00200098                         -> 63C1   # survives the power
    00200098 04 30303030             -> 63C0
    00200098                         -> 63C0
    00200098 04 31323334             -> 6984   # even the right one
    00200098                         -> 63C0
    802A0097 01 55 00                -> 6982
    0020009B                         -> 63C0
    0020009B 06 414243313233         -> 6984
  )");
}

TEST(CardCommands, MalformedVerifyCostsNoTry) {
  auto card = test_card();
  play(card, R"(
    00A4040C 0A D392F000260100000001                -> 9000
    00200098 11 3131313131313131313131313131313131  -> 6700   # 17 bytes
    00200098 05 31323334                            -> 6700   # Lc does not fit
    00200198 04 31323334                            -> 6A86
    00200018 04 31323334                            -> 6A86
    0020009F 04 31323334                            -> 6A86
    00200098 00                                     -> 63C3
  )");
}

TEST(CardCommands, SecurityStatusEndsWithTheApplicationAndThePower) {
  auto card = test_card();
  play(card, R"(
    00A4040C 0A D392F000260100000001 -> 9000
    00200098 04 31323334             -> 9000
    00A4020C 02 000A                 -> 9000
    802A0097 01 55 00                -> [256] 9000   # SELECT EF left the status alone
    00A4040C 05 D392100031           -> 6A82
    802A0097 01 55 00                -> [256] 9000   # so did the SELECT that failed
    00A4040C 0A D392F000260100000001 -> 9000
    802A0097 01 55 00                -> 6982
    00200098 04 31323334             -> 9000
    00200098 04 30303030             -> 63C2
    802A0097 01 55 00                -> 6982
    00200098 04 31323334             -> 9000
    power off
    802A0097 01 55 00                -> 6A82   # no application, no such file
    802A0080 01 55 00                -> 6986
    00A4040C 0A D392F000260100000001 -> 9000
    802A0097 01 55 00                -> 6982
  )");
}

TEST(CardCommands, SelectKnowsItsForms) {
  auto card = test_card();
  play(card, R"(
    00A40000                            -> 6A86   # card manager
    00A4020C 02 0018                    -> 6A82
    00B00000 04                         -> 6986
    00A40000 02 3F00                    -> 6A82
    00A4040C 04 D392F000                -> 6A82   # shorter than a registered identifier
    00A4040C 0B D392F00026010000000100  -> 6A82
    00A4040C                            -> 6700
    00A40400 05 D392F00026 00           -> 9000
    00A40000                            -> 9000
    00A4000C 02 3F00                    -> 6A82
    00A4020C 02 0018                    -> 9000
    00A4020C 02 7777                    -> 6A82
    00200080                            -> 63C3   # the file selected before is still current
    00A4020C 01 00                      -> 6700
    00A40200 02 0018                    -> 6A86
    00A40900 02 0018                    -> 6A86
    00A40401 05 D392F00026              -> 6A86
    00A40400 06 A00000000101            -> 6A82
    00A40400 07 A0000001510000 00       -> 9000
    00A40000                            -> 6A86
  )");
}

TEST(CardCommands, ReadBinaryKnowsOffsetsAndShortIdentifiers) {
  auto card = test_card();
  play(card, R"(
    00A4040C 0A D392F000260100000001 -> 9000
    00B00000 04                      -> 6986   # nothing selected yet
    00B08800 00                      -> 008F00 9000
    00B00001 02                      -> 8F00 9000
    00B00002 10                      -> 00 9000
    00B00003 01                      -> 6B00
    00B08803 01                      -> 6B00
    00B08A04 04                      -> 04050607 9000
    00B00257 04                      -> 57FFFFFF 9000   # 600 bytes of certificate, filler up to 2048
    00B00258 04                      -> FFFFFFFF 9000
    00B00700 00                      -> [256] 9000
    00B007FC 00                      -> FFFFFFFF 9000
    00B00800 01                      -> 6B00
    00B07FFF 01                      -> 6B00
    00B00000 000000                  -> [2048] 9000
    00B08B00 000000                  -> [1536] 9000
    00B00000                         -> 6700
    00B00000 01 00                   -> 6700
    00B0AA00 01                      -> 6A86
    00B08000 01                      -> 6A86
    00B09F00 01                      -> 6A86
    00B08100 01                      -> 6A82
    00B09800 01                      -> 6981   # a PIN is not read
    00B09700 01                      -> 6981   # nor a key
    00B08600 00                      -> [160] 9000
  )");
}

TEST(CardCommands, SigningKnowsItsConditions) {
  auto card = test_card();
  auto const input = [](std::size_t bytes) { return std::string(2 * bytes, '5'); };
  play(card,
       "00A4040C 0A D392F000260100000001 -> 9000\n"
       "802A0080 01 55 00 -> 6986\n"
       "802A0098 01 55 00 -> 6981\n"
       "802A009A 01 55 00 -> 6A82   # no signing key on this card\n"
       "802A0097 01 55 00 -> 6982\n"
       "00200098 04 31323334 -> 9000\n"
       "00200097 -> 6981\n"
       "802A0080 01 55 00 -> [256] 9000\n"
       "802A0080 01 55 -> 6700\n"
       "802A0080 01 55 FF -> 6700\n"
       "802A0080 00 -> 6700\n"
       "802A0080 F5" +
           input(245) +
           "00 -> [256] 9000\n"
           "802A0080 F6" +
           input(246) +
           "00 -> 6985\n"
           "802A0080 000100" +
           input(256) +
           "0000 -> 6985\n"
           "802A0680 01 55 00 -> 6A86\n"
           "802A0000 01 55 00 -> 6A86\n"
           "002A0080 01 55 00 -> 6E00\n");
}

TEST(CardCommands, UnknownClassesAndInstructions) {
  auto card = test_card();
  play(card, R"(
    80FC0000                         -> 6700
    80FD0000                         -> 6D00
    FFCA0000 00                      -> 6E00
    10A4040C 05 D392F00026           -> 6E00
    80A4040C 05 D392F00026           -> 6E00
    08A4040C 05 D392F00026           -> 6882
    0CB00000 04                      -> 69FC
    08200080                         -> 69FC
    08B2010C 00                      -> 69FC
    0C240180 04 31323334             -> 69FC
    0C2A0080 01 55 00                -> 6882
    08CA0042 00                      -> 6882
    08840000 08                      -> 6882
    80CA0042 00                      -> 6E00
    002000                           -> 6700
    00                               -> 6700
  )");
}

}  // namespace
}  // namespace kazasu::card
