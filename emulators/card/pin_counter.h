// A PIN and the tries left for it: what stays on a card when the power goes.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string_view>

#include "emulators/card/apdu.h"
#include "emulators/card/card_memory.h"

namespace kazasu::card {

struct PinSettings {
  std::string_view pin;                // empty: never set, and blocked from the start
  int tries = 0;                       // 0 to 15
  std::optional<std::uint8_t> left{};  // when the card is first met; nothing: all
  CardMemory* memory = nullptr;        // outlives the counter; what it holds goes before `pin` and `left`
  PinId id{};                          // under which the memory knows this PIN
};

// Compared byte for byte, without padding. Safe to use from several threads: the same card may be in two
// fields at once when two visits draw the same person.
class PinCounter {
 public:
  // Throws std::invalid_argument when the PIN is longer than 16 bytes. More tries than the PIN can have are
  // as many as it can have, whatever the memory holds.
  explicit PinCounter(PinSettings const& settings);

  // 9000 and all tries back; 63Cx with one try less; 6984 when there was none left; 6581 when the memory
  // failed, which counts as no success: a try that is stored as gone by then stays gone.
  // Precondition: 1 to 16 bytes.
  StatusWord verify(std::string_view attempt);

  // A new PIN with all tries; 6581, and all as it was, when the memory failed. Precondition: 1 to 16 bytes.
  StatusWord change(std::string_view pin);

  int tries_left() const;

 private:
  bool matches(std::string_view attempt) const;
  // False when the memory failed; the counter is then as before.
  bool keep(PinState const& state);

  mutable std::mutex mutex_;
  CardMemory* memory_;
  PinId id_;
  std::uint8_t tries_;
  PinState state_;
};

}  // namespace kazasu::card
