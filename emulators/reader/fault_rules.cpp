#include "emulators/reader/fault_rules.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstddef>
#include <optional>
#include <stdexcept>

#include "sim/nearest_word.h"

namespace kazasu::reader {

namespace {

using namespace std::chrono_literals;

enum class Parameter : std::uint8_t { kNone, kTime, kCount, kStatus };
struct Kind {
  std::string_view word;
  FaultKind kind;
  Parameter parameter;
  bool at_bytes;            // may happen at a byte
  std::uint32_t least = 0;  // of a count
  bool optional = false;    // without a parameter: 1
};
constexpr auto kKinds = std::array{
    Kind{"remove", FaultKind::kRemove, Parameter::kNone, true},
    Kind{"retap", FaultKind::kRetap, Parameter::kTime, true},
    Kind{"mute", FaultKind::kMute, Parameter::kNone, false},
    Kind{"slow", FaultKind::kSlow, Parameter::kTime, false},
    Kind{"flip", FaultKind::kFlip, Parameter::kCount, false, 1, true},
    Kind{"truncate", FaultKind::kTruncate, Parameter::kCount, false, 0},
    Kind{"status", FaultKind::kStatus, Parameter::kStatus, false},
};

struct Unit {
  std::string_view word;
  sim::Duration length;
};
constexpr auto kUnits =
    std::array{Unit{"ns", 1ns}, Unit{"us", 1us}, Unit{"ms", 1ms}, Unit{"s", 1s}, Unit{"min", 1min}};
constexpr auto kLongest = sim::Duration{1h};
constexpr auto kByteWord = std::string_view{"byte="};
constexpr std::uint32_t kCertain = 1'000'000;
constexpr std::uint32_t kMostCount = 65'538;  // bytes of the longest answer
constexpr std::uint64_t kMostCommands = 1'000'000'000'000;

template <typename Rows>
auto words_of(Rows const& rows) {
  auto words = std::array<std::string_view, std::tuple_size_v<Rows>>{};
  std::transform(rows.begin(), rows.end(), words.begin(), [](auto const& row) { return row.word; });
  return words;
}

template <typename Number>
std::optional<Number> number_in(std::string_view text, Number least, Number most, int base = 10) {
  auto value = Number{};
  auto const* const end = text.data() + text.size();
  auto const parsed = std::from_chars(text.data(), end, value, base);
  if (parsed.ec != std::errc{} || parsed.ptr != end || value < least || value > most) return std::nullopt;
  return value;
}

std::string_view trimmed(std::string_view text) {
  auto const first = text.find_first_not_of(' ');
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

// Reads one rule: kind, when, and after a colon the parameter.
class RuleReader {
 public:
  RuleReader(std::string_view text, std::size_t number) : text_(text), number_(number) {}

  FaultRule read() const {
    auto const mark = text_.find_first_of("@%");
    auto const& kind = kind_of(text_.substr(0, std::min(mark, text_.find(':'))));
    if (mark == std::string_view::npos) {
      refuse("'@' and the number of a command, or '%' and chances in a million, after the kind");
    }
    auto const colon = text_.find(':', mark);
    auto rule = FaultRule{.kind = kind.kind};
    read_when(kind, text_.substr(mark, colon - mark), rule);
    if (colon == std::string_view::npos) {
      if (kind.parameter != Parameter::kNone && !kind.optional) refuse(wanted_parameter(kind));
      return rule;
    }
    read_parameter(kind, text_.substr(colon + 1), rule);
    return rule;
  }

 private:
  [[noreturn]] void refuse(std::string_view expected, std::string_view hint = {}) const {
    auto message = "fault rule " + std::to_string(number_) + " '";
    message.append(text_.substr(0, 60)).append("': expected ").append(expected).append(hint);
    throw std::invalid_argument(message);
  }

  Kind const& kind_of(std::string_view word) const {
    auto const found =
        std::find_if(kKinds.begin(), kKinds.end(), [word](auto const& kind) { return kind.word == word; });
    if (found != kKinds.end()) return *found;
    auto const words = words_of(kKinds);
    auto const nearest = sim::nearest_word(word, words);
    refuse(sim::one_of(words), nearest.empty() ? std::string{} : sim::hint(word, words));
  }

  // `when` begins with its mark.
  void read_when(Kind const& kind, std::string_view when, FaultRule& rule) const {
    auto const number = when.substr(1);
    if (when.front() == '%') {
      auto const ppm = number_in<std::uint32_t>(number, 1, kCertain);
      if (!ppm) refuse("chances in a million from 1 to 1000000 after '%'");
      rule.ppm = *ppm;
    } else if (number.starts_with(kByteWord)) {
      if (!kind.at_bytes) refuse("the number of a command: only remove and retap happen at a byte");
      auto const byte = number_in<std::uint64_t>(number.substr(kByteWord.size()), 1, kMostCommands);
      if (!byte) refuse("a number from 1 after 'byte='");
      rule.at_byte = *byte;
    } else {
      auto const apdu = number_in<std::uint64_t>(number, 1, kMostCommands);
      if (!apdu)
        refuse(kind.at_bytes ? "the number of a command, from 1, or 'byte=' and a number after '@'"
                             : "the number of a command, from 1, after '@'");
      rule.at_apdu = *apdu;
    }
  }

  void read_parameter(Kind const& kind, std::string_view text, FaultRule& rule) const {
    if (kind.parameter == Parameter::kTime) {
      rule.time = time_of(kind, text);
    } else if (kind.parameter == Parameter::kCount) {
      auto const count = number_in<std::uint32_t>(text, kind.least, kMostCount);
      if (!count) refuse(wanted_parameter(kind));
      rule.count = *count;
    } else if (kind.parameter == Parameter::kStatus) {
      auto const status = number_in<std::uint16_t>(text, 0, 0xFFFF, 16);
      if (!status || text.size() != 4) refuse(wanted_parameter(kind));
      rule.status = static_cast<card::StatusWord>(*status);
    } else {
      refuse("nothing after the number");
    }
  }

  sim::Duration time_of(Kind const& kind, std::string_view text) const {
    auto const digits = std::min(text.find_first_not_of("0123456789"), text.size());
    auto const word = text.substr(digits);
    auto const unit =
        std::find_if(kUnits.begin(), kUnits.end(), [word](auto const& known) { return known.word == word; });
    if (unit == kUnits.end()) {
      auto const words = words_of(kUnits);
      auto const nearest = sim::nearest_word(word, words);
      refuse(wanted_parameter(kind), nearest.empty() ? std::string{} : sim::hint(word, words));
    }
    auto const most = static_cast<std::uint64_t>(kLongest / unit->length);
    auto const count = number_in<std::uint64_t>(text.substr(0, digits), 1, most);
    if (!count) refuse(wanted_parameter(kind));
    return static_cast<sim::Duration::rep>(*count) * unit->length;
  }

  static std::string wanted_parameter(Kind const& kind) {
    switch (kind.parameter) {
      case Parameter::kTime:
        return "':' and a time of at most an hour, such as 150ms, in ns, us, ms, s or min";
      case Parameter::kCount:
        return "':' and a number from " + std::to_string(kind.least) + " to " + std::to_string(kMostCount);
      case Parameter::kStatus:
        return "':' and a status word of four hexadecimal digits, such as 6F00";
      case Parameter::kNone:
        break;
    }
    return {};
  }

  std::string_view text_;
  std::size_t number_;
};

Kind const& row_of(FaultKind kind) {
  return *std::find_if(kKinds.begin(), kKinds.end(), [kind](auto const& row) { return row.kind == kind; });
}

std::string time_text(sim::Duration time) {
  // Nanoseconds divide every time.
  auto const unit = std::find_if(kUnits.rbegin(), kUnits.rend(), [time](auto const& known) {
    return time % known.length == sim::Duration::zero();
  });
  return std::to_string(time / unit->length).append(unit->word);
}

std::string status_text(card::StatusWord status) {
  auto text = std::string{};
  for (auto shift = 12; shift >= 0; shift -= 4) {
    text += "0123456789ABCDEF"[static_cast<unsigned>(status) >> static_cast<unsigned>(shift) & 0x0FU];
  }
  return text;
}

}  // namespace

std::vector<FaultRule> parse_faults(std::string_view text) {
  auto rules = std::vector<FaultRule>{};
  if (trimmed(text).empty()) return rules;
  for (auto begin = std::size_t{0}; begin <= text.size();) {
    auto const end = std::min(text.find(',', begin), text.size());
    rules.push_back(RuleReader{trimmed(text.substr(begin, end - begin)), rules.size() + 1}.read());
    begin = end + 1;
  }
  return rules;
}

std::string text_of(FaultRule const& rule) {
  auto const& kind = row_of(rule.kind);
  auto text = std::string{kind.word};
  if (rule.ppm != 0) {
    text.append("%").append(std::to_string(rule.ppm));
  } else if (rule.at_byte != 0) {
    text.append("@").append(kByteWord).append(std::to_string(rule.at_byte));
  } else {
    text.append("@").append(std::to_string(rule.at_apdu));
  }
  if (kind.parameter == Parameter::kTime) text.append(":").append(time_text(rule.time));
  if (kind.parameter == Parameter::kCount) text.append(":").append(std::to_string(rule.count));
  if (kind.parameter == Parameter::kStatus) text.append(":").append(status_text(rule.status));
  return text;
}

std::string text_of(std::vector<FaultRule> const& rules) {
  auto text = std::string{};
  for (auto const& rule : rules) text.append(text.empty() ? "" : ",").append(text_of(rule));
  return text;
}

}  // namespace kazasu::reader
