// Both halves of the JPKI application, over bytes.
#include <gtest/gtest.h>

#include "emulators/card/sha256.h"
#include "tests/card/card_fixture.h"
#include "tests/card/transcript.h"

namespace kazasu::card {
namespace {

TEST(Jpki, SigningCertificateNeedsTheSigningPin) {
  auto card = Card{test_parts()};
  play(card, R"(
    00A4040C 0A D392F000260100000001 -> 9000
    00B08800 00                      -> 8F8F00 9000
    00A4020C 02 0001                 -> 9000   # SELECT is free
    00B00000 04                      -> 6982
    00B0FFFF 04                      -> 6A86
    00200098 04 31323334             -> 9000
    00B08100 04                      -> 6982   # the other PIN does not help
    00B08200 04                      -> 30820523 9000
    0020009B                         -> 63C5
    0020009B 06 414243313233         -> 9000
    00B08100 04                      -> 308202B8 9000
    00B08100 0003E8                  -> [1000] 9000
    00B00000 0003E8                  -> [1000] 9000
    0020009B 06 616263313233         -> 63C4   # case matters
    00B08100 04                      -> 6982
    0020009B                         -> 63C4
  )");
}

// pkcs15-crypt --sign --key 2: bind, SELECT PIN, VERIFY, SELECT key, sign.
TEST(Jpki, OpenScSignsWithTheSigningKey) {
  auto card = Card{test_parts()};
  play(card, R"(
    00A4040C 0A D392F000260100000001 -> 9000
    00A4020C 02 0018                 -> 9000
    00200080                         -> 63C3
    00A4020C 02 001B                 -> 9000
    00200080                         -> 63C5
    802A009A 01 55 00                -> 6982
    00A4020C 02 001B                 -> 9000
    00200080 06 414243313233         -> 9000
    00A4020C 02 001A                 -> 9000
    802A0080 01 55 00                -> [256] 9000
    802A0097 01 55 00                -> 6982   # the authentication key wants its own PIN
  )");
}

TEST(Jpki, EachPinHasItsOwnTriesAndRight) {
  auto card = Card{test_parts()};
  play(card, R"(
    00A4040C 0A D392F000260100000001 -> 9000
    00200098 04 31323334             -> 9000
    0020009B 06 414243313234         -> 63C4
    802A0097 01 55 00                -> [256] 9000
    0020009B 06 414243313234         -> 63C3
    0020009B 06 414243313234         -> 63C2
    0020009B 06 414243313234         -> 63C1
    0020009B 06 414243313234         -> 63C0
    0020009B 06 414243313233         -> 6984
    00200098                         -> 63C3
  )");
}

TEST(Jpki, ChangesAVerifiedPin) {
  auto card = Card{test_parts()};
  play(card, R"(
    00A4040C 0A D392F000260100000001 -> 9000
    00A4020C 02 0018                 -> 9000
    00240180 04 39383736             -> 6982   # not verified
    00200080 04 31323334             -> 9000
    00240180 05 3938373635           -> 6700
    00240180 04 3938373A             -> 6A80
    00240180                         -> 6700
    00240080 04 39383736             -> 6A86
    00240180 04 39383736             -> 9000
    802A0097 01 55 00                -> [256] 9000   # the right is kept
    power off
    00A4040C 0A D392F000260100000001 -> 9000
    00200098 04 31323334             -> 63C2
    00200098 04 39383736             -> 9000
    0020009B 06 414243313233         -> 9000
    0024019B 10 41414141414141414141414141414131 -> 9000
    0024019B 05 4141414131           -> 6700
    0024019B 06 616161613131         -> 6A80
    0020009B 06 414243313233         -> 63C4
    0020009B 10 41414141414141414141414141414131 -> 9000
    00240197 04 39383736             -> 6981
  )");
}

TEST(Jpki, FilesOfUnknownUseAreThereAndClosed) {
  auto card = Card{test_parts()};
  play(card, R"(
    00A4040C 0A D392F000260100000001 -> 9000
    0020009B 06 414243313233         -> 9000
    00200098 04 31323334             -> 9000
    00B08500 04                      -> 6982
    00B08900 04                      -> 6982
    00A4020C 02 0016                 -> 9000
    00B00000 04                      -> 6981
    00200080                         -> 6981
    802A0099 01 55 00                -> 6981
    00A4020C 02 0007                 -> 6A82
  )");
}

std::string signature_of(std::string const& header, std::string const& data) {
  auto card = Card{test_parts()};
  transmit(card, from_hex("00A4040C0AD392F000260100000001"));
  transmit(card, from_hex("002000980431323334"));
  auto const length = std::string(1, static_cast<char>(data.size()));
  return transmit(card, from_hex(header) + length + data + std::string(1, '\0'));
}

std::string success(std::string_view signed_bytes) {
  return EchoSigner{}.sign(signed_bytes) + from_hex("9000");
}

// "abc" and its digest: FIPS 180-4's example.
TEST(Jpki, SignsInEveryForm) {
  auto const hash = from_hex("BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD");
  auto const info = from_hex("3031300D060960864801650304020105000420") + hash;
  ASSERT_EQ(sha256("abc"), hash);
  EXPECT_EQ(signature_of("802A0097", info), success(info));
  EXPECT_EQ(signature_of("802A0197", "abc"), success(hash));
  EXPECT_EQ(signature_of("802A0297", hash), success(info));
  EXPECT_EQ(signature_of("802A0397", "abc"), success(info));
  EXPECT_EQ(signature_of("802A0497", hash), success("PSS" + hash));
  EXPECT_EQ(signature_of("802A0597", "abc"), success("PSS" + hash));
  EXPECT_EQ(to_hex(signature_of("802A0297", "abc")), "6985");
  EXPECT_EQ(to_hex(signature_of("802A0497", "abc")), "6985");
  EXPECT_EQ(to_hex(signature_of("802A0697", "abc")), "6A86");
}

struct PlainSigner final : identity::CardSigner {
  std::string sign(std::string_view digest_info) const override { return EchoSigner{}.sign(digest_info); }
};

TEST(Jpki, KeyWithoutPssRefusesIt) {
  auto parts = test_parts();
  parts.signer = std::make_shared<PlainSigner const>();
  auto card = Card{parts};
  play(card, R"(
    00A4040C 0A D392F000260100000001 -> 9000
    00200098 04 31323334             -> 9000
    802A0597 01 55 00                -> 6985
    802A0397 01 55 00                -> [256] 9000
  )");
  play(card, "802A0397 000120" + std::string(2 * 0x120, '5') + "0100 -> [256] 9000");
}

TEST(Jpki, SigningHalfNeedsItsSigner) {
  auto parts = test_parts();
  parts.signing->signer.reset();
  EXPECT_THROW(Card{parts}, std::invalid_argument);
}

}  // namespace
}  // namespace kazasu::card
