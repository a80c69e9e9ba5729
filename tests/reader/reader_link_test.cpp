#include "emulators/reader/reader_link.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "sim/random.h"
#include "tests/card/hex.h"

namespace kazasu::reader {
namespace {

using card::from_hex;
using card::to_hex;

void feed(FrameReader& frames, std::string_view bytes) {
  while (!bytes.empty()) {
    auto const space = frames.space();
    ASSERT_FALSE(space.empty());
    auto const part = std::min(space.size(), bytes.size());
    std::copy_n(bytes.begin(), part, space.begin());
    frames.filled(part);
    bytes.remove_prefix(part);
    if (bytes.empty()) return;
    // More than one buffer: only a frame in progress may be that long.
    ASSERT_FALSE(frames.next().has_value());
    ASSERT_FALSE(frames.broken());
  }
}

struct Seen {
  FrameType type;
  std::uint32_t sequence;
  std::string payload;
  bool operator==(Seen const&) const = default;
};

std::vector<Seen> drain(FrameReader& frames) {
  auto seen = std::vector<Seen>{};
  while (auto const frame = frames.next()) {
    seen.push_back({frame->type, frame->sequence, std::string{frame->payload}});
  }
  return seen;
}

TEST(ReaderLink, WritesAFrameAsDocumented) {
  EXPECT_EQ(to_hex(encode_frame({.type = FrameType::kPowerOff, .sequence = 0x01020304, .payload = {}})),
            "0300000001020304");
  auto const command = from_hex("00B00000");
  EXPECT_EQ(to_hex(encode_frame({.type = FrameType::kTransmit, .sequence = 0x01020304, .payload = command})),
            "040000040102030400B00000");
}

TEST(ReaderLink, CarriesEveryMessage) {
  auto const hello = decode_hello(encode(Hello{.version = 7, .role = LinkRole::kPresence, .slot = 0x0102}));
  ASSERT_TRUE(hello);
  EXPECT_EQ(hello->version, 7);
  EXPECT_EQ(hello->role, LinkRole::kPresence);
  EXPECT_EQ(hello->slot, 0x0102);

  auto const welcome = decode_welcome(
      encode(Welcome{.version = 3, .slots = 16, .block_waiting_ms = 70000, .host = 0xFEDCBA9876543210U}));
  ASSERT_TRUE(welcome);
  EXPECT_EQ(welcome->version, 3);
  EXPECT_EQ(welcome->slots, 16);
  EXPECT_EQ(welcome->block_waiting_ms, 70000U);
  EXPECT_EQ(welcome->host, 0xFEDCBA9876543210U);

  for (auto const present : {false, true}) {
    auto const presence = decode_presence(encode(LinkPresence{.present = present, .insertion = 1ULL << 40U}));
    ASSERT_TRUE(presence);
    EXPECT_EQ(presence->present, present);
    EXPECT_EQ(presence->insertion, 1ULL << 40U);
  }
  for (auto const refusal : {Refusal::kVersion, Refusal::kNoSuchSlot}) {
    EXPECT_EQ(decode_refusal(encode(refusal)), refusal);
  }
  for (auto const failure :
       {LinkFailure::kNoCard, LinkFailure::kNotPowered, LinkFailure::kRemoved, LinkFailure::kMute}) {
    EXPECT_EQ(decode_failure(encode(failure)), failure);
  }
  EXPECT_EQ(decode_insertion(encode_insertion(0xFEDCBA9876543210U)), 0xFEDCBA9876543210U);
}

TEST(ReaderLink, RefusesPayloadsThatNoMessageHas) {
  for (auto const* hex : {"", "00010100", "000101000000", "0001000000", "0001030000"}) {
    EXPECT_FALSE(decode_hello(from_hex(hex))) << hex;
  }
  EXPECT_FALSE(decode_welcome(std::string(15, '\0')));
  EXPECT_FALSE(decode_welcome(std::string(17, '\0')));
  EXPECT_FALSE(decode_presence(from_hex("020000000000000001")));
  EXPECT_FALSE(decode_presence(from_hex("0100000000000001")));
  EXPECT_FALSE(decode_insertion(""));
  EXPECT_FALSE(decode_insertion(std::string(7, '\0')));
  for (auto const* hex : {"", "00", "03", "0101"}) EXPECT_FALSE(decode_refusal(from_hex(hex))) << hex;
  for (auto const* hex : {"", "00", "05", "FF", "0101"}) EXPECT_FALSE(decode_failure(from_hex(hex))) << hex;
}

TEST(ReaderLink, CopesWithAnySplit) {
  auto random = sim::RandomStream{3, "splits", 0};
  auto expected = std::vector<Seen>{};
  auto stream = std::string{};
  for (auto i = std::uint32_t{0}; i < 300; ++i) {
    auto const size = i % 50 == 0 ? kLongestApdu - i : random.below(600);
    expected.push_back(
        {i % 2 == 0 ? FrameType::kTransmit : FrameType::kAnswer, i, std::string(size, static_cast<char>(i))});
    auto const& last = expected.back();
    stream += encode_frame({.type = last.type, .sequence = last.sequence, .payload = last.payload});
  }
  for (auto round = 0; round < 5; ++round) {
    auto frames = FrameReader{};
    auto seen = std::vector<Seen>{};
    for (std::size_t at = 0; at < stream.size();) {
      auto const space = frames.space();
      auto const part = std::min({space.size(), stream.size() - at, 1 + random.below(round == 0 ? 1 : 9000)});
      std::copy_n(stream.begin() + static_cast<std::ptrdiff_t>(at), part, space.begin());
      frames.filled(part);
      at += part;
      for (auto& one : drain(frames)) seen.push_back(std::move(one));
    }
    EXPECT_EQ(seen, expected) << round;
    EXPECT_TRUE(frames.empty());
    EXPECT_FALSE(frames.broken());
  }
}

TEST(ReaderLink, ATypeThatDoesNotExistBreaksTheStream) {
  for (auto const* hex : {"00", "05", "7F", "80", "88", "FF"}) {
    auto frames = FrameReader{};
    feed(frames, from_hex(hex));
    EXPECT_FALSE(frames.next()) << hex;
    EXPECT_TRUE(frames.broken()) << hex;
  }
}

TEST(ReaderLink, ALengthThatTheTypeCannotHaveBreaksTheStream) {
  struct Case {
    FrameType type;
    std::size_t longest;
  };
  for (auto const& [type, longest] :
       {Case{FrameType::kHello, 5}, Case{FrameType::kPowerOn, 8}, Case{FrameType::kPowerOff, 0},
        Case{FrameType::kTransmit, kLongestApdu}, Case{FrameType::kWelcome, 16}, Case{FrameType::kRefusal, 1},
        Case{FrameType::kPresence, 9}, Case{FrameType::kPowered, 33}, Case{FrameType::kAnswer, kLongestApdu},
        Case{FrameType::kDone, 0}, Case{FrameType::kFailure, 1}}) {
    auto fitting = FrameReader{};
    feed(fitting, encode_frame({.type = type, .sequence = 1, .payload = std::string(longest, 'x')}));
    EXPECT_EQ(drain(fitting).size(), 1U) << static_cast<int>(type);
    auto longer = FrameReader{};
    auto const header = encode_header(type, 1, longest + 1);
    feed(longer, {header.data(), header.size()});
    EXPECT_FALSE(longer.next()) << static_cast<int>(type);
    EXPECT_TRUE(longer.broken()) << static_cast<int>(type);
  }
}

TEST(ReaderLink, StaysBroken) {
  auto frames = FrameReader{};
  auto const good = encode_frame({.type = FrameType::kPowerOn, .sequence = 1, .payload = {}});
  feed(frames, good + "\xFF" + good);
  EXPECT_EQ(drain(frames).size(), 1U);
  EXPECT_TRUE(frames.broken());
  EXPECT_FALSE(frames.next());
  EXPECT_TRUE(frames.broken());
}

TEST(ReaderLink, RandomBytesEndInFramesOrABrokenStream) {
  auto random = sim::RandomStream{5, "noise", 0};
  for (auto round = 0; round < 2000; ++round) {
    auto frames = FrameReader{};
    for (auto chunk = 0; chunk < 20 && !frames.broken(); ++chunk) {
      auto const space = frames.space();
      auto const part = std::min<std::size_t>(space.size(), random.below(64));
      // Mostly types that exist, so that the stream gets further than its first byte.
      for (auto& byte : space.first(part))
        byte = static_cast<char>(random.below(4) == 0 ? random.below(256) : 4);
      frames.filled(part);
      for (auto const& one : drain(frames)) EXPECT_LE(one.payload.size(), kLongestApdu);
    }
  }
}

}  // namespace
}  // namespace kazasu::reader
