// What shall go wrong between card and reader, as rules that fit on a command line.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "emulators/card/apdu.h"
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

// When: at the `at_apdu`-th command since the card was inserted, or at the `at_byte`-th byte since then,
// commands and answers counted together (kRemove and kRetap alone), or with `ppm` chances in a million at
// each command. The first is 1; exactly one of the three is not zero.
struct FaultRule {
  FaultKind kind = FaultKind::kRemove;
  std::uint64_t at_apdu = 0;
  std::uint64_t at_byte = 0;
  std::uint32_t ppm = 0;
  sim::Duration time{};     // kRetap and kSlow: over 0, at most an hour
  std::uint32_t count = 1;  // kFlip: from 1; kTruncate: from 0
  card::StatusWord status = card::StatusWord::kSuccess;
  bool operator==(FaultRule const&) const = default;
};

// Comma-separated rules, for instance "remove@4", "remove@byte=300", "retap@2:150ms", "mute@5", "slow@3:2s",
// "slow%100000:50ms", "flip@6:3", "truncate@7:1", "status@2:6F00"; none in an empty text. The grammar is in
// docs/protocols/card-faults.md. Throws std::invalid_argument that says which rule, what was expected, and
// the nearest right word.
std::vector<FaultRule> parse_faults(std::string_view text);
// What parse_faults() reads back as the same rules.
std::string text_of(FaultRule const& rule);
std::string text_of(std::vector<FaultRule> const& rules);

}  // namespace kazasu::reader
