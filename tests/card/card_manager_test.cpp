// Commands of the card itself, over bytes.
#include <gtest/gtest.h>

#include "tests/card/card_fixture.h"
#include "tests/card/transcript.h"

namespace kazasu::card {
namespace {

TEST(CardManager, AnswersGetData) {
  auto const people = TestPeople{};
  auto card = whole_card(people);
  play(card, R"(
    00CA0042 00     -> [16] 9000
    00CA0045 00     -> [16] 9000
    00CA00F0 00     -> 3938303030 9000
    00CA00F2 00     -> 3230333530323137 9000
    00CA5F51 00     -> DA13FF8131FB468012392F31C173C601C03B 9000
    00CA0066 00     -> [37] 9000
    00CA00F7 00     -> 6A88
    00CA7F21 00     -> 6700   # longer than Le can say
    00CA7F21 000000 -> [568] 9000
    00CA00F2 07     -> 6700
    00CA0042        -> 6700
    00CA0042 01 00  -> 6700
    00A4040C 0A D392F000260100000001 -> 9000
    00CA00F2 00     -> 6A88
    00A4040C 07 A0000001510000 -> 9000
    00CA00F2 00     -> 3230333530323137 9000
  )");
}

TEST(CardManager, WithoutAHolderKnowsOnlyItself) {
  auto card = test_card();
  play(card, R"(
    00CA0042 00     -> 4B415A41535520544553542043415244 9000
    00CA5F51 00     -> DA13FF8131FB468012392F31C173C601C03B 9000
    00CA0045 00     -> 6A88
    00CA00F0 00     -> 6A88
    00CA00F2 00     -> 6A88
    00CA7F21 000000 -> 6A88
  )");
}

TEST(CardManager, GetChallengeAnswersFromItsStream) {
  auto card = test_card();
  play(card, R"(
    00840000 01     -> [1] 9000
    00840000 00     -> [256] 9000
    00840000 000101 -> 6985
    00840000        -> 6700
    00840100 08     -> 6A86
    00840000 01 00  -> 6700
    00A4040C 0A D392F000260100000001 -> 9000
    00840000 08     -> [8] 9000
  )");
  auto one = test_card();
  auto same = test_card();
  auto const first = transmit(one, from_hex("0084000010"));
  EXPECT_EQ(first, transmit(same, from_hex("0084000010")));
  EXPECT_NE(first, transmit(one, from_hex("0084000010")));
  auto parts = test_parts();
  parts.challenges = {7, "another", 3};
  auto other = Card{parts};
  EXPECT_NE(first, transmit(other, from_hex("0084000010")));
}

TEST(CardManager, CopiesDoNotRepeatAChallenge) {
  auto card = test_card();
  auto copy = card;
  EXPECT_NE(card.challenge(16), copy.challenge(16));
}

TEST(CardManager, SelectsByAnyPartOfAName) {
  auto const people = TestPeople{};
  auto card = whole_card(people);
  play(card, R"(
    00A40000                            -> 6A86
    00A4040C 05 D392100031              -> 9000   # the first of four with that name: 券面入力補助AP
    00A4020C 02 0015                    -> 9000
    00A40000                            -> 9000   # nothing changes
    00200080                            -> 63CA
    00A4040C 09 D39210003100010101      -> 9000   # 共通AP
    00200080                            -> 6986
    00A4020C 02 0019                    -> 9000
    00A4040C 0A D3921000310001010401    -> 9000   # 住基AP
    00A4020C 02 0019                    -> 6A82
    00A4040C 0A D3921000310001010409    -> 6A82
    00A40000                            -> 9000   # still 住基AP
    00A4020C 02 001C                    -> 9000
    power off
    00A40000                            -> 6A86
  )");
}

}  // namespace
}  // namespace kazasu::card
