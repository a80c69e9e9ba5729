// The link between the reader inside pcscd and the card host, as bytes: docs/protocols/reader.md. Knows no
// socket and nothing else of kazasu, because the reader's library is loaded into a foreign process.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace kazasu::reader {

inline constexpr std::uint16_t kLinkVersion = 2;
// pcscd's longest APDU (MAX_BUFFER_SIZE_EXTENDED of pcsclite.h: 65,536 bytes with header, lengths and status
// word). A frame is longer by its header alone.
inline constexpr std::size_t kLongestApdu = 65548;
inline constexpr std::size_t kFrameHeader = 8;

enum class FrameType : std::uint8_t {
  // From the reader.
  kHello = 0x01,
  kPowerOn = 0x02,  // of one insertion; cold, or a warm reset when the card is powered already
  kPowerOff = 0x03,
  kTransmit = 0x04,  // a command APDU
  // From the host.
  kWelcome = 0x81,
  kRefusal = 0x82,
  kPresence = 0x83,
  kPowered = 0x84,  // the ATR
  kAnswer = 0x85,   // a response APDU
  kDone = 0x86,     // powered off
  kFailure = 0x87,
};

struct Frame {
  FrameType type = FrameType::kHello;
  std::uint32_t sequence = 0;  // an answer carries that of its command; 0 for presence
  std::string_view payload;
};

enum class LinkRole : std::uint8_t { kCommands = 1, kPresence = 2 };
struct Hello {
  std::uint16_t version = kLinkVersion;
  LinkRole role = LinkRole::kCommands;
  std::uint16_t slot = 0;
};

struct Welcome {
  std::uint16_t version = kLinkVersion;
  std::uint16_t slots = 0;
  std::uint32_t block_waiting_ms = 0;  // the longest that a command takes
  std::uint64_t host = 0;              // another number for each start of a host
};

enum class Refusal : std::uint8_t { kVersion = 1, kNoSuchSlot = 2 };

// `insertion` counts the cards that were put into the slot, so that a swap is a change.
struct LinkPresence {
  bool present = false;
  std::uint64_t insertion = 0;
};

enum class LinkFailure : std::uint8_t { kNoCard = 1, kNotPowered = 2, kRemoved = 3, kMute = 4 };

// Header of a frame whose payload follows in the same write. Precondition: at most kLongestApdu bytes.
std::array<char, kFrameHeader> encode_header(FrameType type, std::uint32_t sequence, std::size_t payload);

// Payloads. Decoders answer nothing for a length or a value that the message cannot have.
std::string encode(Hello const& hello);
std::string encode(Welcome const& welcome);
std::string encode(Refusal refusal);
std::string encode(LinkPresence const& presence);
std::string encode(LinkFailure failure);
std::string encode_insertion(std::uint64_t insertion);
std::optional<Hello> decode_hello(std::string_view payload);
std::optional<Welcome> decode_welcome(std::string_view payload);
std::optional<Refusal> decode_refusal(std::string_view payload);
std::optional<LinkPresence> decode_presence(std::string_view payload);
std::optional<LinkFailure> decode_failure(std::string_view payload);
std::optional<std::uint64_t> decode_insertion(std::string_view payload);

// Header and payload in one string.
std::string encode_frame(Frame const& frame);

// Takes a stream of bytes, however it was split, and gives back its frames. A type that does not exist, or a
// length beyond what the type may have, breaks it for good: the link has to be closed.
class FrameReader {
 public:
  // Where the next received bytes go; never empty. Invalidates the payload of the last frame.
  std::span<char> space();
  // `count` bytes were written to the beginning of space().
  void filled(std::size_t count) { end_ += count; }
  // The next complete frame, nothing when more bytes are needed or the stream is broken. Its payload lives
  // until the next call of space() or next().
  std::optional<Frame> next();
  bool broken() const { return broken_; }
  // True between frames.
  bool empty() const { return begin_ == end_; }

 private:
  std::string buffer_ = std::string(4096, '\0');
  std::size_t begin_ = 0;  // of what no frame has taken
  std::size_t end_ = 0;    // of what was received
  bool broken_ = false;
};

}  // namespace kazasu::reader
