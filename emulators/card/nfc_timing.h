// How long a contactless card takes: a model as distributions, or a measured trace in its place. The table of
// its figures with their sources is in docs/protocols/card.md.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "emulators/card/card_model.h"
#include "sim/distribution.h"
#include "sim/random.h"
#include "sim/time.h"

namespace kazasu::card {

// What the card does besides answering.
enum class Work : std::uint8_t { kNone, kSelect, kVerify, kSign };
inline constexpr std::size_t kWorks = 4;

// Time on the air of one exchange over ISO/IEC 14443-4 Type B, both directions at `rate`: 10 etu a character,
// frames of 256 bytes, blocks chained beyond that. No reader, no card.
sim::Duration air_time(AirBitRate rate, std::size_t command_bytes, std::size_t response_bytes);

// Immutable after construction; every thread may draw from it with a random stream of its own.
class NfcTiming {
 public:
  // Reads model.trace_file when there is one and timing is not kNone; throws as load_card_trace() does.
  explicit NfcTiming(CardModel const& model);

  // From the card coming near to the card being ready for its first command.
  sim::Duration activation(sim::RandomStream& random) const;
  // One command and its answer, as the terminal sees it. Lengths are those of the APDUs, in bytes.
  sim::Duration exchange(std::size_t command_bytes, std::size_t response_bytes, Work work,
                         sim::RandomStream& random) const;

 private:
  CardTiming timing_;
  AirBitRate rate_;
  sim::Distribution discovery_;
  sim::Distribution overhead_;
  std::array<sim::Distribution, kWorks> work_;
  std::optional<sim::Distribution> measured_activation_;
  std::array<std::optional<sim::Distribution>, kWorks> measured_;
};

}  // namespace kazasu::card
