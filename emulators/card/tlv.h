// BER-TLV data objects as the card's files hold them (ISO/IEC 7816-4, 5.2.2).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace kazasu::card {

enum class TlvLength : std::uint8_t { kShortest, kTwoBytes };  // kTwoBytes: 82 xx xx, whatever the length

// Tag of one or two bytes, length, value. Precondition: fewer than 65,536 bytes of value.
std::string tlv(std::uint16_t tag, std::string_view value, TlvLength length = TlvLength::kShortest);

// Two bytes, big-endian.
std::string two_bytes(std::size_t value);

// Bytes that look like a signature or a modulus and are none: a function of `label` and `entity`.
std::string placeholder(std::string_view label, std::uint64_t entity, std::size_t size);

}  // namespace kazasu::card
