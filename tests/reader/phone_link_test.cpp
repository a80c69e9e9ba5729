// The frames between phone and host: every message, every cut, and what is no message.
#include "emulators/reader/phone_link.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "emulators/reader/phone_auth.h"
#include "sim/random.h"
#include "tests/card/hex.h"

namespace kazasu::reader {
namespace {

using card::from_hex;
using card::to_hex;

std::string counting(std::size_t size, std::uint8_t first) {
  auto bytes = std::string{};
  while (bytes.size() < size) bytes.push_back(static_cast<char>(first + bytes.size()));
  return bytes;
}

auto const kAtr = from_hex("3B888001000041E0B381A1003B");

// One of every kind, with their frames as docs/protocols/phone.md shows them in its example.
struct Example {
  PhoneMessage message;
  std::string hex;
};

std::vector<Example> greeting_examples() {
  auto const token = std::string{"000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"};
  auto const transcript = PhoneTranscript{
      .version = 1, .slot = 0, .phone_nonce = counting(32, 0x20), .host_nonce = counting(32, 0x40)};
  auto const phone = phone_proof(token, PhoneRole::kPhone, transcript);
  auto const host = phone_proof(token, PhoneRole::kHost, transcript);
  return {
      {PhoneHello{.slot = 0, .nonce = transcript.phone_nonce},
       "00000025 01 0001 0000" + to_hex(transcript.phone_nonce)},
      {PhoneChallenge{.nonce = transcript.host_nonce}, "00000023 02 0001" + to_hex(transcript.host_nonce)},
      {PhoneProof{phone}, "00000021 03" + to_hex(phone)},
      {PhoneWelcome{host}, "00000021 04" + to_hex(host)},
      {PhoneRefused{PhoneRefusal::kSlotTaken}, "00000002 05 03"},
  };
}

std::vector<Example> slot_examples() {
  auto const pupi = from_hex("08C0FFEE");
  return {
      {PhonePresence{.present = true, .insertion = 1}, "00000006 23 01 00000001"},
      {PhoneFieldOn{}, "00000001 10"},
      {PhoneNoCard{}, "00000001 21"},
      {PhoneCard{.insertion = 1, .patience_ms = 2500, .uid = pupi, .atr = kAtr, .atqb = atqb_of(kAtr, pupi)},
       "00000029 20 00000001 000009C4 04 08C0FFEE 0D 3B888001000041E0B381A1003B 0C 5008C0FFEE000041E0B381A1"},
      {PhoneCommand{.sequence = 1,
                    .heard = 5'000'000'000,
                    .handed = 0,
                    .apdu = from_hex("00A4040C0AD392F000260100000001")},
       "00000024 12 00000001 000000012A05F200 0000000000000000 00A4040C0AD392F000260100000001"},
      {PhoneAnswer{.sequence = 1,
                   .reply = PhoneReply::kAnswer,
                   .host = sim::Duration{90'000},
                   .card = sim::Duration{50'000},
                   .bytes = from_hex("9000")},
       "00000018 22 00000001 00 0000000000015F90 000000000000C350 9000"},
      {PhoneFieldOff{.handed = 5'020'000'000}, "00000009 11 000000012B371F00"},
      {PhonePing{"12345678"}, "00000009 13 3132333435363738"},
      {PhonePong{"12345678"}, "00000009 24 3132333435363738"},
  };
}

std::vector<Example> examples() {
  auto all = greeting_examples();
  for (auto& example : slot_examples()) all.push_back(std::move(example));
  for (auto& example : all) std::erase(example.hex, ' ');
  return all;
}

TEST(PhoneLink, EveryMessageIsTheDocumentedFrame) {
  auto file = std::ifstream{"docs/protocols/phone.md"};
  auto document = std::stringstream{};
  document << file.rdbuf();
  auto text = std::string{};
  for (auto const c : document.str()) {
    if (c != ' ' && c != '\n') text.push_back(c);
  }
  for (auto const& example : examples()) {
    EXPECT_EQ(to_hex(encode(example.message)), example.hex);
    EXPECT_NE(text.find(example.hex), std::string::npos)
        << example.hex << " is not in docs/protocols/phone.md";
  }
}

TEST(PhoneLink, EveryMessageComesBackHoweverTheStreamIsCut) {
  auto stream = std::string{};
  for (auto const& example : examples()) stream += encode(example.message);
  for (std::size_t piece = 1; piece <= stream.size(); ++piece) {
    auto parser = PhoneParser{};
    auto again = std::string{};
    for (std::size_t at = 0; at < stream.size(); at += piece) {
      parser.feed(std::string_view{stream}.substr(at, piece));
      while (auto const message = parser.next()) again += encode(*message);
    }
    ASSERT_EQ(again, stream) << piece;
    ASSERT_FALSE(parser.broken());
    ASSERT_EQ(parser.pending(), 0U);
  }
}

TEST(PhoneLink, AFrameOneByteShorterOrLongerThanItsTypeBreaksTheLink) {
  for (auto const& example : examples()) {
    auto const frame = encode(example.message);
    auto const payload = frame.substr(4);
    // These two end with as many bytes as there are.
    auto const open_end = std::holds_alternative<PhoneCommand>(example.message) ||
                          std::holds_alternative<PhoneAnswer>(example.message);
    for (auto const& wrong : {payload.substr(0, payload.size() - 1), payload + '\0'}) {
      auto parser = PhoneParser{};
      parser.feed(std::string{'\0', '\0', '\0', static_cast<char>(wrong.size())} + wrong);
      EXPECT_EQ(parser.next().has_value(), open_end) << to_hex(wrong);
      EXPECT_EQ(parser.broken(), !open_end) << to_hex(wrong);
    }
  }
}

TEST(PhoneLink, WhatNoTypeCanBeBreaksTheLink) {
  for (auto const* const hex : {
           "00000000",                                // no type
           "0000000100", "0000000106", "00000001FF",  // unknown types
           "0000000205 00",
           "0000000205 04",                                                  // a refusal for no reason
           "0000000623 02 00000001",                                         // neither present nor absent
           "0000001622 00000001 05 0000000000000000 0000000000000000",       // no such reply
           "0000001822 00000001 03 0000000000000000 0000000000000000 9000",  // removed, yet an answer
           "0000001622 00000001 00 FFFFFFFFFFFFFFFF 0000000000000000",       // longer than time
           "0000001312 00000001 000000012A05F200 000000000000",              // stamps cut short
           "0000000A20 00000001 000009C4 05",                                // a UID that is not there
           "FFFFFFFF",                                                       // 4 GB
       }) {
    auto parser = PhoneParser{};
    parser.feed(from_hex(hex));
    EXPECT_FALSE(parser.next()) << hex;
    EXPECT_TRUE(parser.broken()) << hex;
    EXPECT_EQ(parser.pending(), 0U);
    parser.feed(encode(PhoneFieldOn{}));
    EXPECT_FALSE(parser.next()) << hex;
  }
}

TEST(PhoneLink, ALongFrameIsRefusedByItsLengthAlone) {
  auto parser = PhoneParser{64};
  parser.feed(from_hex("00000041"));
  EXPECT_FALSE(parser.next());
  EXPECT_TRUE(parser.broken());
  auto patient = PhoneParser{64};
  patient.accept_up_to(kPhoneLongest);
  patient.feed(from_hex("00000041"));
  EXPECT_FALSE(patient.next());
  EXPECT_FALSE(patient.broken());
}

TEST(PhoneLink, TheLongestExtendedCommandAndAnswerFit) {
  auto parser = PhoneParser{};
  parser.feed(encode(PhoneCommand{.apdu = std::string(4 + 3 + 65'535 + 2, 'a')}));
  EXPECT_TRUE(parser.next());
  parser.feed(encode(PhoneAnswer{.bytes = std::string(65'536 + 2, 'a')}));
  EXPECT_TRUE(parser.next());
  EXPECT_THROW(encode(PhoneCommand{.apdu = std::string(kPhoneLongest, 'a')}), std::invalid_argument);
}

TEST(PhoneLink, FieldsOfTheWrongLengthAreNotSent) {
  EXPECT_THROW(encode(PhoneHello{.nonce = "short"}), std::invalid_argument);
  EXPECT_THROW(encode(PhoneProof{"short"}), std::invalid_argument);
  EXPECT_THROW(encode(PhonePing{""}), std::invalid_argument);
  EXPECT_THROW(encode(PhoneCard{.uid = std::string(256, 'a')}), std::invalid_argument);
}

TEST(PhoneLink, RandomBytesAreAMessageOrTheEnd) {
  auto random = sim::RandomStream{1, "phone bytes", 0};
  for (auto round = 0; round < 20'000; ++round) {
    auto parser = PhoneParser{};
    auto bytes = std::string(random.below(80), '\0');
    for (auto& byte : bytes) byte = static_cast<char>(random.below(256));
    // Mostly a length that fits and a type that is known, so that the fields are reached.
    if (bytes.size() > 5 && random.below(4) != 0) {
      bytes[0] = bytes[1] = bytes[2] = '\0';
      bytes[3] = static_cast<char>(bytes.size() - 4);
      bytes[4] = static_cast<char>(random.below(4) == 0 ? random.below(8) : 0x10 + random.below(0x18));
    }
    parser.feed(bytes);
    auto rest = std::string_view{bytes};
    while (auto const message = parser.next()) {
      auto const frame = encode(*message);
      ASSERT_TRUE(rest.starts_with(frame)) << to_hex(bytes);
      rest.remove_prefix(frame.size());
    }
    ASSERT_LE(parser.pending(), bytes.size());
  }
}

TEST(AtqbOf, HoldsPupiApplicationDataAndProtocolInfo) {
  EXPECT_EQ(to_hex(atqb_of(kAtr, from_hex("08C0FFEE"))), "5008C0FFEE000041E0B381A1");
}

TEST(AtqbOf, IsEmptyForCardsOfAnotherKind) {
  auto const contact = from_hex("3BDA13FF8131FB468012392F31C173C601C03B");
  EXPECT_EQ(atqb_of(contact, from_hex("08C0FFEE")), "");
  EXPECT_EQ(atqb_of(kAtr, ""), "");
  EXPECT_EQ(atqb_of(kAtr.substr(0, 12), from_hex("08C0FFEE")), "");
  EXPECT_EQ(atqb_of("", ""), "");
}

}  // namespace
}  // namespace kazasu::reader
