// What goes wrong between card and reader, as a seeded plan: pulled away, mute, slow, noisy, wrong.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "emulators/reader/fault_rules.h"
#include "sim/random.h"
#include "sim/time.h"

namespace kazasu::reader {

// What happens to one command and its answer.
struct FaultDecision {
  bool reaches_card = true;  // false: the card was gone before the command was complete
  bool mute = false;
  sim::Duration delay{};                    // before the answer begins
  std::optional<std::size_t> leaves_after;  // bytes of the answer after which the card is gone; 0: none come
  std::optional<sim::Duration> returns;     // after it left; nothing: it stays away
  bool distorted = false;                   // the answer is not the card's own
};

// Of one insertion of one card, retaps by a fault included: count and draws begin anew when a hand inserts.
// Every decision is a function of the rules, the random stream and the order of commands. Each rule has draws
// of its own, so that another rule beside it changes none of them.
class CardFaults {
 public:
  CardFaults(std::vector<FaultRule> rules, sim::RandomStream random);

  // Once for each command, in order.
  FaultDecision before(std::size_t command_bytes);
  // With the card's own answer, when the command reached it and it is not mute. May change the answer and the
  // decision; returns what comes out of the card. Several faults at one command happen in this order: status,
  // flip, truncate, then the removal at a byte; of the times the sum.
  std::string after(std::string answer, FaultDecision& decision);

 private:
  struct SeededRule {
    FaultRule rule;
    std::uint64_t seed;
  };
  // The draws of `seeded` at the current command.
  sim::RandomStream draws(SeededRule const& seeded) const;
  bool strikes(SeededRule const& seeded) const;
  std::string distort(std::string answer) const;

  std::vector<SeededRule> rules_;
  std::uint64_t apdus_ = 0;
  std::uint64_t bytes_ = 0;
};

}  // namespace kazasu::reader
