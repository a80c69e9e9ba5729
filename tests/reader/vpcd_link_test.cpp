// The vpcd protocol's frames, as a stock vpcd sends them and as nobody should.
#include "emulators/reader/vpcd_link.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "sim/random.h"
#include "tests/card/hex.h"

namespace kazasu::reader {
namespace {

using card::from_hex;
using card::to_hex;

std::string text_of(VpcdMessage const& message) {
  if (auto const* const control = std::get_if<VpcdControl>(&message)) {
    return "control " + std::to_string(static_cast<int>(*control));
  }
  if (auto const* const unknown = std::get_if<VpcdUnknown>(&message)) {
    return "unknown " + std::to_string(unknown->code);
  }
  return to_hex(std::get<VpcdCommand>(message).apdu);
}

std::vector<std::string> take_all(VpcdParser& parser) {
  auto messages = std::vector<std::string>{};
  while (auto const message = parser.next()) messages.push_back(text_of(*message));
  return messages;
}

using Texts = std::vector<std::string>;

TEST(VpcdParser, KnowsTheFourControls) {
  auto parser = VpcdParser{};
  parser.feed(from_hex("000100 000101 000102 000104"));
  EXPECT_EQ(take_all(parser), (Texts{"control 0", "control 1", "control 2", "control 4"}));
}

TEST(VpcdParser, LeavesOtherCodesWithoutMeaning) {
  auto parser = VpcdParser{};
  parser.feed(from_hex("000103 0001FF 000104"));
  EXPECT_EQ(take_all(parser), (Texts{"unknown 3", "unknown 255", "control 4"}));
  EXPECT_FALSE(parser.broken());
}

TEST(VpcdParser, TakesTheSameMessagesHoweverTheStreamIsCut) {
  auto const stream = from_hex("000102 000104 0004 00B00000 0002 9000 000101");
  auto const expected = Texts{"control 2", "control 4", "00B00000", "9000", "control 1"};
  for (std::size_t first = 0; first <= stream.size(); ++first) {
    for (auto second = first; second <= stream.size(); ++second) {
      auto parser = VpcdParser{};
      auto messages = Texts{};
      for (auto const piece :
           {std::string_view{stream}.substr(0, first), std::string_view{stream}.substr(first, second - first),
            std::string_view{stream}.substr(second)}) {
        parser.feed(piece);
        auto const more = take_all(parser);
        messages.insert(messages.end(), more.begin(), more.end());
      }
      ASSERT_EQ(messages, expected) << first << ' ' << second;
      ASSERT_EQ(parser.pending(), 0U);
    }
  }
}

TEST(VpcdParser, TakesTheLongestMessage) {
  auto parser = VpcdParser{};
  parser.feed("\xFF\xFF" + std::string(kVpcdLongest - 1, 'a'));
  EXPECT_FALSE(parser.next());
  parser.feed("b");
  auto const message = parser.next();
  ASSERT_TRUE(message);
  EXPECT_EQ(std::get<VpcdCommand>(*message).apdu, std::string(kVpcdLongest - 1, 'a') + 'b');
}

TEST(VpcdParser, IsBrokenByAFrameWithoutAByte) {
  auto parser = VpcdParser{};
  parser.feed(from_hex("000104 0000 000104"));
  EXPECT_EQ(take_all(parser), (Texts{"control 4"}));
  EXPECT_TRUE(parser.broken());
  parser.feed(from_hex("000104"));
  EXPECT_FALSE(parser.next());
}

TEST(VpcdParser, KeepsLessThanAMessageOfWhateverComes) {
  auto random = sim::RandomStream{1, "vpcd bytes", 0};
  for (auto round = 0; round < 200; ++round) {
    auto parser = VpcdParser{};
    for (auto piece = 0; piece < 20 && !parser.broken(); ++piece) {
      auto bytes = std::string(random.below(3000), '\0');
      for (auto& byte : bytes) byte = static_cast<char>(random.below(256));
      parser.feed(bytes);
      take_all(parser);
      ASSERT_LT(parser.pending(), kVpcdLongest + 2);
    }
  }
}

TEST(EncodeVpcd, PutsTheLengthInFront) {
  EXPECT_EQ(to_hex(encode_vpcd(from_hex("9000")).value()), "00029000");
  EXPECT_EQ(to_hex(encode_vpcd(std::string(258, 'a')).value().substr(0, 2)), "0102");
  EXPECT_EQ(to_hex(encode_vpcd("a").value()), "000161");
  EXPECT_EQ(encode_vpcd(std::string(kVpcdLongest, 'a')).value().size(), kVpcdLongest + 2);
}

TEST(EncodeVpcd, HasNothingForWhatTheProtocolCannotSay) {
  EXPECT_FALSE(encode_vpcd(""));
  EXPECT_FALSE(encode_vpcd(std::string(kVpcdLongest + 1, 'a')));
}

}  // namespace
}  // namespace kazasu::reader
