// What is said on the card host's control socket: one JSON object on each line (docs/protocols/card-host.md).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "emulators/adapters/card_host/card_slot.h"
#include "emulators/identity/population.h"

namespace kazasu::adapters {

struct InsertOrder {
  std::uint32_t slot = 0;
  identity::PersonIndex person = 0;
  std::string profile = "ordinary";
  std::string faults{};  // reader::parse_faults()
  std::uint64_t fault_seed = 1;
  CardInterface interface = CardInterface::kContactless;
  bool swap = false;  // take out what is there first, as one act
};
struct RemoveOrder {
  std::uint32_t slot = 0;
};
struct ListOrder {};
// The answer is followed by the lines of the trace, until either side closes.
struct TraceOrder {};
using ControlOrder = std::variant<InsertOrder, RemoveOrder, ListOrder, TraceOrder>;

enum class ControlVerdict : std::uint8_t {
  kDone,
  kNotUnderstood,  // the line, a profile, a fault or a person that there is not
  kNoSuchSlot,
  kOccupied,
  kEmpty,
  kCardUnusable,  // its state on the disk is damaged, say
};

struct SlotLine {
  std::uint32_t slot = 0;
  std::string card{};  // empty: none
  std::uint64_t exchanges = 0;
};
struct ControlAnswer {
  ControlVerdict verdict = ControlVerdict::kDone;
  std::string message{};  // for people; empty when there is nothing to say
  std::vector<SlotLine> slots{};
};

// Throw std::invalid_argument saying what is wrong with the line.
ControlOrder parse_order(std::string_view line);
ControlAnswer parse_answer(std::string_view line);

// Without the line's end.
std::string text_of(ControlOrder const& order);
std::string text_of(ControlAnswer const& answer);

}  // namespace kazasu::adapters
