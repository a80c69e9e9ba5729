#include "emulators/reader/card_faults.h"

#include <algorithm>
#include <utility>

namespace kazasu::reader {

namespace {

constexpr std::size_t kBitsPerByte = 8;

// Inverts `count` different bits, or all where there are fewer (R. Floyd: "A sample of brilliance",
// CACM 30(9), 1987).
void flip_bits(std::string& bytes, std::uint32_t count, sim::RandomStream& random) {
  auto const bits = bytes.size() * kBitsPerByte;
  auto chosen = std::vector<bool>(bits);
  for (auto last = bits - std::min<std::size_t>(count, bits); last < bits; ++last) {
    auto const drawn = static_cast<std::size_t>(random.below(last + 1));
    chosen[chosen[drawn] ? last : drawn] = true;
  }
  for (std::size_t bit = 0; bit < bits; ++bit) {
    if (!chosen[bit]) continue;
    auto& byte = bytes[bit / kBitsPerByte];
    byte = static_cast<char>(static_cast<unsigned char>(byte) ^ 0x80U >> bit % kBitsPerByte);
  }
}

void apply(FaultRule const& rule, std::string& answer, sim::RandomStream& random) {
  if (rule.kind == FaultKind::kStatus) {
    answer.clear();
    card::append_status(answer, rule.status);
  } else if (rule.kind == FaultKind::kFlip) {
    flip_bits(answer, rule.count, random);
  } else {
    answer.resize(std::min<std::size_t>(answer.size(), rule.count));
  }
}

bool takes_card_away(FaultKind kind) {
  return kind == FaultKind::kRemove || kind == FaultKind::kRetap;
}

std::optional<sim::Duration> return_of(FaultRule const& rule) {
  return rule.kind == FaultKind::kRetap ? std::optional{rule.time} : std::nullopt;
}

}  // namespace

// A rule's draws belong to its text, and to its place among equal rules.
CardFaults::CardFaults(std::vector<FaultRule> rules, sim::RandomStream random) {
  auto const seed = random.next();
  for (auto const& rule : rules) {
    auto const equals = std::count_if(rules_.begin(), rules_.end(),
                                      [&rule](auto const& earlier) { return earlier.rule == rule; });
    auto own = sim::RandomStream{seed, text_of(rule), static_cast<std::uint64_t>(equals)};
    rules_.push_back({.rule = rule, .seed = own.next()});
  }
}

sim::RandomStream CardFaults::draws(SeededRule const& seeded) const {
  return {seeded.seed, "card fault", apdus_};
}

bool CardFaults::strikes(SeededRule const& seeded) const {
  auto const& rule = seeded.rule;
  if (rule.ppm != 0) return draws(seeded).chance(rule.ppm);
  return rule.at_apdu != 0 && rule.at_apdu == apdus_;
}

FaultDecision CardFaults::before(std::size_t command_bytes) {
  ++apdus_;
  auto decision = FaultDecision{};
  // The byte of the command that does not arrive any more: the first of all removals counts.
  auto lost = std::optional<std::uint64_t>{};
  auto const lose = [&](std::uint64_t byte, FaultRule const& rule) {
    if (lost && *lost <= byte) return;
    lost = byte;
    decision.returns = return_of(rule);
  };
  for (auto const& seeded : rules_) {
    auto const& rule = seeded.rule;
    if (takes_card_away(rule.kind) && rule.at_byte > bytes_ && rule.at_byte <= bytes_ + command_bytes) {
      lose(rule.at_byte, rule);
    }
    if (!strikes(seeded)) continue;
    if (takes_card_away(rule.kind)) lose(bytes_ + 1, rule);
    if (rule.kind == FaultKind::kMute) decision.mute = true;
    if (rule.kind == FaultKind::kSlow) decision.delay += rule.time;
  }
  decision.reaches_card = !lost;
  bytes_ = lost ? *lost : bytes_ + command_bytes;
  return decision;
}

std::string CardFaults::after(std::string answer, FaultDecision& decision) {
  auto distorted = distort(answer);
  decision.distorted = distorted != answer;
  auto lost = std::optional<std::uint64_t>{};
  for (auto const& [rule, seed] : rules_) {
    if (!takes_card_away(rule.kind) || rule.at_byte <= bytes_ || rule.at_byte > bytes_ + distorted.size()) {
      continue;
    }
    if (lost && *lost <= rule.at_byte) continue;
    lost = rule.at_byte;
    decision.returns = return_of(rule);
  }
  if (!lost) {
    bytes_ += distorted.size();
    return distorted;
  }
  decision.leaves_after = *lost - bytes_ - 1;
  distorted.resize(*decision.leaves_after);
  bytes_ = *lost;
  return distorted;
}

std::string CardFaults::distort(std::string answer) const {
  for (auto const kind : {FaultKind::kStatus, FaultKind::kFlip, FaultKind::kTruncate}) {
    for (auto const& seeded : rules_) {
      if (seeded.rule.kind != kind || !strikes(seeded)) continue;
      auto random = draws(seeded);
      // The first draw may have decided whether the fault happens at all.
      static_cast<void>(random.next());
      apply(seeded.rule, answer, random);
    }
  }
  return answer;
}

}  // namespace kazasu::reader
