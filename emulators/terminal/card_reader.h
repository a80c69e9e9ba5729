// The reader in the nurse's device: the five exchanges that one authentication needs.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "emulators/identity/population.h"
#include "sim/task.h"
#include "sim/time.h"

namespace kazasu::terminal {

enum class CardResult : std::uint8_t {
  kOk,
  kPinWrong,
  kPinLocked,
  kCardRemoved,
  kTimedOut,
  kNotThisCard,  // no JPKI application, or an answer a card of this kind never gives
};

struct CardAnswer {
  CardResult result = CardResult::kCardRemoved;
  std::string data;     // certificate or signature
  int tries_left = -1;  // after a wrong PIN
};

// A card held to the reader. Every call returns by `deadline` with kTimedOut.
struct CardReader {
  virtual ~CardReader() = default;
  virtual sim::Task<CardAnswer> activate(sim::TimePoint deadline) = 0;  // field on, anticollision, activation
  virtual sim::Task<CardAnswer> select(sim::TimePoint deadline) = 0;    // the JPKI application
  virtual sim::Task<CardAnswer> verify(std::string pin, sim::TimePoint deadline) = 0;
  virtual sim::Task<CardAnswer> read_certificate(sim::TimePoint deadline) = 0;
  // Signs SHA-256(`message`) as a DigestInfo.
  virtual sim::Task<CardAnswer> sign(std::string message, sim::TimePoint deadline) = 0;
};

// Holds people's cards to the reader. `visit` keys the randomness of the timing model.
struct CardReaderSource {
  virtual ~CardReaderSource() = default;
  virtual std::unique_ptr<CardReader> tap(identity::PersonIndex person, std::uint64_t visit) = 0;
};

}  // namespace kazasu::terminal
