// What other kinds of cards answer where an ordinary one answers otherwise, over bytes.
#include <gtest/gtest.h>

#include "emulators/card/sha384.h"
#include "tests/card/card_fixture.h"
#include "tests/card/transcript.h"

namespace kazasu::card {
namespace {

std::string const kSelectJpki = "00A4040C 0A D392F000260100000001 -> 9000\n";

struct CardKinds : testing::Test {
  Card card_of(CardKind kind) {
    auto parts = test_parts();
    parts.kind = kind;
    parts.people = &people;
    parts.person = 5;
    return Card{std::move(parts)};
  }
  TestPeople people;
};

TEST_F(CardKinds, FaceAuthenticationHasNoPinAndNoSigningHalf) {
  auto card = card_of(CardKind::kFaceAuthentication);
  play(card, kSelectJpki + R"(
    00B08800 00          -> 008F00 9000
    00200098             -> 63C0
    00200098 04 31323334 -> 6984
    0020009B             -> 63C0
    0020009B 06 414243313233 -> 6984
    00A4020C 02 0001     -> 6A82
    00A4020C 02 001A     -> 6A82
    00B08A00 04          -> 30820254 9000
    802A0097 01 55 00    -> 6982
    00240198 04 31323334 -> 6982
    00A4040C 0A D3921000310001010408 -> 9000
    00200091             -> 63C0
    00200091 04 31323334 -> 6984
    00200094             -> 63CA   # what is printed opens its files as on any card
    00A4040C 0A D3921000310001010100 -> 9000
    0020009C             -> 63C0
  )");
}

TEST_F(CardKinds, SmartphoneHidesItsCertificateAndHasNothingPrinted) {
  auto card = card_of(CardKind::kSmartphone);
  play(card, "00CA5F51 00 -> 6A88\n" + kSelectJpki + R"(
    00B08600 0F          -> 4A504B494150475053455 44F4B454E 9000   # JPKIAPGPSETOKEN
    00A4020C 02 000A     -> 9000
    00B00000 04          -> 6982
    00200098 04 31323334 -> 9000
    00B08A00 04          -> 30820254 9000
    00B08B00 02          -> 3082 9000
    802A0097 01 55 00    -> [256] 9000
    00A4040C 0A D3921000310001010408 -> 6A82
    00A4040C 0A D3921000310001010402 -> 6A82
    00A4040C 0A D3921000310001010100 -> 6A82
    00A4040C 0A D3921000310001010401 -> 6A82
  )");
}

TEST_F(CardKinds, SmartphoneTellsItsLastCommand) {
  auto card = card_of(CardKind::kSmartphone);
  play(card, "80FC0000 -> 000000 9000\n" + kSelectJpki + R"(
    80FC0000             -> A49000 9000
    00200098 04 30303030 -> 63C2
    80FC0000             -> 2063C2 9000
    80FC0000             -> 2063C2 9000   # does not count itself
    80FC0000 00          -> 2063C2 9000
    80FC0100             -> 6A86
    80FC0000 01 55       -> 6700
    power off
    80FC0000             -> 000000 9000
  )");
  auto ordinary = card_of(CardKind::kCard);
  play(ordinary, "80FC0000 -> 6700\n80FC0000 00 -> 6700\n");
}

// A signer of P-384: the signature shows the digest.
struct EchoEcdsa final : identity::CardSigner {
  identity::SignatureScheme scheme() const override { return identity::SignatureScheme::kEcdsaP384; }
  std::string sign(std::string_view digest) const override { return std::string{digest}; }
};

TEST_F(CardKinds, NextGenerationSignsSha384) {
  auto parts = test_parts();
  parts.kind = CardKind::kNextGeneration;
  parts.signer = std::make_shared<EchoEcdsa const>();
  parts.signing->signer = std::make_shared<EchoEcdsa const>();
  auto card = Card{std::move(parts)};
  // FIPS 180-4's example, "abc".
  auto const digest = std::string{
      "CB00753F45A35E8BB5A03D699AC65007272C32AB0EDED1631A8B605A43FF5BED"
      "8086072BA1E7CC2358BAECA134C825A7"};
  ASSERT_EQ(to_hex(sha384("abc")), digest);
  auto const info = "3041300D060960864801650304020205000430" + digest;
  play(card, kSelectJpki + "00200098 04 31323334 -> 9000\n0020009B 06 414243313233 -> 9000\n" +
                 "802A0097 30 " + digest + " 00 -> " + digest + "9000\n" +  //
                 "802A0097 43 " + info + " 00 -> " + digest + "9000\n" +    //
                 "802A009A 30 " + digest + " 68 -> " + digest + "9000\n" +  //
                 "802A0297 30 " + digest + " 00 -> " + digest + "9000\n" +  //
                 "802A0397 03 616263 00 -> " + digest + "9000\n" +          //
                 "802A0197 03 616263 00 -> " + digest + "9000\n" + R"(
    802A0497 03 616263 00 -> 6985
    802A0597 03 616263 00 -> 6985
    802A0097 03 616263 00 -> 6985
    802A0297 03 616263 00 -> 6985
    802A0097 00           -> 6700
  )" + "802A0097 30 " +
                 digest + " 67 -> 6700\n" + "00B08660 04 -> 0000040D 9000\n");
}

}  // namespace
}  // namespace kazasu::card
