// A PIN and the tries left for it: what stays on a card when the power goes.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string_view>

#include "emulators/card/apdu.h"
#include "emulators/card/card_memory.h"

namespace kazasu::card {

// Compared byte for byte, without padding. Safe to use from several threads: the same card may be in two
// fields at once when two visits draw the same person.
class PinCounter {
 public:
  // Throws std::invalid_argument when `pin` is longer than 16 bytes. An empty PIN was never set: such a
  // counter is blocked from the start.
  PinCounter(std::string_view pin, int tries);

  // 9000 and all tries back; 63Cx with one try less; 6984 when there was none left.
  // Precondition: 1 to 16 bytes.
  StatusWord verify(std::string_view attempt);

  // A new PIN with all tries. Precondition: 1 to 16 bytes.
  void change(std::string_view pin);

  int tries_left() const;

 private:
  bool matches(std::string_view attempt) const;

  mutable std::mutex mutex_;
  std::array<char, kLongestPin> pin_{};
  std::uint8_t length_;
  std::uint8_t tries_;
  std::uint8_t left_;
};

}  // namespace kazasu::card
