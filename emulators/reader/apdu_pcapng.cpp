#include "emulators/reader/apdu_pcapng.h"

#include <chrono>
#include <string_view>
#include <utility>

#include "emulators/reader/apdu_text.h"

namespace kazasu::reader {

namespace {

using namespace std::string_view_literals;

// Block types, options and the rest of the format; all numbers of blocks are little-endian here.
constexpr std::uint32_t kSectionHeader = 0x0A0D0D0A;
constexpr std::uint32_t kByteOrderMagic = 0x1A2B3C4D;
constexpr std::uint32_t kInterfaceDescription = 1;
constexpr std::uint32_t kEnhancedPacket = 6;
constexpr std::uint16_t kOptionComment = 1;
constexpr std::uint16_t kOptionApplication = 4;    // of a section
constexpr std::uint16_t kOptionInterfaceName = 2;  // of an interface
constexpr std::uint16_t kOptionFlags = 2;          // of a packet
constexpr std::uint16_t kExportedPdu = 252;
constexpr std::uint32_t kInbound = 1;   // from the card
constexpr std::uint32_t kOutbound = 2;  // to the card

// Tags of an exported PDU; their numbers are big-endian.
constexpr std::uint16_t kTagDissector = 12;
constexpr std::uint16_t kTagProtocolColumn = 33;
constexpr std::uint16_t kTagDirection = 35;
constexpr auto kSent = "\0\0\0\0"sv;
constexpr auto kReceived = "\0\0\0\x01"sv;

void append_little(std::string& bytes, std::uint64_t number, unsigned width) {
  for (auto i = 0U; i < width; ++i) bytes += static_cast<char>(number >> 8U * i & 0xFFU);
}

void pad_to_words(std::string& bytes) {
  while (bytes.size() % 4 != 0) bytes += '\0';
}

void append_option(std::string& bytes, std::uint16_t code, std::string_view value) {
  append_little(bytes, code, 2);
  append_little(bytes, value.size(), 2);
  bytes += value;
  pad_to_words(bytes);
}

std::string block(std::uint32_t type, std::string const& body) {
  auto const length = body.size() + 12;
  auto bytes = std::string{};
  append_little(bytes, type, 4);
  append_little(bytes, length, 4);
  bytes += body;
  append_little(bytes, length, 4);
  return bytes;
}

void append_tag(std::string& bytes, std::uint16_t tag, std::string_view value) {
  auto const padded = (value.size() + 3) / 4 * 4;
  for (auto const number : {std::size_t{tag}, padded}) {
    bytes += static_cast<char>(number >> 8U);
    bytes += static_cast<char>(number & 0xFFU);
  }
  bytes += value;
  bytes.append(padded - value.size(), '\0');
}

struct Packet {
  std::string_view dissector;
  std::string_view payload;
  std::int64_t unix_us = 0;
  std::uint32_t direction = 0;  // kInbound, kOutbound or neither
  std::string comment{};
};

std::string pdu_of(Packet const& packet) {
  auto bytes = std::string{};
  append_tag(bytes, kTagDissector, packet.dissector);
  if (packet.direction == 0) {
    append_tag(bytes, kTagProtocolColumn, "Reader\0"sv);
  } else {
    append_tag(bytes, kTagDirection, packet.direction == kOutbound ? kSent : kReceived);
  }
  append_tag(bytes, 0, {});
  return bytes.append(packet.payload);
}

std::string packet_block(std::uint32_t interface, Packet const& packet) {
  auto const pdu = pdu_of(packet);
  auto const time = static_cast<std::uint64_t>(packet.unix_us);
  auto body = std::string{};
  append_little(body, interface, 4);
  append_little(body, time >> 32U, 4);
  append_little(body, time, 4);
  append_little(body, pdu.size(), 4);
  append_little(body, pdu.size(), 4);
  body += pdu;
  pad_to_words(body);
  append_option(body, kOptionComment, packet.comment);
  auto flags = std::string{};
  append_little(flags, packet.direction, 4);
  append_option(body, kOptionFlags, flags);
  append_option(body, 0, {});
  return block(kEnhancedPacket, body);
}

std::string masked_words(MaskedBytes masked) {
  if (masked.count == 0) return {};
  return ", " + std::to_string(masked.count) + (masked.count == 1 ? " byte masked" : " bytes masked");
}

}  // namespace

std::string ApduPcapng::beginning() {
  auto body = std::string{};
  append_little(body, kByteOrderMagic, 4);
  append_little(body, 1, 2);
  append_little(body, 0, 2);
  append_little(body, ~std::uint64_t{0}, 8);  // the section's length is not known
  append_option(body, kOptionApplication, "kazasu");
  append_option(body, 0, {});
  return block(kSectionHeader, body);
}

std::uint32_t ApduPcapng::interface_of(std::uint32_t slot, std::string& before) {
  auto const [found, is_new] = interfaces_.try_emplace(slot, static_cast<std::uint32_t>(interfaces_.size()));
  if (is_new) {
    auto body = std::string{};
    append_little(body, kExportedPdu, 2);
    append_little(body, 0, 2);
    append_little(body, 0, 4);  // packets of any length
    append_option(body, kOptionInterfaceName, "slot " + std::to_string(slot));
    append_option(body, 0, {});
    before += block(kInterfaceDescription, body);
  }
  return found->second;
}

std::string ApduPcapng::blocks(ApduRecord const& record) {
  auto bytes = std::string{};
  auto const interface = interface_of(record.slot, bytes);
  auto words = summary(record);
  if (record.event != ReaderEvent::kExchange) {
    auto const has_atr = !record.answer.empty();
    auto const payload = has_atr ? record.answer : words;
    return bytes.append(packet_block(interface, {.dissector = has_atr ? "iso7816.atr" : "data-text-lines",
                                                 .payload = payload,
                                                 .unix_us = record.unix_us,
                                                 .comment = std::move(words)}));
  }
  bytes += packet_block(interface, {.dissector = "iso7816",
                                    .payload = record.command,
                                    .unix_us = record.unix_us,
                                    .direction = kOutbound,
                                    .comment = words + masked_words(record.masked_command)});
  if (record.answer.empty()) return bytes;
  auto const took = std::chrono::duration_cast<std::chrono::microseconds>(record.took).count();
  return bytes.append(packet_block(interface, {.dissector = "iso7816",
                                               .payload = record.answer,
                                               .unix_us = record.unix_us + took,
                                               .direction = kInbound,
                                               .comment = words + masked_words(record.masked_answer)}));
}

}  // namespace kazasu::reader
