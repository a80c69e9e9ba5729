// 券面入力補助AP, 券面事項確認AP, 共通AP and 住基AP, over bytes.
#include <gtest/gtest.h>

#include "emulators/card/card_holder.h"
#include "emulators/card/sha256.h"
#include "tests/card/card_fixture.h"
#include "tests/card/transcript.h"

namespace kazasu::card {
namespace {

std::string const kSelectText = "00A4040C 0A D3921000310001010408 -> 9000\n";
std::string const kSelectVisual = "00A4040C 0A D3921000310001010402 -> 9000\n";
std::string const kSelectCommon = "00A4040C 0A D3921000310001010100 -> 9000\n";
std::string const kSelectResident = "00A4040C 0A D3921000310001010401 -> 9000\n";

struct PersonalApplicationsTest : testing::Test {
  TestPeople people;
  Card card = whole_card(people);
  CardHolder holder = card_holder(people.person(5));
  std::string number_a = to_hex(holder.personal_number);
  std::string number_b = to_hex(holder.number_b);
};

TEST_F(PersonalApplicationsTest, TextOpensWithThePin) {
  play(card, kSelectText + R"(
    00A4020C 02 0001     -> 9000
    00B00000 00          -> 6982
    00A4020C 02 0011     -> 9000
    00200080             -> 63C3
    00200080 04 31323334 -> 9000
    00B08100 00          -> FF10 0C )" +
                 number_a + R"( FFFF 9000
    00B08200 04          -> FF2050DF 9000
    00B08300 000200      -> [336] 9000
    00B08300 05          -> FF3082014B 9000
    00A4020C 02 0001     -> 9000
    00B00011 01          -> 6B00
  )");
}

TEST_F(PersonalApplicationsTest, TextNumbersOpenTheirFilesOnly) {
  play(card, kSelectText + "00200094 0C " + number_a + " -> 9000\n" + R"(
    00B08100 01 -> FF 9000
    00B08200 01 -> 6982
    00B08300 01 -> FF 9000
  )" + kSelectText +
                 "00200095 0E " + number_b + " -> 9000\n" + R"(
    00B08100 01 -> 6982
    00B08200 01 -> FF 9000
    00B08300 01 -> FF 9000
    00200094    -> 63CA
    00200094 0C 303030303030303030303030 -> 63C9
  )" + kSelectText +
                 R"(
    00B08300 01 -> 6982
    00200094    -> 63C9
    00200092    -> 63C0   # 0012 was never set
    00200092 04 31323334 -> 6984
    power off
  )" + kSelectText +
                 "00200094 -> 63C9\n");
}

TEST_F(PersonalApplicationsTest, TextHasTheFourItemsAtTheirOffsets) {
  play(card, kSelectText + "00200091 04 31323334 -> 9000\n");
  auto const file = std::string{card.read_binary({0, 1000}, 0x02).data};
  auto const word = [&](std::size_t at) {
    return static_cast<std::size_t>(static_cast<unsigned char>(file[at])) << 8U |
           static_cast<std::size_t>(static_cast<unsigned char>(file[at + 1]));
  };
  ASSERT_EQ(to_hex(file.substr(3, 3)), "DF2108");
  auto const expected =
      std::array{std::pair{std::string{"DF22"}, holder.name}, std::pair{std::string{"DF23"}, holder.address},
                 std::pair{std::string{"DF24"}, std::string{"19800217"}},
                 std::pair{std::string{"DF25"}, std::string{"2"}}};
  for (std::size_t i = 0; i < expected.size(); ++i) {
    auto const at = word(6 + 2 * i);
    EXPECT_EQ(to_hex(file.substr(at, 2)), expected[i].first);
    EXPECT_EQ(file.substr(at + 3, expected[i].second.size()), expected[i].second);
  }
  auto const hashes = std::string{card.read_binary({0, 1000}, 0x03).data};
  auto const number = std::string{card.read_binary({0, 1000}, 0x01).data};
  EXPECT_EQ(hashes.substr(8, 32), sha256(number));
  EXPECT_EQ(hashes.substr(43, 32), sha256(file.substr(14, file.size() - 16)));
}

TEST_F(PersonalApplicationsTest, TextHasFreeFilesAndAKeyWithoutPin) {
  play(card, kSelectText + R"(
    00B08400 000300 -> [568] 9000
    00B08400 09     -> 7F218202335F4E8201 9000
    00B08500 0C     -> FF4082009FDF410401030E01 9000
    00B08500 00     -> [164] 9000
    00B08600 02     -> A182 9000
    00B08700 05     -> FF50820213 9000
    00B08800 00     -> FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF 9000
    802A0000 03 616263 00 -> [256] 9000
    802A0093 03 616263 00 -> [256] 9000
    802A0000 00     -> 6700
    802A0000 01 55  -> 6700
    00880093 01 55 00     -> 6985
    00240191 04 31313131  -> 6982
    00200091 04 31323334  -> 9000
    00240191 04 31313131  -> 9000
    80320091 04 31313131  -> 6985
    00200091 04 31323334  -> 63C2
  )");
}

