// What a PC/SC client meets at the virtual reader: commands, properties, and the host's coming and going.
#include <gtest/gtest.h>

#include <chrono>
#include <string>

#include "tests/card/hex.h"
#include "tests/e2e/end_to_end.h"

namespace kazasu::e2e {
namespace {

using namespace std::chrono_literals;
using card::from_hex;
using card::to_hex;

constexpr auto kSelect = "00A4040C0AD392F000260100000001";
constexpr auto kVerify = "002000980431323334";
constexpr auto kReadCertificate = "00B08A0000";

class Reader : public EndToEnd {
 protected:
  static std::string send(PcscCard& card, std::string const& hex) {
    auto const answer = card.transmit(from_hex(hex));
    return answer.result == "SCARD_S_SUCCESS" ? to_hex(answer.bytes) : answer.result;
  }
};

TEST_F(Reader, CarriesCommandsToTheCard) {
  start();
  slot().insert(test_card());
  auto const card = connect();
  ASSERT_TRUE(card);
  EXPECT_EQ(to_hex(card->status().bytes), kAtr);
  EXPECT_EQ(send(*card, kSelect), "9000");
  EXPECT_EQ(send(*card, kReadCertificate).size(), 2 * 258U);
  EXPECT_EQ(send(*card, "00200098"), "63C3");
  EXPECT_EQ(send(*card, "FFCA000000"), "010203049000");
  EXPECT_EQ(send(*card, "00FF0000"), "6D00");
}

TEST_F(Reader, ShowsSixteenSlotsAndKeepsThemApart) {
  start(16);
  ASSERT_EQ(client().readers().size(), 16U);
  for (std::size_t i = 0; i < 16; ++i) {
    EXPECT_EQ(client().readers()[i], reader_name(i));
    auto one = test_card();
    one.uid = std::string(4, static_cast<char>(i));
    slot(i).insert(std::move(one));
  }
  for (std::size_t i = 0; i < 16; ++i) {
    auto const card = connect(i);
    ASSERT_TRUE(card) << i;
    EXPECT_EQ(card->transmit(from_hex("FFCA000000")).bytes,
              std::string(4, static_cast<char>(i)) + "\x90" + '\0');
  }
}

TEST_F(Reader, CarriesTheLongestCommandAndAnswer) {
  start();
  slot().insert(test_card());
  auto const card = connect();
  ASSERT_TRUE(card);
  EXPECT_EQ(send(*card, kSelect), "9000");
  // Extended Lc and Le of 65,535 and 65,536: the card knows no instruction with so much data, and says so.
  auto const command = from_hex("00FF000000FFFF") + std::string(65535, 'x') + std::string(2, '\0');
  EXPECT_EQ(to_hex(card->transmit(command).bytes), "6D00");
  EXPECT_EQ(send(*card, "00B08A00000000").size(), 2 * 2050U);  // the whole file
}

TEST_F(Reader, LeavesLengthLiesToTheCard) {
  start();
  slot().insert(test_card());
  auto const card = connect();
  ASSERT_TRUE(card);
  for (auto const* lie : {"00", "00A404", "00A4040CFF", "00A4040C0AD3", "00A4040C00FFFF00"}) {
    EXPECT_EQ(send(*card, lie), "6700") << lie;
  }
  EXPECT_EQ(send(*card, kSelect), "9000");
}

TEST_F(Reader, TellsAClientWhoseBufferIsTooSmall) {
  start();
  slot().insert(test_card());
  auto const card = connect();
  ASSERT_TRUE(card);
  EXPECT_EQ(send(*card, kSelect), "9000");
  EXPECT_EQ(card->transmit(from_hex(kReadCertificate), 20).result, "SCARD_E_INSUFFICIENT_BUFFER");
  EXPECT_EQ(send(*card, kReadCertificate).size(), 2 * 258U);
}

TEST_F(Reader, SpeaksT1Alone) {
  start();
  slot().insert(test_card());
  ASSERT_TRUE(client().wait_for(reader_name(0), true));
  EXPECT_EQ(client().connect(reader_name(0), PcscProtocol::kT0).result, "SCARD_W_UNRESPONSIVE_CARD");
  EXPECT_EQ(client().connect(reader_name(0), PcscProtocol::kT1).result, "SCARD_S_SUCCESS");
}

TEST_F(Reader, SaysWhatItIs) {
  start();
  slot().insert(test_card());
  auto const card = connect();
  ASSERT_TRUE(card);
  EXPECT_EQ(card->attribute(0x00010100).bytes, std::string("kazasu") + '\0');  // SCARD_ATTR_VENDOR_NAME
  EXPECT_EQ(to_hex(card->attribute(0x00090303).bytes), kAtr);                  // SCARD_ATTR_ATR_STRING
  EXPECT_EQ(card->attribute(0x00090999).result, "SCARD_E_UNSUPPORTED_FEATURE");
  auto const features = card->control(0x42000000 + 3400);  // CM_IOCTL_GET_FEATURE_REQUEST
  EXPECT_EQ(to_hex(features.bytes), "120442000DAC");
  EXPECT_EQ(to_hex(card->control(0x42000DAC).bytes).substr(0, 12), "0A0400000100");  // dwMaxAPDUDataSize
  EXPECT_NE(card->control(0x42000001).result, "SCARD_S_SUCCESS");
}

TEST_F(Reader, AResetTakesTheRightAway) {
  start();
  slot().insert(test_card());
  auto const card = connect();
  ASSERT_TRUE(card);
  EXPECT_EQ(send(*card, kSelect), "9000");
  EXPECT_EQ(send(*card, kVerify), "9000");
  EXPECT_EQ(send(*card, "802A009702AABB00").substr(512), "9000");
  EXPECT_EQ(card->reset(), "SCARD_S_SUCCESS");
  EXPECT_EQ(send(*card, kSelect), "9000");
  EXPECT_EQ(send(*card, "802A009702AABB00"), "6982");
}

TEST_F(Reader, IsEmptyUntilTheHostStarts) {
  start_pcscd(2);
  EXPECT_EQ(client().readers().size(), 2U);
  EXPECT_FALSE(client().state(reader_name(0)).present);
  start_host(2);
  slot(1).insert(test_card());
  auto const card = connect(1);
  ASSERT_TRUE(card);
  EXPECT_EQ(send(*card, kSelect), "9000");
  EXPECT_FALSE(client().state(reader_name(0)).present);
}

TEST_F(Reader, LosesItsCardsWithTheHostAndFindsThemAgain) {
  start();
  slot().insert(test_card());
  auto const before = connect();
  ASSERT_TRUE(before);
  EXPECT_EQ(send(*before, kSelect), "9000");
  for (auto round = 0; round < 3; ++round) {
    stop_host();
    ASSERT_TRUE(client().wait_for(reader_name(0), false)) << round;
    EXPECT_EQ(send(*before, kSelect), "SCARD_W_REMOVED_CARD");
    start_host();
    auto const after = connect();
    ASSERT_TRUE(after) << round;
    EXPECT_EQ(send(*after, kSelect), "9000");
    EXPECT_EQ(send(*before, kSelect), "SCARD_W_REMOVED_CARD");
  }
}

TEST_F(Reader, FailsACommandWhoseHostIsGone) {
  start();
  slot().insert(test_card());
  auto const card = connect();
  ASSERT_TRUE(card);
  EXPECT_EQ(send(*card, kSelect), "9000");
  stop_host();
  auto const answer = send(*card, kSelect);
  EXPECT_TRUE(answer == "SCARD_E_NOT_TRANSACTED" || answer == "SCARD_W_REMOVED_CARD") << answer;
}

}  // namespace
}  // namespace kazasu::e2e
