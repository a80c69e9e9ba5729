// Every status word that sources report of real cards, one row each, against one ordinary card. What is ours
// alone is in the tests of its own subject.
#include <gtest/gtest.h>

#include "emulators/card/card_holder.h"
#include "tests/card/card_fixture.h"
#include "tests/card/transcript.h"

namespace kazasu::card {
namespace {

constexpr auto kJpki = "00A4040C0AD392F000260100000001";
constexpr auto kText = "00A4040C0AD3921000310001010408";
constexpr auto kVisual = "00A4040C0AD3921000310001010402";
constexpr auto kCommon = "00A4040C0AD3921000310001010100";
constexpr auto kResident = "00A4040C0AD3921000310001010401";
constexpr auto kManager = "00A4040C07A0000001510000";
constexpr auto kPin = "002000980431323334";
constexpr auto kWrongPin = "002000980430303030";
constexpr auto kSigningPin = "0020009B06414243313233";

struct Row {
  char const* what;
  std::vector<char const*> before;  // whatever they answer
  char const* command;
  char const* status;
};

void expect_answers(std::vector<Row> const& rows) {
  auto const people = TestPeople{};
  for (auto const& row : rows) {
    auto card = whole_card(people);
    for (auto const* const command : row.before) transmit(card, from_hex(command));
    auto const answer = transmit(card, from_hex(row.command));
    ASSERT_GE(answer.size(), 2U);
    EXPECT_EQ(to_hex(answer.substr(answer.size() - 2)), row.status) << row.what << ": " << row.command;
  }
}

TEST(StatusWords, OfSelect) {
  expect_answers({
      {"an application", {}, kJpki, "9000"},
      {"with control information", {}, "00A404000AD392F00026010000000100", "9000"},
      {"a name cut short", {}, "00A4040C05D392F00026", "9000"},
      {"a name of nobody's", {}, "00A4040C0AA0000000308000001000", "6A82"},
      {"OpenSC's probe of another card", {}, "00A4040009A00000030800001000", "6A82"},
      {"the card manager", {kJpki}, kManager, "9000"},
      {"a file", {kJpki}, "00A4020C020018", "9000"},
      {"a file that is not there", {kJpki}, "00A4020C020003", "6A82"},
      {"a closed file", {kJpki}, "00A4020C020001", "9000"},
      {"by path", {kJpki}, "00A4090C020018", "6A86"},
      {"nothing, after reset", {}, "00A40000", "6A86"},
      {"nothing, in an application", {kJpki}, "00A40000", "9000"},
      {"the master file", {kJpki}, "00A40000023F00", "6A82"},
      {"with secure messaging", {kJpki}, "08A4020C020018", "6882"},
      {"with secure messaging and header", {kJpki}, "0CA4020C020018", "6882"},
      {"an instruction of nobody's", {kJpki}, "00C0000000", "6D00"},
      {"a probe with GET DATA", {kJpki}, "00CADF3005", "6A88"},
      {"a probe with GET DATA, odd form", {kJpki}, "00CB3FFF035C017E08", "6D00"},
  });
}

TEST(StatusWords, OfTheCardManager) {
  expect_answers({
      {"issuer", {}, "00CA004200", "9000"},
      {"card", {}, "00CA004500", "9000"},
      {"recognition", {}, "00CA006600", "9000"},
      {"municipality", {}, "00CA00F000", "9000"},
      {"expiry", {}, "00CA00F200", "9000"},
      {"contact ATR", {}, "00CA5F5100", "9000"},
      {"an object that is not there", {}, "00CA00F700", "6A88"},
      {"a long object, short length", {}, "00CA7F2100", "6700"},
      {"a long object, extended length", {}, "00CA7F21000000", "9000"},
      {"a challenge", {}, "0084000008", "9000"},
      {"a challenge of extended length", {}, "00840000000200", "6985"},
  });
}

TEST(StatusWords, OfReadBinary) {
  expect_answers({
      {"free", {kJpki, "00A4020C02000A"}, "00B0000004", "9000"},
      {"by short identifier", {kJpki}, "00B08A0000", "9000"},
      {"up to the end", {kJpki, "00A4020C020006"}, "00B0009F00", "9000"},
      {"behind the end", {kJpki, "00A4020C020006"}, "00B000A001", "6B00"},
      {"without the right", {kJpki, "00A4020C020001"}, "00B0000004", "6982"},
      {"of unknown files", {kJpki}, "00B0850004", "6982"},
      {"with the other PIN", {kJpki, kPin}, "00B0810004", "6982"},
      {"with the right", {kJpki, kSigningPin}, "00B0810004", "9000"},
      {"under secure messaging", {kText}, "08B0840004", "69FC"},
      {"under secure messaging with header", {kText}, "0CB0840004", "69FC"},
  });
}

TEST(StatusWords, OfVerify) {
  expect_answers({
      {"right", {kJpki}, kPin, "9000"},
      {"wrong", {kJpki}, kWrongPin, "63C2"},
      {"the last wrong one", {kJpki, kWrongPin, kWrongPin}, kWrongPin, "63C0"},
      {"blocked", {kJpki, kWrongPin, kWrongPin, kWrongPin}, kPin, "6984"},
      {"tries", {kJpki}, "00200098", "63C3"},
      {"tries after a success", {kJpki, kPin}, "00200098", "63C3"},
      {"tries when blocked", {kJpki, kWrongPin, kWrongPin, kWrongPin}, "00200098", "63C0"},
      {"tries, signing", {kJpki}, "0020009B", "63C5"},
      {"the signing PIN in small letters", {kJpki}, "0020009B06616263313233", "63C4"},
      {"tries, 券面入力補助", {kText}, "00200091", "63C3"},
      {"tries, never set", {kText}, "00200092", "63C0"},
      {"never set", {kText}, "002000920431323334", "6984"},
      {"tries, 照合番号A", {kText}, "00200094", "63CA"},
      {"tries, 照合番号B", {kText}, "00200095", "63CA"},
      {"tries, 券面事項確認 birth date", {kVisual}, "00200091", "63CA"},
      {"tries, 券面事項確認 B", {kVisual}, "00200092", "63CA"},
      {"tries, 券面事項確認 A", {kVisual}, "00200093", "63CA"},
      {"tries, 住基", {kResident}, "0020009C", "63C3"},
      {"tries, 共通", {kCommon}, "0020009C", "63C3"},
      {"under secure messaging", {kJpki}, "082000980431323334", "69FC"},
  });
}

TEST(StatusWords, OfPinChanges) {
  expect_answers({
      {"after VERIFY", {kJpki, kPin}, "002401980439393939", "9000"},
      {"without VERIFY", {kJpki}, "002401980439393939", "6982"},
      {"of 住基", {kResident, "0020009C0431323334"}, "8032009C0439393939", "9000"},
  });
}

TEST(StatusWords, OfSignatures) {
  expect_answers({
      {"by short identifier", {kJpki, kPin}, "802A0097015500", "9000"},
      {"by current key", {kJpki, kPin, "00A4020C020017"}, "802A0080015500", "9000"},
      {"with the signing key", {kJpki, kSigningPin}, "802A009A015500", "9000"},
      {"without PIN", {kJpki}, "802A0097015500", "6982"},
      {"without PIN, signing key", {kJpki, kPin}, "802A009A015500", "6982"},
      {"over a message", {kJpki, kPin}, "802A0197015500", "9000"},
      {"over a hash of another length", {kJpki, kPin}, "802A0297015500", "6985"},
      {"over a message, DigestInfo", {kJpki, kPin}, "802A0397015500", "9000"},
      {"PSS over a message", {kJpki, kPin}, "802A0597015500", "9000"},
      {"in a form that is not there", {kJpki, kPin}, "802A0697015500", "6A86"},
      {"over nothing", {kJpki, kPin}, "802A009700", "6700"},
      {"without PIN, 券面入力補助", {kText}, "802A0000015500", "9000"},
      {"without PIN, 券面事項確認", {kVisual}, "802A0000015500", "9000"},
      {"INTERNAL AUTHENTICATE", {kCommon}, "00880099015500", "9000"},
      {"INTERNAL AUTHENTICATE of another key", {kJpki}, "00880097015500", "6982"},
      {"INTERNAL AUTHENTICATE of another key, verified", {kJpki, kPin}, "00880097015500", "6985"},
  });
}

TEST(StatusWords, OfSessionsAndTerminals) {
  expect_answers({
      {"a session without the PIN", {kText}, "80AE0000015500", "6982"},
      {"a session elsewhere", {kJpki}, "80AE0000015500", "66F1"},
      {"a terminal with wrong data", {kJpki, "00A4020C020016"}, "80A200C10155", "6700"},
      {"a terminal with other parameters", {kJpki, "00A4020C020016"}, "80A200AE0155", "6A86"},
      {"the last command, of a card", {kJpki}, "80FC0000", "6700"},
  });
}

TEST(StatusWords, OfPersonalApplications) {
  expect_answers({
      {"the number without right", {kText}, "00B0810000", "6982"},
      {"the number with the PIN", {kText, "002000910431323334"}, "00B0810000", "9000"},
      {"the hashes with the PIN", {kText, "002000910431323334"}, "00B0830004", "9000"},
      {"the record", {kCommon}, "00B2010C00", "9000"},
      {"the current record", {kCommon, "00A4020C020001"}, "00B2010400", "9000"},
      {"the resident's record", {kResident}, "00B2011400", "6982"},
  });
}

// 照合番号: the right of one number opens no file of the other's.
TEST(StatusWords, NumbersOpenTheirFiles) {
  auto const people = TestPeople{};
  auto const holder = card_holder(people.person(5));
  auto const a = to_hex(holder.personal_number);
  auto const b = to_hex(holder.number_b);
  auto card = whole_card(people);
  play(card, std::string{kText} + " -> 9000\n00200095 0E" + b + " -> 9000\n00B08100 00 -> 6982\n");
  play(card, std::string{kText} + " -> 9000\n00200094 0C" + a + " -> 9000\n00B08200 00 -> 6982\n");
  play(card, std::string{kVisual} + " -> 9000\n00200092 0E" + b + " -> 9000\n00B08500 00 -> 6982\n");
}

}  // namespace
}  // namespace kazasu::card
