#include "emulators/card/tlv.h"

#include "sim/random.h"

namespace kazasu::card {

namespace {

char low_byte(std::size_t value) {
  return static_cast<char>(value & 0xFFU);
}

}  // namespace

std::string two_bytes(std::size_t value) {
  return {low_byte(value >> 8U), low_byte(value)};
}

std::string tlv(std::uint16_t tag, std::string_view value, TlvLength length) {
  auto bytes = tag > 0xFF ? two_bytes(tag) : std::string(1, low_byte(tag));
  if (length == TlvLength::kTwoBytes || value.size() > 0xFF) {
    bytes += '\x82';
    bytes += two_bytes(value.size());
  } else {
    if (value.size() > 0x7F) bytes += '\x81';
    bytes += low_byte(value.size());
  }
  return bytes.append(value);
}

std::string placeholder(std::string_view label, std::uint64_t entity, std::size_t size) {
  auto random = sim::RandomStream{0, label, entity};
  auto bytes = std::string{};
  bytes.reserve(size);
  while (bytes.size() < size) bytes += low_byte(random.next());
  return bytes;
}

}  // namespace kazasu::card
