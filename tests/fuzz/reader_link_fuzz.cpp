// Any bytes on the links of the card host: what the parsers take is a beginning of what came, whatever pieces
// it came in. The rules of faults, which come over the control socket, are read along with them.
#include <algorithm>
#include <stdexcept>
#include <string_view>
#include <variant>

#include "emulators/reader/fault_rules.h"
#include "emulators/reader/phone_link.h"
#include "emulators/reader/reader_link.h"
#include "emulators/reader/vpcd_link.h"
#include "tests/card/hex.h"
#include "tests/fuzz/fuzz_target.h"

namespace kazasu::fuzz {

namespace {

// What a parser took, written again, and whether it gave up.
struct Taken {
  std::string bytes;
  bool broken = false;
  bool operator==(Taken const&) const = default;
};

struct VpcdText {
  std::string operator()(reader::VpcdControl control) const {
    return of_code(static_cast<std::uint8_t>(control));
  }
  std::string operator()(reader::VpcdUnknown unknown) const { return of_code(unknown.code); }
  std::string operator()(reader::VpcdCommand const& command) const {
    require(command.apdu.size() >= 2, "a frame of one byte is no command");
    auto const encoded = reader::encode_vpcd(command.apdu);
    require(encoded.has_value(), "a command that was read can be written");
    return *encoded;
  }
  static std::string of_code(std::uint8_t code) { return {'\0', '\1', static_cast<char>(code)}; }
};

std::string encoded(reader::VpcdMessage const& message) {
  return std::visit(VpcdText{}, message);
}
std::string encoded(reader::PhoneMessage const& message) {
  return reader::encode(message);
}

// Feeds pieces of `piece` bytes; 0: all at once.
template <typename Parser>
Taken take(Parser parser, std::string_view stream, std::size_t piece) {
  auto taken = Taken{};
  while (!stream.empty() && !parser.broken()) {
    auto const part = piece == 0 ? stream : stream.substr(0, piece);
    parser.feed(part);
    stream.remove_prefix(part.size());
    while (auto const message = parser.next()) taken.bytes += encoded(*message);
  }
  taken.broken = parser.broken();
  require(!parser.next(), "nothing comes after the last message");
  return taken;
}

// Payloads are written again as they were read, or refused.
void check_payload(reader::Frame const& frame) {
  auto const same = [&frame](auto const& decoded) {
    if (decoded) require(reader::encode(*decoded) == frame.payload, "a payload is written as it was read");
  };
  same(reader::decode_hello(frame.payload));
  same(reader::decode_welcome(frame.payload));
  same(reader::decode_refusal(frame.payload));
  same(reader::decode_presence(frame.payload));
  same(reader::decode_failure(frame.payload));
}

Taken take_frames(std::string_view stream, std::size_t piece) {
  auto taken = Taken{};
  auto frames = reader::FrameReader{};
  while (!stream.empty() && !frames.broken()) {
    auto const space = frames.space();
    require(!space.empty(), "there is room for more");
    auto const count = std::min({stream.size(), space.size(), piece == 0 ? stream.size() : piece});
    std::copy_n(stream.begin(), count, space.begin());
    frames.filled(count);
    stream.remove_prefix(count);
    while (auto const frame = frames.next()) {
      check_payload(*frame);
      taken.bytes += reader::encode_frame(*frame);
    }
  }
  taken.broken = frames.broken();
  return taken;
}

void check_faults(std::string_view text) {
  auto rules = std::vector<reader::FaultRule>{};
  try {
    rules = reader::parse_faults(text);
  } catch (std::invalid_argument const&) {
    return;
  }
  require(reader::parse_faults(reader::text_of(rules)) == rules, "rules are written as they are read");
}

Taken take_from(std::uint8_t parser, std::string_view stream, std::size_t piece) {
  constexpr std::size_t kBeforeProof = 64;  // what a host takes from a phone that it does not know yet
  switch (parser % 4) {
    case 0:
      return take_frames(stream, piece);
    case 1:
      return take(reader::VpcdParser{}, stream, piece);
    case 2:
      return take(reader::PhoneParser{}, stream, piece);
    default:
      return take(reader::PhoneParser{kBeforeProof}, stream, piece);
  }
}

constexpr std::uint8_t kFaults = 0xFF;

std::string input(std::uint8_t parser, std::uint8_t piece, std::string const& stream) {
  return std::string{static_cast<char>(parser), static_cast<char>(piece)} + stream;
}

std::string reader_stream() {
  using reader::FrameType;
  auto const frame = [](FrameType type, std::uint32_t sequence, std::string const& payload) {
    return reader::encode_frame({.type = type, .sequence = sequence, .payload = payload});
  };
  return frame(FrameType::kHello, 0, reader::encode(reader::Hello{.slot = 3})) +
         frame(FrameType::kWelcome, 0,
               reader::encode(reader::Welcome{.slots = 4, .block_waiting_ms = 5000})) +
         frame(FrameType::kPowerOn, 1, reader::encode_insertion(8)) +
         frame(FrameType::kPowered, 1, "\x3B\x80") +
         frame(FrameType::kTransmit, 2, card::from_hex("00A4020C020018")) +
         frame(FrameType::kAnswer, 2, card::from_hex("9000")) +
         frame(FrameType::kFailure, 3, reader::encode(reader::LinkFailure::kMute)) +
         frame(FrameType::kPresence, 0,
               reader::encode(reader::LinkPresence{.present = true, .insertion = 8})) +
         frame(FrameType::kRefusal, 0, reader::encode(reader::Refusal::kNoSuchSlot)) +
         frame(FrameType::kPowerOff, 4, {}) + frame(FrameType::kDone, 4, {});
}

std::string phone_stream() {
  using namespace reader;
  auto const nonce = std::string(kPhoneNonceBytes, 'n');
  auto stream = std::string{};
  for (auto const& message : std::vector<PhoneMessage>{
           PhoneHello{.nonce = nonce}, PhoneChallenge{.nonce = nonce},
           PhoneProof{std::string(kPhoneMacBytes, 'm')}, PhoneWelcome{std::string(kPhoneMacBytes, 'w')},
           PhoneRefused{}, PhoneFieldOn{},
           PhoneCard{.insertion = 1, .patience_ms = 5000, .uid = "uid4", .atr = "\x3B\x80", .atqb = "atqb"},
           PhoneCommand{.sequence = 1, .heard = 2, .handed = 3, .apdu = card::from_hex("00A4020C020018")},
           PhoneAnswer{.sequence = 1, .bytes = card::from_hex("9000")}, PhoneFieldOff{}, PhoneNoCard{},
           PhonePresence{.present = true, .insertion = 2}, PhonePing{"12345678"}, PhonePong{"12345678"}}) {
    stream += encode(message);
  }
  return stream;
}

}  // namespace

std::vector<std::string> seed_inputs() {
  auto const vpcd = card::from_hex("000104 000101 0005 00A4000C02 0002 9000 000102 000100 000177");
  return {
      input(0, 0, reader_stream()),
      input(0, 3, reader_stream()),
      input(1, 0, vpcd),
      input(1, 1, vpcd),
      input(1, 0, std::string{"\xFF\xFF", 2} + std::string(65'535, 'a') + vpcd),
      input(2, 0, phone_stream()),
      input(2, 7, phone_stream()),
      input(3, 5, phone_stream()),
      input(0, 0,
            reader::encode_frame({.type = reader::FrameType::kAnswer, .payload = std::string(65'548, 'b')})),
      input(kFaults, 0, "remove@4,remove@byte=300,retap@2:150ms,mute@5,slow@3:2s,slow%100000:50ms"),
      input(kFaults, 0, "flip@6:3,flip@9,truncate@7:1,status@2:6F00,slow@1:60min,retap%7:9ns"),
  };
}

}  // namespace kazasu::fuzz

// The first byte chooses the parser, the second the pieces in which it is fed.
extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  using namespace kazasu::fuzz;
  if (size < 2) return 0;
  auto const stream = std::string_view{reinterpret_cast<char const*>(data), size}.substr(2);
  if (data[0] == kFaults) {
    check_faults(stream);
    return 0;
  }
  auto const whole = take_from(data[0], stream, 0);
  require(stream.starts_with(whole.bytes), "messages are a beginning of the stream");
  require(take_from(data[0], stream, data[1]) == whole, "pieces change nothing");
  return 0;
}
