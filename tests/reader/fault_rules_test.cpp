#include "emulators/reader/fault_rules.h"

#include <gtest/gtest.h>

#include <array>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kazasu::reader {
namespace {

using namespace std::chrono_literals;

TEST(FaultRules, ReadsEveryKind) {
  auto const rules = parse_faults(
      "remove@4, remove@byte=300,retap@2:150ms,mute@5,slow@3:2s,slow%100000:50ms,flip@6:3,flip@9,"
      "truncate@7:1,status@2:6f00");
  auto const expected = std::vector<FaultRule>{
      {.kind = FaultKind::kRemove, .at_apdu = 4},
      {.kind = FaultKind::kRemove, .at_byte = 300},
      {.kind = FaultKind::kRetap, .at_apdu = 2, .time = 150ms},
      {.kind = FaultKind::kMute, .at_apdu = 5},
      {.kind = FaultKind::kSlow, .at_apdu = 3, .time = 2s},
      {.kind = FaultKind::kSlow, .ppm = 100'000, .time = 50ms},
      {.kind = FaultKind::kFlip, .at_apdu = 6, .count = 3},
      {.kind = FaultKind::kFlip, .at_apdu = 9, .count = 1},
      {.kind = FaultKind::kTruncate, .at_apdu = 7, .count = 1},
      {.kind = FaultKind::kStatus, .at_apdu = 2, .status = static_cast<card::StatusWord>(0x6F00)},
  };
  EXPECT_EQ(rules, expected);
}

TEST(FaultRules, WritesWhatItReads) {
  constexpr auto kText = std::string_view{
      "remove@4,remove@byte=300,remove%5,retap@2:150ms,retap@byte=9:1500us,mute@5,slow@3:2s,"
      "slow%1000000:7ns,slow@1:60min,flip@6:3,truncate@7:0,status@2:6F00,status@1:0001"};
  EXPECT_EQ(text_of(parse_faults(kText)), kText);
  EXPECT_EQ(parse_faults(text_of(parse_faults(kText))), parse_faults(kText));
  EXPECT_EQ(text_of(parse_faults("slow@3:2000ms")), "slow@3:2s");
}

TEST(FaultRules, AreNoneInAnEmptyText) {
  EXPECT_TRUE(parse_faults("").empty());
  EXPECT_TRUE(parse_faults("  ").empty());
  EXPECT_EQ(text_of(std::vector<FaultRule>{}), "");
}

std::string refusal_of(std::string_view text) {
  try {
    parse_faults(text);
  } catch (std::invalid_argument const& error) {
    return error.what();
  }
  return "accepted";
}

TEST(FaultRules, SayWhichRuleIsWrongAndWhatWasExpected) {
  constexpr auto kCases = std::to_array<std::pair<std::string_view, std::string_view>>({
      {"mute@1,remvoe@4",
       "fault rule 2 'remvoe@4': expected remove, retap, mute, slow, flip, truncate or status — did you mean "
       "'remove'?"},
      {"weather@4", "fault rule 1 'weather@4': expected remove, retap, mute, slow, flip, truncate or status"},
      {"mute@1,", "fault rule 2 '': expected remove, retap, mute, slow, flip, truncate or status"},
      {"remove",
       "fault rule 1 'remove': expected '@' and the number of a command, or '%' and chances in a million, "
       "after the kind"},
      {"slow:2s",
       "fault rule 1 'slow:2s': expected '@' and the number of a command, or '%' and chances in a million, "
       "after the kind"},
      {"mute@0", "fault rule 1 'mute@0': expected the number of a command, from 1, after '@'"},
      {"mute@-1", "fault rule 1 'mute@-1': expected the number of a command, from 1, after '@'"},
      {"mute@1x", "fault rule 1 'mute@1x': expected the number of a command, from 1, after '@'"},
      {"remove@",
       "fault rule 1 'remove@': expected the number of a command, from 1, or 'byte=' and a number after '@'"},
      {"remove@byte=0", "fault rule 1 'remove@byte=0': expected a number from 1 after 'byte='"},
      {"mute@byte=3",
       "fault rule 1 'mute@byte=3': expected the number of a command: only remove and retap happen at a "
       "byte"},
      {"mute%1000001",
       "fault rule 1 'mute%1000001': expected chances in a million from 1 to 1000000 after '%'"},
      {"mute%0", "fault rule 1 'mute%0': expected chances in a million from 1 to 1000000 after '%'"},
      {"mute@1:2", "fault rule 1 'mute@1:2': expected nothing after the number"},
      {"slow@1",
       "fault rule 1 'slow@1': expected ':' and a time of at most an hour, such as 150ms, in ns, us, ms, s "
       "or "
       "min"},
      {"slow@1:2mss",
       "fault rule 1 'slow@1:2mss': expected ':' and a time of at most an hour, such as 150ms, in ns, us, "
       "ms, "
       "s or min — did you mean 'ms'?"},
      {"retap@1:61min",
       "fault rule 1 'retap@1:61min': expected ':' and a time of at most an hour, such as 150ms, in ns, us, "
       "ms, s or min"},
      {"slow@1:ms",
       "fault rule 1 'slow@1:ms': expected ':' and a time of at most an hour, such as 150ms, in ns, us, ms, "
       "s "
       "or min"},
      {"flip@1:0", "fault rule 1 'flip@1:0': expected ':' and a number from 1 to 65538"},
      {"truncate@1", "fault rule 1 'truncate@1': expected ':' and a number from 0 to 65538"},
      {"truncate@1:65539", "fault rule 1 'truncate@1:65539': expected ':' and a number from 0 to 65538"},
      {"status@1:9",
       "fault rule 1 'status@1:9': expected ':' and a status word of four hexadecimal digits, such as 6F00"},
      {"status@1:90000",
       "fault rule 1 'status@1:90000': expected ':' and a status word of four hexadecimal digits, such as "
       "6F00"},
      {"status@1:9O00",
       "fault rule 1 'status@1:9O00': expected ':' and a status word of four hexadecimal digits, such as "
       "6F00"},
  });
  for (auto const& [text, message] : kCases) EXPECT_EQ(refusal_of(text), message);
}

TEST(FaultRules, QuoteNoMoreThanTheBeginningOfALongRule) {
  EXPECT_LT(refusal_of(std::string(100'000, 'a')).size(), 200U);
}

}  // namespace
}  // namespace kazasu::reader
