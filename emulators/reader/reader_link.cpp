#include "emulators/reader/reader_link.h"

#include <algorithm>
#include <cstring>

namespace kazasu::reader {

namespace {

constexpr auto kHelloSize = std::size_t{5};
constexpr auto kWelcomeSize = std::size_t{16};
constexpr auto kPresenceSize = std::size_t{9};
constexpr auto kInsertionSize = std::size_t{8};
constexpr auto kLongestAtr = std::size_t{33};  // ISO/IEC 7816-3, 8.2

// Big-endian, `bytes` wide, at `to`.
void put(char* to, std::uint64_t value, std::size_t bytes) {
  for (std::size_t i = 0; i < bytes; ++i) to[i] = static_cast<char>(value >> (8 * (bytes - 1 - i)));
}

template <class Integer>
void append(std::string& to, Integer value) {
  to.resize(to.size() + sizeof(Integer));
  put(to.data() + to.size() - sizeof(Integer), value, sizeof(Integer));
}

std::uint64_t number(std::string_view bytes) {
  auto value = std::uint64_t{0};
  for (auto const byte : bytes) value = value << 8U | static_cast<unsigned char>(byte);
  return value;
}

// The longest payload of each type; nothing for a type that does not exist.
std::optional<std::size_t> longest_payload(std::uint64_t type) {
  switch (static_cast<FrameType>(type)) {
    case FrameType::kHello:
      return kHelloSize;
    case FrameType::kWelcome:
      return kWelcomeSize;
    case FrameType::kPresence:
      return kPresenceSize;
    case FrameType::kPowered:
      return kLongestAtr;
    case FrameType::kPowerOn:
      return kInsertionSize;
    case FrameType::kPowerOff:
    case FrameType::kDone:
      return 0;
    case FrameType::kRefusal:
    case FrameType::kFailure:
      return 1;
    case FrameType::kTransmit:
    case FrameType::kAnswer:
      return kLongestApdu;
  }
  return std::nullopt;
}

// Of an enumeration whose values are 1 to `last` in one byte.
template <class Enumeration>
std::optional<Enumeration> decode_one_of(std::string_view payload, Enumeration last) {
  if (payload.size() != 1) return std::nullopt;
  auto const value = number(payload);
  if (value < 1 || value > static_cast<std::uint64_t>(last)) return std::nullopt;
  return static_cast<Enumeration>(value);
}

}  // namespace

std::array<char, kFrameHeader> encode_header(FrameType type, std::uint32_t sequence, std::size_t payload) {
  auto header = std::array<char, kFrameHeader>{};
  header[0] = static_cast<char>(type);
  put(header.data() + 1, payload, 3);
  put(header.data() + 4, sequence, 4);
  return header;
}

std::string encode_frame(Frame const& frame) {
  auto const header = encode_header(frame.type, frame.sequence, frame.payload.size());
  return std::string{header.data(), header.size()}.append(frame.payload);
}

std::string encode(Hello const& hello) {
  auto payload = std::string{};
  append(payload, hello.version);
  append(payload, static_cast<std::uint8_t>(hello.role));
  append(payload, hello.slot);
  return payload;
}

std::string encode(Welcome const& welcome) {
  auto payload = std::string{};
  append(payload, welcome.version);
  append(payload, welcome.slots);
  append(payload, welcome.block_waiting_ms);
  append(payload, welcome.host);
  return payload;
}

std::string encode(Refusal refusal) {
  return std::string(1, static_cast<char>(refusal));
}

std::string encode(LinkPresence const& presence) {
  auto payload = std::string(1, presence.present ? '\1' : '\0');
  append(payload, presence.insertion);
  return payload;
}

std::string encode(LinkFailure failure) {
  return std::string(1, static_cast<char>(failure));
}

std::string encode_insertion(std::uint64_t insertion) {
  auto payload = std::string{};
  append(payload, insertion);
  return payload;
}

std::optional<Hello> decode_hello(std::string_view payload) {
  if (payload.size() != kHelloSize) return std::nullopt;
  auto const role = decode_one_of(payload.substr(2, 1), LinkRole::kPresence);
  if (!role) return std::nullopt;
  return Hello{.version = static_cast<std::uint16_t>(number(payload.substr(0, 2))),
               .role = *role,
               .slot = static_cast<std::uint16_t>(number(payload.substr(3, 2)))};
}

std::optional<Welcome> decode_welcome(std::string_view payload) {
  if (payload.size() != kWelcomeSize) return std::nullopt;
  return Welcome{.version = static_cast<std::uint16_t>(number(payload.substr(0, 2))),
                 .slots = static_cast<std::uint16_t>(number(payload.substr(2, 2))),
                 .block_waiting_ms = static_cast<std::uint32_t>(number(payload.substr(4, 4))),
                 .host = number(payload.substr(8, 8))};
}

std::optional<Refusal> decode_refusal(std::string_view payload) {
  return decode_one_of(payload, Refusal::kNoSuchSlot);
}

std::optional<LinkPresence> decode_presence(std::string_view payload) {
  if (payload.size() != kPresenceSize || number(payload.substr(0, 1)) > 1) return std::nullopt;
  return LinkPresence{.present = payload[0] == '\1', .insertion = number(payload.substr(1))};
}

std::optional<LinkFailure> decode_failure(std::string_view payload) {
  return decode_one_of(payload, LinkFailure::kMute);
}

std::optional<std::uint64_t> decode_insertion(std::string_view payload) {
  if (payload.size() != kInsertionSize) return std::nullopt;
  return number(payload);
}

std::span<char> FrameReader::space() {
  if (begin_ == end_) begin_ = end_ = 0;
  if (end_ == buffer_.size() && begin_ > 0) {
    std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
  }
  // A frame in progress that fills the buffer: its length was checked, so that this ends.
  if (end_ == buffer_.size()) buffer_.resize(std::min(2 * buffer_.size(), kFrameHeader + kLongestApdu));
  return {buffer_.data() + end_, buffer_.size() - end_};
}

std::optional<Frame> FrameReader::next() {
  auto const rest = std::string_view{buffer_}.substr(begin_, end_ - begin_);
  if (broken_ || rest.empty()) return std::nullopt;
  auto const longest = longest_payload(number(rest.substr(0, 1)));
  broken_ = !longest;
  if (broken_ || rest.size() < kFrameHeader) return std::nullopt;
  auto const length = static_cast<std::size_t>(number(rest.substr(1, 3)));
  broken_ = length > *longest;
  if (broken_ || rest.size() < kFrameHeader + length) return std::nullopt;
  begin_ += kFrameHeader + length;
  return Frame{.type = static_cast<FrameType>(number(rest.substr(0, 1))),
               .sequence = static_cast<std::uint32_t>(number(rest.substr(4, 4))),
               .payload = rest.substr(kFrameHeader, length)};
}

}  // namespace kazasu::reader
