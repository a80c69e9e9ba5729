#include "emulators/reader/apdu_mask.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>

#include "tests/reader/recorded.h"

namespace kazasu::reader {
namespace {

using card::from_hex;

constexpr auto kJpki = "00A4040C0AD392F000260100000001";
constexpr auto kText = "00A4040C0AD3921000310001010408";
constexpr auto kVisual = "00A4040C0AD3921000310001010402";

// As text: masked bytes as "..", then " > ", then the answer.
std::string shown(ApduRecord const& record) {
  auto const with_dots = [](std::string const& bytes, MaskedBytes masked) {
    auto text = card::to_hex(bytes);
    for (auto i = masked.at; i < masked.at + masked.count; ++i) {
      EXPECT_EQ(text.substr(2 * i, 2), "EE");
      text.replace(2 * i, 2, "..");
    }
    return text;
  };
  return with_dots(record.command, record.masked_command) + " > " +
         with_dots(record.answer, record.masked_answer);
}

class Mask : public testing::Test {
 protected:
  Mask() { event(ReaderEvent::kPowerOn); }

  void event(ReaderEvent kind) {
    auto record = ApduRecord{.event = kind, .command = {}, .answer = from_hex("3B88")};
    mask_.apply(record);
    EXPECT_EQ(shown(record), " > 3B88");
  }

  std::string pass(std::string_view command, std::string_view answer,
                   ExchangeEnd end = ExchangeEnd::kAnswer) {
    auto record = exchange(command, answer);
    record.end = end;
    auto const sizes = std::pair{record.command.size(), record.answer.size()};
    mask_.apply(record);
    EXPECT_EQ(sizes, std::pair(record.command.size(), record.answer.size()));
    return shown(record);
  }

