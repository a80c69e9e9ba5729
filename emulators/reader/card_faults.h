// What goes wrong between card and reader, as a seeded plan: pulled away, mute, slow, noisy, wrong.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "emulators/card/apdu.h"
#include "sim/random.h"
#include "sim/time.h"

namespace kazasu::reader {

enum class FaultKind : std::uint8_t {
  kRemove,    // the card leaves the field and stays away
  kRetap,     // it leaves and comes back after `time`
  kMute,      // it never answers this command
  kSlow,      // it answers `time` later than it would
  kFlip,      // `count` bits of the answer are inverted
  kTruncate,  // only `count` bytes of the answer come
  kStatus,    // `status` in place of the answer
};

// When: at the `at_apdu`-th command since the card was inserted (from 1; 0: none in particular), or with
// `ppm` chances in a million at each. kRemove and kRetap may instead happen when `at_byte` bytes have passed
// since the insertion, commands and answers counted together.
struct FaultRule {
  FaultKind kind = FaultKind::kRemove;
  std::uint64_t at_apdu = 0;
  std::uint64_t at_byte = 0;
  std::uint32_t ppm = 0;
  sim::Duration time{};
  std::uint32_t count = 1;
  card::StatusWord status = card::StatusWord::kSuccess;
};

// Comma-separated rules, for instance "remove@4", "remove@byte=300", "retap@2:150ms", "mute@5", "slow@3:2s",
// "slow%100000:50ms", "flip@6:3", "truncate@7:1", "status@2:6F00": docs/protocols/reader.md has the grammar.
// Throws std::invalid_argument naming the rule, what was expected and where.
std::vector<FaultRule> parse_faults(std::string_view text);
std::string text_of(std::vector<FaultRule> const& rules);

// What happens to one command and its answer.
struct FaultDecision {
  bool reaches_card = true;  // false: the card was gone before the command was complete
  bool mute = false;
  sim::Duration delay{};                    // before the answer begins
  std::optional<std::size_t> leaves_after;  // bytes of the answer after which the card is gone; 0: none come
  std::optional<sim::Duration> returns;     // after it left; nothing: it stays away
  bool distorted = false;                   // the answer is not the card's own
};

// Of one insertion of one card: count and draws begin anew with the next.
class CardFaults {
 public:
  CardFaults(std::vector<FaultRule> rules, sim::RandomStream random);

  // Once for each command, in order.
  FaultDecision before(std::size_t command_bytes);
  // With the card's own answer, when the command reached it and it is not mute. May change the answer and the
  // decision; returns what comes out of the card.
  std::string after(std::string answer, FaultDecision& decision);

 private:
  std::vector<FaultRule> rules_;
  sim::RandomStream random_;
  std::uint64_t apdus_ = 0;
  std::uint64_t bytes_ = 0;
};

}  // namespace kazasu::reader