TEST_F(PersonalApplicationsTest, VisualOpensWithBirthDateAndNumbers) {
  play(card, kSelectVisual + R"(
    00200091                 -> 63CA
    00B08100 01              -> 6982
    00200091 06 353530323137 -> 9000
    00B08100 05              -> FF1082021E 9000
    00B08100 000400          -> [547] 9000
    00B08200 01              -> 6982
    00B08500 01              -> 6982
    00B08300 0C              -> FF3082013CDF310406030E01 9000
    00B08400 000400          -> [568] 9000
    00B08600 01              -> FF 9000
  )" + "00200092 0E " +
                 number_b + " -> 9000\n" + R"(
    00B08200 03              -> FF2082 9000
    00B08500 01              -> 6982   # the number itself: A alone
  )" + "00200093 0C " +
                 number_a + " -> 9000\n" + R"(
    00B08500 08              -> FF40820216DF4100 9000   # no image
    802A0000 03 616263 00    -> [256] 9000
    00240191 06 353530323137 -> 6985
  )");
}

TEST_F(PersonalApplicationsTest, CommonHasOneRecord) {
  auto const serial = to_hex(holder.serial + holder.municipality + holder.expiry);
  play(card, kSelectCommon + "00B2010C 00 -> 011C " + serial + " 9000\n" + "00B20104 00 -> 011C " + serial +
                 " 9000\n" + R"(
    00B2020C 00 -> 6A83
    00B2000C 00 -> 6A86
    00B2010D 00 -> 6A86
    00B201FC 00 -> 6A86
    00B2010C 1D -> 6700
    00B2010C    -> 6700
    00B20114 00 -> 6981   # 0002 has no records
    00B08100 00 -> 6981   # 0001 is no transparent file
    00B08200 00 -> [16] 9000
  )");
}

TEST_F(PersonalApplicationsTest, CommonAuthenticatesItselfWithoutPin) {
  auto const info = from_hex("3031300D060960864801650304020105000420") + sha256("abc");
  play(card, kSelectCommon + "00880099 03 616263 00 -> " + to_hex(EchoSigner{}.sign(info)) + "9000\n" + R"(
    00880080 03 616263 00 -> [256] 9000
    00880099 00           -> 6700
    00880099 03 616263    -> 6700
    00880199 03 616263 00 -> 6A86
    0088009C 03 616263 00 -> 6981
    802A0099 03 616263 00 -> 6981
    802A0000 03 616263 00 -> 6A86
    00A4040C 0A D392F000260100000001 -> 9000
    00880097 03 616263 00 -> 6982
    00200098 04 31323334  -> 9000
    00880097 03 616263 00 -> 6985
  )");
}

TEST_F(PersonalApplicationsTest, ResidentPinIsOneInBothApplications) {
  play(card, kSelectResident + R"(
    00B20114 00          -> 6982
    0020009C             -> 63C3
    0020009C 04 30303030 -> 63C2
    8032009C 04 39393939 -> 6982
  )" + kSelectCommon +
                 R"(
    0020009C             -> 63C2
    0020009C 04 31323334 -> 9000
    0024019C 04 39393939 -> 6985
    8032009C 04 39393939 -> 9000
  )" + kSelectResident +
                 R"(
    0020009C 04 39393939 -> 9000
    00B20114 00          -> 6982
    00B00000 00          -> 6981
    802A0000 01 55 00    -> 6A86
  )");
}

TEST_F(PersonalApplicationsTest, RightsEndWithTheApplicationAndPinsAreShared) {
  auto copy = card;
  play(card, kSelectText + "00200091 04 31323334 -> 9000\n" + kSelectVisual + kSelectText +
                 "00B08100 01 -> 6982\n" + "00200091 04 30303030 -> 63C2\n");
  play(copy, kSelectText + "00200091 -> 63C2\n");
}

// As on a telephone: a card without a holder has the JPKI application alone.
TEST(PersonalApplications, NeedAHolder) {
  auto card = Card{test_parts()};
  play(card, R"(
    00A4040C 0A D3921000310001010408 -> 6A82
    00A4040C 0A D3921000310001010402 -> 6A82
    00A4040C 0A D3921000310001010100 -> 6A82
    00A4040C 0A D3921000310001010401 -> 6A82
  )");
}

}  // namespace
}  // namespace kazasu::card
