// What stays on a card without power: its PINs and the tries left for each.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "emulators/identity/population.h"

namespace kazasu::card {

// Every PIN of a card, whatever application it belongs to. The numbers are written to disk: never renumber.
enum class PinId : std::uint8_t {
  kAuthentication = 0,
  kSigning = 1,
  kText = 2,
  kTextNeverSet = 3,
  kTextNumberA = 4,
  kTextNumberB = 5,
  kVisualBirthDate = 6,
  kVisualNumberB = 7,
  kVisualNumberA = 8,
  kResident = 9,  // of 共通AP and 住基AP
};
inline constexpr std::size_t kPins = 10;

// Longest PIN of any kind (署名用 has 6 to 16 characters, 利用者証明用 4 digits).
inline constexpr std::size_t kLongestPin = 16;

struct PinState {
  std::uint8_t tries_left = 0;
  std::uint8_t length = 0;  // of the PIN; 0: never set
  std::array<char, kLongestPin> pin{};
  bool operator==(PinState const&) const = default;
};

// The memory of one card. A card without one keeps its PINs for the length of the process. Safe to use from
// several threads: two PINs of a card may be stored at once.
//
// store() returns when the state would survive what the implementation promises to survive, and leaves either
// the old state or the new one, never a mixture. It throws std::runtime_error when it cannot: the command
// that asked for it then has no effect and the card answers as one whose memory failed. load() throws when
// what is there cannot be read.
struct CardMemory {
  virtual ~CardMemory() = default;
  virtual std::optional<PinState> load(PinId pin) const = 0;  // nothing: never stored
  virtual void store(PinId pin, PinState const& state) = 0;
};

// What a personalised card is a function of; here it names the card whose memory is meant.
struct CardKey {
  std::uint64_t seed = 0;
  identity::PersonIndex person = 0;
  std::string_view profile{};
  std::uint8_t issue = 1;
};

// Where cards find their memories.
struct CardMemories {
  virtual ~CardMemories() = default;
  // One at a time for each card: two would not know of each other's tries. Throws std::runtime_error when
  // what is kept of the card cannot be read, std::logic_error for a second memory of the same card.
  virtual std::unique_ptr<CardMemory> memory_of(CardKey const& card) = 0;
};

}  // namespace kazasu::card
