// The bytes that keep one card's PINs on disk.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "emulators/card/card_memory.h"

namespace kazasu::adapters {

// A file has room for two records, each in a block of its own: the older one stays whole while the newer one
// is written. docs/protocols/card-profiles.md has the layout.
inline constexpr std::size_t kCardRecordStride = 4096;
inline constexpr std::size_t kCardRecordBytes = 260;
inline constexpr std::uint32_t kCardRecordVersion = 1;

struct CardStateRecord {
  std::uint64_t sequence = 0;  // grows by one with each record; where it is odd, the second place is meant
  std::uint64_t seed = 0;
  identity::PersonIndex person = 0;
  std::string profile{};  // at most 32 characters
  std::uint8_t issue = 1;
  std::array<std::optional<card::PinState>, card::kPins> pins{};
  bool operator==(CardStateRecord const&) const = default;
};

inline std::size_t place_of(CardStateRecord const& record) {
  return record.sequence % 2 * kCardRecordStride;
}

// kCardRecordBytes long.
std::string encode_card_record(CardStateRecord const& record);

enum class CardRecordFinding : std::uint8_t {
  kWhole,
  kNone,            // torn, damaged, or never written
  kUnknownVersion,  // whole, by a program that is not this one
};
struct CardRecordReading {
  CardRecordFinding finding = CardRecordFinding::kNone;
  CardStateRecord record{};  // of a whole one
};
// Of the bytes at one place, which may be followed by others or be too few.
CardRecordReading decode_card_record(std::string_view bytes);

// What a whole file says: the newer of its records that are whole, kUnknownVersion as soon as one of them is.
CardRecordReading read_card_state(std::string_view file);

}  // namespace kazasu::adapters
