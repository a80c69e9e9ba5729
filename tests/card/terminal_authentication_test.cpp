// A terminal that proves itself, over bytes.
#include "emulators/card/terminal_authentication.h"

#include <gtest/gtest.h>

#include "emulators/identity/terminal_credential.h"
#include "emulators/identity/test_pki.h"
#include "tests/card/card_fixture.h"
#include "tests/card/transcript.h"

namespace kazasu::card {
namespace {

using identity::TerminalCertificate;

std::string const kSelect = R"(
    00A4040C 0A D392F000260100000001 -> 9000
    00A4020C 02 0016                 -> 9000
)";

struct TerminalAuthentication : testing::Test {
  static void SetUpTestSuite() {
    authority = identity::make_terminal_authority(identity::test_pki_validity());
    terminal = identity::new_rsa_2048_key();
    certificate = identity::make_terminal_certificate(authority.key.get(), terminal.get());
  }
  static void TearDownTestSuite() {
    authority = {};
    terminal.reset();
  }

  Card face_card() {
    auto parts = test_parts();
    parts.kind = CardKind::kFaceAuthentication;
    parts.shared = &shared;
    return Card{std::move(parts)};
  }

  static std::string piece(std::string const& data) {
    auto const length =
        std::string{static_cast<char>(data.size() >> 8U), static_cast<char>(data.size() & 0xFFU)};
    return from_hex("80A200C100") + length + data;
  }
  static std::string body() { return piece(certificate.body); }
  static std::string signature_of(std::string const& bytes) { return piece(from_hex("5F370100") + bytes); }

  static identity::CertifiedKey authority;
  static identity::KeyHandle terminal;
  static TerminalCertificate certificate;
  SharedParts shared{.terminal_authority = identity::rsa_modulus(authority.key.get())};
};
identity::CertifiedKey TerminalAuthentication::authority;
identity::KeyHandle TerminalAuthentication::terminal;
TerminalCertificate TerminalAuthentication::certificate;

TEST_F(TerminalAuthentication, LetsAFaceAuthenticationCardSign) {
  auto card = face_card();
  play(card, kSelect + "802A0097 01 55 00 -> 6982\n00A4020C 02 0016 -> 9000\n");
  EXPECT_EQ(to_hex(transmit(card, body())), "9000");
  play(card, "802A0097 01 55 00 -> 6982\n00A4020C 02 0016 -> 9000\n");
  EXPECT_EQ(to_hex(transmit(card, signature_of(certificate.signature))), "9000");
  play(card, R"(
    802A0097 01 55 00 -> [256] 9000
    00A4020C 02 0017  -> 9000
    802A0080 01 55 00 -> [256] 9000
    00200098          -> 63C0
    00A4040C 0A D392F000260100000001 -> 9000
    802A0097 01 55 00 -> 6982   # the right ends with the selection
  )");
}

TEST_F(TerminalAuthentication, OpensNothingElse) {
  auto parts = test_parts();
  parts.shared = &shared;
  auto card = Card{std::move(parts)};
  play(card, kSelect);
  EXPECT_EQ(to_hex(transmit(card, body())), "9000");
  EXPECT_EQ(to_hex(transmit(card, piece(from_hex("5F37820100") + certificate.signature))), "9000")
      << "the length as BER has it";
  play(card, R"(
    00B08100 04          -> 6982
    802A009A 01 55 00    -> 6982
    00240198 04 31323334 -> 6982
    00200098 04 30303030 -> 63C2
    802A0097 01 55 00    -> [256] 9000   # a wrong PIN takes the PIN's right
    power off
    00A4040C 0A D392F000260100000001 -> 9000
    802A0097 01 55 00    -> 6982
  )");
}

TEST_F(TerminalAuthentication, RefusesASignatureThatDoesNotHold) {
  auto card = face_card();
  auto damaged = certificate.signature;
  damaged[100] = static_cast<char>(damaged[100] ^ 1);
  auto const stranger = identity::make_terminal_certificate(terminal.get(), terminal.get());
  for (auto const& bad : {damaged, stranger.signature, std::string(256, '\0'), std::string(256, '\xFF')}) {
    play(card, kSelect);
    EXPECT_EQ(to_hex(transmit(card, body())), "9000");
    EXPECT_EQ(to_hex(transmit(card, signature_of(bad))), "6300");
    EXPECT_EQ(to_hex(transmit(card, signature_of(certificate.signature))), "6985") << "body first, again";
    play(card, "802A0097 01 55 00 -> 6982\n");
  }
}

TEST_F(TerminalAuthentication, RefusesOtherForms) {
  auto card = face_card();
  play(card, kSelect);
  EXPECT_EQ(to_hex(transmit(card, signature_of(certificate.signature))), "6985");
  auto foreign = certificate.body;
  foreign[10] = 'X';
  EXPECT_EQ(to_hex(transmit(card, piece(foreign))), "6A88");
  for (auto const place : {0U, 3U, 5U, 9U, 42U, 46U, 49U}) {
    auto bent = certificate.body;
    bent[place] = static_cast<char>(bent[place] ^ 1);
    EXPECT_EQ(to_hex(transmit(card, piece(bent))), "6700") << place;
  }
  EXPECT_EQ(to_hex(transmit(card, piece(certificate.body + "x"))), "6700");
  EXPECT_EQ(to_hex(transmit(card, piece(certificate.body.substr(0, 306)))), "6700");
  play(card, R"(
    80A200C1          -> 6700
    80A200C1 01 55    -> 6700
    80A20000 01 55    -> 6A86
    80A200AE 01 55    -> 6A86
    80A28000 01 55    -> 6A86
    80A200B6 01 55    -> 6A86
    00A200C1 01 55    -> 6E00
    00A4020C 02 0017  -> 9000
    80A200C1 01 55    -> 6981   # EF 0016 has to be current
    00A4040C 0A D392F000260100000001 -> 9000
    80A200C1 01 55    -> 6986
  )");
}

TEST_F(TerminalAuthentication, CardThatTrustsNoTerminalSaysSo) {
  shared.terminal_authority.clear();
  auto card = face_card();
  play(card, kSelect);
  EXPECT_EQ(to_hex(transmit(card, body())), "6A88");
  auto parts = test_parts();
  auto ordinary = Card{std::move(parts)};
  play(ordinary, kSelect);
  EXPECT_EQ(to_hex(transmit(ordinary, body())), "6A88");
  EXPECT_EQ(to_hex(transmit(ordinary, signature_of(certificate.signature))), "6985");
}

}  // namespace
}  // namespace kazasu::card
