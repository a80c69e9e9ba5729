#include "emulators/reader/apdu_text.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <string>

#include "emulators/reader/apdu_names.h"
#include "tests/reader/sample_records.h"

namespace kazasu::reader {
namespace {

TEST(ApduText, IsTheGoldenText) {
  auto text = std::string{};
  for (auto const& record : sample_records()) text += text_line(record) + "\n";
  auto golden = std::ostringstream{};
  golden << std::ifstream{"tests/reader/golden/trace.txt"}.rdbuf();
  EXPECT_EQ(text, golden.str());
}

TEST(ApduText, KeyLeavesOutTimeSlotAndDuration) {
  auto first = exchange("00B08A0004", "308205009000");
  auto second = first;
  second.unix_us = 99;
  second.slot = 7;
  second.took = sim::Duration{5};
  EXPECT_EQ(trace_key(first), trace_key(second));
  EXPECT_EQ(trace_key(first), "READ BINARY EF 000A: 00B08A0004 -> 308205009000 (success)");
  second.answer = card::from_hex("308205019000");
  EXPECT_NE(trace_key(first), trace_key(second));
}

TEST(ApduText, TimesBefore1970AndFarAhead) {
  auto record = exchange("00200098", "63C1");
  record.unix_us = -1;
  EXPECT_EQ(text_line(record).substr(0, 27), "1969-12-31T23:59:59.999999Z");
  record.unix_us = 4'102'444'800'000'001;
  EXPECT_EQ(
      text_line(record),
      "2100-01-01T00:00:00.000001Z slot 0: VERIFY without PIN EF 0018: 00200098 -> 63C1 (1 try left), 0 us");
}

TEST(ApduNames, NameCommands) {
  auto const name = [](std::string_view hex) { return command_name(card::from_hex(hex)); };
  EXPECT_EQ(name("00A4040C0AD3921000310001010408"), "SELECT 券面入力補助AP");
  EXPECT_EQ(name("00A4040C05A000000003"), "SELECT another application");
  EXPECT_EQ(name("00A4020C02000A"), "SELECT EF 000A");
  EXPECT_EQ(name("00A40000"), "SELECT");
  EXPECT_EQ(name("00B0010000"), "READ BINARY at 256");
  EXPECT_EQ(name("00B08A0700"), "READ BINARY EF 000A at 7");
  EXPECT_EQ(name("00B2010C00"), "READ RECORD 1 EF 0001");
  EXPECT_EQ(name("0020008004EEEEEEEE"), "VERIFY");
  EXPECT_EQ(name("0024019B06EEEEEEEEEEEE"), "CHANGE REFERENCE DATA EF 001B");
  EXPECT_EQ(name("8032009C04EEEEEEEE"), "CHANGE KEY EF 001C");
  EXPECT_EQ(name("802A0097013100"), "COMPUTE DIGITAL SIGNATURE EF 0017");
  EXPECT_EQ(name("00CA5F5100"), "GET DATA 5F51");
  EXPECT_EQ(name("FFCA000000"), "GET UID of the reader");
  EXPECT_EQ(name("FFB0000000"), "READ BINARY of the reader");
  EXPECT_EQ(name("0CB08A0000"), "READ BINARY EF 000A, secure messaging");
  EXPECT_EQ(name("007F0000"), "command 7F");
  EXPECT_EQ(name("00200080083132"), "command 20, lengths do not add up");
  EXPECT_EQ(name("0020"), "no command");
  EXPECT_EQ(name(""), "no command");
}

TEST(ApduNames, NameStatusWords) {
  auto const meaning = [](int status) { return status_meaning(static_cast<card::StatusWord>(status)); };
  EXPECT_EQ(meaning(0x9000), "success");
  EXPECT_EQ(meaning(0x63C0), "0 tries left");
  EXPECT_EQ(meaning(0x63C1), "1 try left");
  EXPECT_EQ(meaning(0x63CA), "10 tries left");
  EXPECT_EQ(meaning(0x6984), "blocked");
  EXPECT_EQ(meaning(0x6105), "5 more bytes");
  EXPECT_EQ(meaning(0x6C10), "wrong Le, right is 16");
  EXPECT_EQ(meaning(0x6281), "warning");
  EXPECT_EQ(meaning(0x6FFF), "error");
  EXPECT_EQ(meaning(0x1234), "no status word");
}

}  // namespace
}  // namespace kazasu::reader
