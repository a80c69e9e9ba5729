// The scenario language as one table. Loader, checker, reference page and JSON Schema all derive from it.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "scenarios/scenario.h"

namespace kazasu::scenarios {

enum class Type : std::uint8_t {
  kSection,  // a mapping; its keys are the entries below its path
  kText,
  kInteger,
  kDuration,
  kRate,          // per second
  kShare,         // in [0, 1]
  kWord,          // one of `words`
  kWords,         // one or several of `words`
  kDistribution,  // of durations
  kTimestamp,     // Japanese civil time
  kFile,          // relative to the scenario's own folder
  kSteps,         // a list; the steps are the entries below its path
  kStep,
  kThresholds,  // a list of gates
  kFaults,      // a list of fault rules
  kJourneys,    // a list; each item has the keys below "journey"
};

// What a key holds after reading: text and file; integer and word (its index); rate and share; duration;
// distribution; timestamp; words (their indices); thresholds; faults.
using Value = std::variant<std::string, std::uint64_t, double, sim::Duration, sim::Distribution, sim::Instant,
                           std::vector<std::size_t>, std::vector<Threshold>, std::vector<Fault>>;

// The key is needed with some words of another key, and has no meaning with the others.
struct Condition {
  std::string_view path;
  std::span<std::string_view const> words;
};

struct Entry {
  std::string_view path;  // "arrivals.rate", "journey.steps.consent.time"
  Type type = Type::kText;
  std::string_view description;   // one line
  std::string_view initial = {};  // the value of a key that is left out, as a file would write it
  bool required = false;
  std::array<std::string_view, 2> unless =
      {};  // keys at the same place, with any of which it is not required
  // Both ends as a file would write them, inclusive; of every duration in a distribution.
  std::string_view lowest = {};
  std::string_view highest = {};
  std::span<std::string_view const> words = {};
  Condition condition = {};
  // Puts a value of this type on the scenario; of a step's parameter, on the last step. Of a step (with any
  // value), appends it. Of a section (with any value), called when the section is there. Null for lists of
  // steps and of journeys, and for most sections.
  void (*set)(Scenario& scenario, Value const& value) = nullptr;
};

constexpr bool has_alternative(Entry const& entry) {
  return !entry.unless.front().empty();
}

// In the order of the reference page; every section comes before its keys.
std::span<Entry const> language();
// Null when there is no such path.
Entry const* find_entry(std::string_view path);
// The entries directly below `path`; "" is the whole file.
std::vector<Entry const*> children_of(std::string_view path);
// The last part of an entry's path: "rate".
std::string_view key_of(Entry const& entry);

// A shape of durations: {log_normal: {median: 85ms, sigma: 0.47}}.
struct DistributionForm {
  std::string_view name;
  std::span<std::string_view const> parameters;  // durations, except "sigma"
  std::string_view description;
};
std::span<DistributionForm const> distribution_forms();
// Sigma lies in (0, kLargestSigma]: beyond it the tail of the table would leave 64 bits of nanoseconds.
inline constexpr double kLargestSigma = 2.0;

}  // namespace kazasu::scenarios