  ApduMask mask_;
};

TEST_F(Mask, HidesPinsOfEveryInstructionAndForm) {
  EXPECT_EQ(pass("0020009804 31323334", "9000"), "0020009804........ > 9000");
  EXPECT_EQ(pass("00200080000004 31323334", "63C2"), "00200080000004........ > 63C2");
  EXPECT_EQ(pass("0020008004 31323334 00", "9000"), "0020008004........00 > 9000");
  EXPECT_EQ(pass("00208F8004 31323334", "6A86"), "00208F8004........ > 6A86");
  EXPECT_EQ(pass("0024018006 414243313233", "9000"), "0024018006............ > 9000");
  EXPECT_EQ(pass("002400800C 414243313233 414243313233", "9000"),
            "002400800C........................ > 9000");
  EXPECT_EQ(pass("8032009C04 31323334", "9000"), "8032009C04........ > 9000");
  EXPECT_EQ(pass("002C028004 31323334", "6D00"), "002C028004........ > 6D00");
  EXPECT_EQ(pass("0021008006 800431323334", "6D00"), "0021008006............ > 6D00");
  EXPECT_EQ(pass("00200080", "63C3"), "00200080 > 63C3");
}

TEST_F(Mask, HidesWhatDoesNotAddUp) {
  EXPECT_EQ(pass("0020008008 31323334", "6700"), "00200080.......... > 6700");
  EXPECT_EQ(pass("00200080 31323334", "6700"), "00200080........ > 6700");
  EXPECT_EQ(pass("00200080 31", "6700"), "00200080.. > 6700");
  EXPECT_EQ(pass("3132", "6700"), ".... > 6700");
  EXPECT_EQ(pass("31323334", "6E00"), "........ > 6E00");
  EXPECT_EQ(pass("", "6700"), " > 6700");
}

TEST_F(Mask, HidesPinsThatWereSentToTheWrongInstruction) {
  EXPECT_EQ(pass("00A4040C06 414243313233", "6A82"), "00A4040C06............ > 6A82");
  EXPECT_EQ(pass("0088009904 31323334 00", "6700"), "0088009904........00 > 6700");
  EXPECT_EQ(pass("00D6000004 31323334", "6D00"), "00D6000004........ > 6D00");
  EXPECT_EQ(pass("FF00000004 31323334", "6A81"), "FF00000004........ > 6A81");
  EXPECT_EQ(pass("802A008004 31323334 00", "6982"), "802A008004........00 > 6982");
}

TEST_F(Mask, ShowsHashesAndTheirSignatures) {
  auto const digest_info = std::string{"3031300D060960864801650304020105000420"} + std::string(64, '5');
  auto const command = "802A009733" + digest_info + "00";
  EXPECT_EQ(pass(command, "AABB9000"), command + " > AABB9000");
  EXPECT_EQ(pass("802A019705 68656C6C6F 00", "AABB9000"), "802A019705..........00 > ....9000");
}

TEST_F(Mask, ShowsCertificatesAndHidesThePersonalNumber) {
  pass(kJpki, "9000");
  pass("00A4020C02000A", "9000");
  EXPECT_EQ(pass("00B0000004", "308205009000"), "00B0000004 > 308205009000");
  pass(kText, "9000");
  pass("00A4020C020001", "9000");
  EXPECT_EQ(pass("00B0000011", "FF100C3132333435363738393031329000"),
            "00B0000011 > ..............................9000");
  EXPECT_EQ(pass("00B00003FF", "6982"), "00B00003FF > 6982");
  // By short identifier, and the hash from which a number could be found by trying.
  EXPECT_EQ(pass("00B0820004", "FF2000009000"), "00B0820004 > FF2000009000");
  EXPECT_EQ(pass("00B0810004", "FF100C319000"), "00B0810004 > ........9000");
  EXPECT_EQ(pass("00B0830004", "FF3082019000"), "00B0830004 > ........9000");
}

TEST_F(Mask, HidesThePrintedNumberAndTheSecurityCode) {
  pass(kVisual, "9000");
  for (auto const* const file : {"81", "82", "85"}) {
    EXPECT_EQ(pass("00B0" + std::string{file} + "0002", "41429000"),
              "00B0" + std::string{file} + "0002 > ....9000");
  }
  EXPECT_EQ(pass("00B0830002", "FF309000"), "00B0830002 > FF309000");
  EXPECT_EQ(pass("0020009303 313233", "9000"), "0020009303...... > 9000");
}

TEST_F(Mask, FollowsTheFileThatAShortIdentifierMadeCurrent) {
  pass(kText, "9000");
  pass("00B0840001", "7F9000");
  EXPECT_EQ(pass("00B0000101", "219000"), "00B0000101 > 219000");
  pass("00B0810001", "6982");  // the card may have made 0001 current
  EXPECT_EQ(pass("00B0000101", "319000"), "00B0000101 > ..9000");
  pass("00A4020C020004", "9000");
  EXPECT_EQ(pass("00B0000101", "219000"), "00B0000101 > 219000");
  pass("0020009104 31323334", "9000");  // VERIFY on 0011 makes it current
  EXPECT_EQ(pass("00B0000101", "219000"), "00B0000101 > ..9000");
}

TEST_F(Mask, HidesWhenItCannotTellWhatIsCurrent) {
  auto midway = ApduMask{};
  auto record = exchange("00B0840001", "7F9000");
  midway.apply(record);
  EXPECT_EQ(shown(record), "00B0840001 > ..9000");
  pass("00A4040C05D392100031", "9000");  // several applications are called that
  EXPECT_EQ(pass("00B0840001", "7F9000"), "00B0840001 > ..9000");
  pass("00A4040C05D392F00026", "9000");
  EXPECT_EQ(pass("00B08A0001", "309000"), "00B08A0001 > 309000");
  pass("00A4040C0AD3921000310001010499", "6A82");  // refused: all stays
  EXPECT_EQ(pass("00B08A0001", "309000"), "00B08A0001 > 309000");
  pass("807E0000", "9000");  // who knows what it did
  EXPECT_EQ(pass("00B08A0001", "309000"), "00B08A0001 > ..9000");
  pass(kJpki, "9000");
  event(ReaderEvent::kReset);
  EXPECT_EQ(pass("00B08A0001", "309000"), "00B08A0001 > ..9000");
}

TEST_F(Mask, HidesAfterAnAnswerThatWasLostOrChanged) {
  for (auto const end : {ExchangeEnd::kDistorted, ExchangeEnd::kMute, ExchangeEnd::kRemoved}) {
    pass(kJpki, "9000");
    // The card is in 券面入力補助AP now, whatever came back; its 0002 is not JPKI's.
    pass(kText, end == ExchangeEnd::kDistorted ? "6F00" : "", end);
    EXPECT_EQ(pass("00B0810002", "FF109000"), "00B0810002 > ....9000");
  }
  pass(kJpki, "9000");
  pass("00B08A0001", "6F00", ExchangeEnd::kDistorted);  // a read changes no application
  EXPECT_EQ(pass("00B08A0001", "309000"), "00B08A0001 > 309000");
}

TEST_F(Mask, HidesTheEndOfACutAnswer) {
  pass(kText, "9000");
  EXPECT_EQ(pass("00B0810011", "FF100C3132", ExchangeEnd::kDistorted), "00B0810011 > ..........");
  EXPECT_EQ(pass("00B0810011", "3132", ExchangeEnd::kDistorted), "00B0810011 > ....");
  EXPECT_EQ(pass("00B0810011", "6F00", ExchangeEnd::kDistorted), "00B0810011 > 6F00");
  EXPECT_EQ(pass("00B0810011", "FF100C3132"), "00B0810011 > ..........");
}

TEST_F(Mask, HidesSecureMessaging) {
  pass(kJpki, "9000");
  EXPECT_EQ(pass("0CB08A0005970104 00", "308205009000"), "0CB08A00.......... > ........9000");
  EXPECT_EQ(pass("0CB08A0003970104 00", "308205009000"), "0CB08A0003......00 > ........9000");
  EXPECT_EQ(pass("80AE000004 AABBCCDD 00", "01029000"), "80AE000004........00 > ....9000");
}

TEST_F(Mask, KnowsTheReadersOwnCommands) {
  pass(kJpki, "9000");
  EXPECT_EQ(pass("FFCA000000", "010203049000"), "FFCA000000 > 010203049000");
  EXPECT_EQ(pass("00B08A0001", "309000"), "00B08A0001 > 309000");
}

TEST(MaskingSink, KeepsSlotsApart) {
  auto out = Collected{};
  auto sink = MaskingSink{out};
  for (auto const slot : {0U, 1U}) {
    sink.record({.slot = slot, .event = ReaderEvent::kPowerOn, .command = {}, .answer = {}});
  }
  auto select = exchange(kText, "9000");
  sink.record(select);
  select = exchange(kJpki, "9000");
  select.slot = 1;
  sink.record(select);
  auto read = exchange("00B0810001", "309000");
  sink.record(read);
  read.slot = 1;
  sink.record(read);
  EXPECT_EQ(shown(out.records.at(4)), "00B0810001 > ..9000");
  EXPECT_EQ(shown(out.records.at(5)), "00B0810001 > 309000");
}

}  // namespace
}  // namespace kazasu::reader
