#include "emulators/card/card.h"

#include <gtest/gtest.h>

#include "tests/card/card_fixture.h"

namespace kazasu::card {
namespace {

TEST(Card, CopiesShareThePinAndNotTheSecurityStatus) {
  auto card = test_card();
  auto elsewhere = card;
  ASSERT_EQ(card.select_application(kJpkiAid), StatusWord::kSuccess);
  ASSERT_EQ(elsewhere.select_application(kJpkiAid), StatusWord::kSuccess);
  EXPECT_EQ(card.verify(kTestPin, 0x18), StatusWord::kSuccess);
  EXPECT_EQ(card.sign("digest", 0x17).status, StatusWord::kSuccess);
  EXPECT_EQ(elsewhere.sign("digest", 0x17).status, StatusWord::kSecurityNotSatisfied);
  EXPECT_EQ(elsewhere.verify("0000", 0x18), tries_left_status(2));
  EXPECT_EQ(card.query_tries(0x18), tries_left_status(2));
  elsewhere.power_off();
  EXPECT_EQ(card.sign("digest", 0x17).status, StatusWord::kSuccess);
}

// 顔認証マイナンバーカード: no PIN was ever set.
TEST(Card, EmptyPinIsBlockedFromTheStart) {
  auto card = Card{test_credential(), ""};
  ASSERT_EQ(card.select_application(kJpkiAid), StatusWord::kSuccess);
  EXPECT_EQ(card.query_tries(0x18), StatusWord::kNoTriesLeft);
  EXPECT_EQ(card.verify(kTestPin, 0x18), StatusWord::kReferenceDataUnusable);
}

TEST(Card, RefusesImpossibleParts) {
  auto keyless = test_credential();
  keyless.signer.reset();
  EXPECT_THROW((Card{keyless, kTestPin}), std::invalid_argument);
  EXPECT_THROW((Card{test_credential(), "12345678901234567"}), std::invalid_argument);
}

TEST(Card, TokenInfoIsACompleteStructure) {
  auto const info = token_info(CardKind::kCard);
  ASSERT_EQ(info.size(), 160U);
  EXPECT_EQ(info.substr(0, 15), "JPKIAPICCTOKEN2");
  EXPECT_EQ(info.substr(96, 4), std::string_view("\x00\x00\x04\x0D", 4));
  EXPECT_EQ(info.substr(144), "9999999999999999");
}

TEST(Card, IsSmall) {
  EXPECT_LE(sizeof(Card), 40U) << "what few cards need is boxed";
}

}  // namespace
}  // namespace kazasu::card
