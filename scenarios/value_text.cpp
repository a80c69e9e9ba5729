#include "scenarios/value_text.h"

#include <stdexcept>
#include <utility>

#include "emulators/eligibility/service_fault.h"
#include "scenarios/thresholds.h"
#include "sim/nearest_word.h"

namespace kazasu::scenarios {

namespace {

// The bounds are texts of the same kind as the value and read by the same parser.
template <class T>
Parsed<T> within_range(Parsed<T> (*parse)(std::string_view), Entry const& entry, std::string_view text) {
  auto parsed = parse(text);
  if (!parsed.value || entry.lowest.empty()) return parsed;
  if (*parsed.value < parse(entry.lowest).value.value() ||
      *parsed.value > parse(entry.highest).value.value()) {
    return {{}, "'" + std::string{text} + "' is out of range — expected " + expectation(entry)};
  }
  return parsed;
}

template <class T>
Parsed<Value> as_value(Parsed<T> parsed) {
  if (!parsed.value) return {{}, std::move(parsed.error)};
  return {Value{std::move(*parsed.value)}, {}};
}

Parsed<std::uint64_t> parse_word(Entry const& entry, std::string_view text) {
  for (std::size_t i = 0; i < entry.words.size(); ++i) {
    if (entry.words[i] == text) return {i, {}};
  }
  return {{}, "unknown word '" + std::string{text} + "'" + sim::hint(text, entry.words)};
}

Parsed<Value> parse_words(Entry const& entry, std::string_view text) {
  auto const word = parse_word(entry, text);
  if (!word.value) return {{}, word.error};
  return {Value{std::vector<std::size_t>{static_cast<std::size_t>(*word.value)}}, {}};
}

Parsed<Value> parse_timestamp(Entry const& entry, std::string_view text) {
  try {
    return {Value{sim::parse_iso_date_time(text)}, {}};
  } catch (std::invalid_argument const&) {
    return {{}, "expected " + expectation(entry) + ", found '" + std::string{text} + "'"};
  }
}

Parsed<Value> parse_non_empty(Entry const& entry, std::string_view text) {
  if (text.empty()) return {{}, "expected " + expectation(entry) + ", found an empty one"};
  return {Value{std::string{text}}, {}};
}

Parsed<Value> parse_one_threshold(std::string_view text) {
  auto threshold = parse_threshold(text);
  if (!threshold.value) return {{}, threshold.error};
  return {Value{std::vector<Threshold>{std::move(*threshold.value)}}, {}};
}

Parsed<Value> parse_one_fault(std::string_view text) {
  try {
    eligibility::parse_service_fault(text, sim::Instant{});
  } catch (std::invalid_argument const& error) {
    return {{}, error.what()};
  }
  return {Value{std::vector<Fault>{{std::string{text}}}}, {}};
}

Parsed<Value> parse_constant(Entry const& entry, std::string_view text) {
  auto const duration = read_duration(entry, text);
  if (!duration.value) return {{}, duration.error};
  return {Value{sim::Distribution::constant(*duration.value)}, {}};
}

}  // namespace

Parsed<sim::Duration> read_duration(Entry const& entry, std::string_view text) {
  return within_range(parse_duration, entry, text);
}

Parsed<Value> read_text(Entry const& entry, std::string_view text) {
  switch (entry.type) {
    case Type::kText:
    case Type::kFile:
      return parse_non_empty(entry, text);
    case Type::kInteger:
      return as_value(within_range(parse_integer, entry, text));
    case Type::kDuration:
      return as_value(read_duration(entry, text));
    case Type::kRate:
      return as_value(within_range(parse_rate, entry, text));
    case Type::kShare:
      return as_value(within_range(parse_share, entry, text));
    case Type::kWord:
      return as_value(parse_word(entry, text));
    case Type::kWords:
      return parse_words(entry, text);
    case Type::kDistribution:
      return parse_constant(entry, text);
    case Type::kTimestamp:
      return parse_timestamp(entry, text);
    case Type::kThresholds:
      return parse_one_threshold(text);
    case Type::kFaults:
      return parse_one_fault(text);
    case Type::kSection:
    case Type::kSteps:
    case Type::kStep:
    case Type::kJourneys:
      break;
  }
  return {{}, "expected " + expectation(entry) + ", found '" + std::string{text} + "'"};
}

std::string range_text(Entry const& entry) {
  if (entry.lowest.empty()) return {};
  return "from " + std::string{entry.lowest} + " to " + std::string{entry.highest};
}

std::string expectation(Entry const& entry) {
  auto const ranged = [&](std::string_view what) {
    auto const range = range_text(entry);
    return std::string{what} + (range.empty() ? "" : " " + range);
  };
  switch (entry.type) {
    case Type::kText:
      return "a text";
    case Type::kInteger:
      return ranged("a whole number");
    case Type::kDuration:
      return ranged("a duration");
    case Type::kRate:
      return ranged("a rate");
    case Type::kShare:
      return ranged("a share");
    case Type::kWord:
      return sim::one_of(entry.words);
    case Type::kWords:
      return "one or a list of " + sim::one_of(entry.words);
    case Type::kDistribution:
      return ranged("a duration or a distribution of durations");
    case Type::kTimestamp:
      return "a time such as 2024-12-02T09:00:00+09:00";
    case Type::kFile:
      return "a file name";
    case Type::kThresholds:
      return "a list of thresholds such as 'response p95 < 4 s'";
    case Type::kFaults:
      return "a list of faults such as 'busy on inquiry share 10 %'";
    case Type::kSteps:
      return "a list of steps";
    case Type::kJourneys:
      return "a list of journeys";
    case Type::kSection:
    case Type::kStep:
      return "keys with values";
  }
  return {};
}

}  // namespace kazasu::scenarios
