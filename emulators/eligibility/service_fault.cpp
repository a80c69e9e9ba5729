#include "emulators/eligibility/service_fault.h"

#include <algorithm>
#include <charconv>
#include <stdexcept>
#include <vector>

#include "sim/nearest_word.h"

namespace kazasu::eligibility {

namespace {

using namespace std::chrono_literals;

constexpr auto kEffects = std::array<std::string_view, 14>{
    "delay",        "drip",      "busy",      "maintenance", "status",
    "reset",        "truncate",  "malform",   "line_lost",   "station_revoked",
    "card_revoked", "ocsp_down", "ocsp_slow", "ocsp_expired"};
constexpr auto kClauses =
    std::array<std::string_view, 8>{"on", "station", "person", "session", "from", "until", "share", "first"};
struct Unit {
  std::string_view word;
  sim::Duration length;
};
constexpr auto kUnits = std::array{Unit{"ns", 1ns}, Unit{"us", 1us},   Unit{"ms", 1ms},
                                   Unit{"s", 1s},   Unit{"min", 1min}, Unit{"h", 1h}};
constexpr auto kLongestTime = sim::Duration{10min};
constexpr auto kLongestOffset = sim::Duration{24h};
constexpr auto kMillion = std::uint32_t{1'000'000};

bool takes_time(FaultEffect effect) {
  return effect == FaultEffect::kDelay || effect == FaultEffect::kDrip || effect == FaultEffect::kOcspSlow;
}

// What may be struck at all.
std::uint32_t operations_of(FaultEffect effect) {
  // The claims line is reached over the same closed network, with the same certificate.
  constexpr auto kOfStations = kClosedLineOperations | kClaimsOperations;
  if (effect == FaultEffect::kLineLost || effect == FaultEffect::kStationRevoked) return kOfStations;
  return is_of_card_status(effect) ? std::uint32_t{0} : kInternetOperations | kOfStations;
}

std::vector<std::string_view> words_in(std::string_view text) {
  auto words = std::vector<std::string_view>{};
  while (true) {
    auto const begin = text.find_first_not_of(" \t");
    if (begin == std::string_view::npos) return words;
    text.remove_prefix(begin);
    auto const end = std::min(text.find_first_of(" \t"), text.size());
    words.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
}

// A number in decimal digits, and what follows it.
std::optional<std::uint64_t> take_number(std::string_view& text) {
  auto value = std::uint64_t{0};
  auto const read = std::from_chars(text.data(), text.data() + text.size(), value);
  if (read.ec != std::errc{}) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(read.ptr - text.data()));
  return value;
}

// "0.47", "10", "2.5" in units of 10^-digits.
std::optional<std::uint64_t> decimal_in(std::string_view text, int digits) {
  auto whole = take_number(text);
  if (!whole || *whole > 1'000'000'000) return std::nullopt;
  auto value = *whole;
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    if (text.empty() || text.size() > static_cast<std::size_t>(digits)) return std::nullopt;
  } else if (!text.empty()) {
    return std::nullopt;
  }
  for (auto i = 0; i < digits; ++i) {
    auto const digit = text.empty() ? '0' : text.front();
    if (digit < '0' || digit > '9') return std::nullopt;
    value = value * 10 + static_cast<std::uint64_t>(digit - '0');
    if (!text.empty()) text.remove_prefix(1);
  }
  return value;
}

class RuleReader {
 public:
  RuleReader(std::string_view text, sim::Instant origin)
      : text_(text), origin_(origin), words_(words_in(text)) {}

  FaultRule read() {
    auto const word = next("an effect, such as delay or busy");
    auto const effect = std::ranges::find(kEffects, word);
    if (effect == kEffects.end())
      refuse("unknown effect '" + std::string{word} + "'" + sim::hint(word, kEffects));
    rule_.effect = static_cast<FaultEffect>(effect - kEffects.begin());
    rule_.operations = operations_of(rule_.effect);
    if (takes_time(rule_.effect)) read_time();
    if (rule_.effect == FaultEffect::kStatus) read_status();
    while (at_ < words_.size()) read_clause();
    check();
    return rule_;
  }

 private:
  [[noreturn]] void refuse(std::string const& why) const {
    throw std::invalid_argument("fault '" + std::string{text_.substr(0, 80)} + "': " + why);
  }
  std::string_view next(std::string_view expected) {
    if (at_ == words_.size()) refuse("expected " + std::string{expected} + ", found the end");
    return words_[at_++];
  }
  bool take(std::string_view word) {
    if (at_ == words_.size() || words_[at_] != word) return false;
    ++at_;
    return true;
  }

  sim::Duration duration(std::string_view text, sim::Duration most) const {
    auto rest = text;
    auto const count = take_number(rest);
    auto const unit = std::ranges::find(kUnits, rest, &Unit::word);
    if (!count || unit == kUnits.end()) {
      refuse("expected a duration such as 250ms, in ns, us, ms, s, min or h, found '" + std::string{text} +
             "'");
    }
    if (*count > static_cast<std::uint64_t>(most / unit->length)) {
      refuse("'" + std::string{text} + "' is too long; at most " + std::to_string(most / 1min) + " minutes");
    }
    return static_cast<sim::Duration::rep>(*count) * unit->length;
  }

  void read_time() {
    auto& time = rule_.time;
    if (take("exponential") || take("log_normal")) {
      auto const log_normal = words_[at_ - 1] == "log_normal";
      time.timing = log_normal ? FaultTiming::kLogNormal : FaultTiming::kExponential;
      time.first = duration(next("a duration"), kLongestTime);
      if (log_normal) {
        auto const sigma = decimal_in(next("sigma, such as 0.47"), 3);
        if (!sigma || *sigma == 0 || *sigma > 2000)
          refuse("expected a sigma above 0 and up to 2, such as 0.47");
        time.sigma_milli = static_cast<std::uint32_t>(*sigma);
      }
      return;
    }
    time.first = duration(next("a duration, exponential or log_normal"), kLongestTime);
    if (!take("to")) return;
    time.timing = FaultTiming::kUniform;
    time.second = duration(next("a duration after 'to'"), kLongestTime);
    if (time.second < time.first) refuse("the second duration is shorter than the first");
  }

  void read_status() {
    auto text = next("an HTTP status from 500 to 599");
    auto const status = take_number(text);
    if (!status || !text.empty() || *status < 500 || *status > 599) {
      refuse("expected an HTTP status from 500 to 599 after 'status'");
    }
    rule_.http_status = static_cast<int>(*status);
  }

  void read_clause() {
    auto const word = words_[at_++];
    auto const clause = std::ranges::find(kClauses, word);
    if (clause == kClauses.end())
      refuse("unknown word '" + std::string{word} + "'" + sim::hint(word, kClauses));
    auto const bit = 1U << static_cast<unsigned>(clause - kClauses.begin());
    if ((seen_ & bit) != 0) refuse("'" + std::string{word} + "' is given twice");
    seen_ |= bit;
    if (word == "on") read_operations();
    if (word == "station") rule_.stations = range("a station's index such as 3, or 0-99");
    if (word == "person") rule_.people = range("a person's index such as 3, or 0-99");
    if (word == "session") read_session();
    if (word == "from") rule_.from = instant();
    if (word == "until") rule_.until = instant();
    if (word == "share") read_share();
    if (word == "first") read_first();
  }

  void read_operations() {
    auto wanted = std::uint32_t{0};
    auto list = next("what it strikes, such as inquiry");
    while (!list.empty()) {
      auto const end = std::min(list.find(','), list.size());
      wanted |= operations_named(list.substr(0, end));
      list.remove_prefix(std::min(end + 1, list.size()));
    }
    auto const possible = operations_of(rule_.effect);
    if (possible == 0) refuse("this effect is one of cards and takes no 'on'");
    if ((wanted & ~possible) != 0) refuse("this effect is one of the closed line alone");
    rule_.operations = wanted;
  }

  std::uint32_t operations_named(std::string_view name) const {
    if (name == "internet") return kInternetOperations;
    if (name == "closed_line") return kClosedLineOperations;
    if (name == "claims_line") return kClaimsOperations;
    auto const found = std::ranges::find(kFaultOperationNames, name);
    if (found != kFaultOperationNames.end()) {
      return 1U << static_cast<unsigned>(found - kFaultOperationNames.begin());
    }
    auto words = std::vector<std::string_view>{kFaultOperationNames.begin(), kFaultOperationNames.end()};
    words.insert(words.end(), {"internet", "closed_line", "claims_line"});
    refuse("unknown operation '" + std::string{name} + "'" + sim::hint(name, words));
  }

  FaultRange range(std::string_view expected) {
    auto text = next(expected);
    auto result = FaultRange{};
    auto const first = take_number(text);
    if (first) result = {*first, *first};
    if (first && text.starts_with('-')) {
      text.remove_prefix(1);
      result.last = take_number(text).value_or(0);
    }
    if (!first || !text.empty() || result.last < result.first) refuse("expected " + std::string{expected});
    return result;
  }

  void read_session() {
    auto const text = next("the beginning of a session");
    auto const fits =
        text.size() <= 32 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
    if (!fits) refuse("expected one to 32 hexadecimal digits of a session after 'session'");
    rule_.session = text;
  }

  sim::Instant instant() {
    auto const text = next("a time");
    if (text.starts_with('+')) {
      return origin_ +
             std::chrono::duration_cast<std::chrono::milliseconds>(duration(text.substr(1), kLongestOffset));
    }
    try {
      return sim::parse_iso_date_time(text);
    } catch (std::invalid_argument const&) {
      refuse("expected a time such as 2024-12-02T09:00:00+09:00, or +10s after the start, found '" +
             std::string{text} + "'");
    }
  }

  // "10 %", "10%" or "0.1".
  void read_share() {
    auto text = next("a share such as 10 %");
    auto const attached = text.ends_with('%');
    if (attached) text.remove_suffix(1);
    auto const percent = attached || take("%");
    auto const value = decimal_in(text, percent ? 4 : 6);
    if (!value || *value == 0 || *value > kMillion) refuse("expected a share above 0 and up to 100 %");
    rule_.share_ppm = static_cast<std::uint32_t>(*value);
  }

  void read_first() {
    auto text = next("how often it strikes at most");
    auto const count = take_number(text);
    if (!count || !text.empty() || *count == 0) refuse("expected a number from 1 after 'first'");
    rule_.first = *count;
    if (take("each")) {
      if (!take("station")) refuse("expected 'each station'");
      rule_.first_of_each_station = true;
    }
  }

  void check() const {
    if (rule_.from && rule_.until && *rule_.until <= *rule_.from) refuse("'until' is not after 'from'");
    if (rule_.effect == FaultEffect::kMaintenance && !rule_.until) {
      refuse("maintenance ends some time: expected 'until'");
    }
    auto const of_card = is_of_card_status(rule_.effect);
    if (of_card && (rule_.stations || !rule_.session.empty() || (seen_ & 1U << 7U) != 0)) {
      refuse("this effect is one of cards: it takes person, from, until and share only");
    }
    if (rule_.effect == FaultEffect::kStationRevoked && (rule_.people || !rule_.session.empty())) {
      refuse("this effect is one of stations: it takes no person and no session");
    }
  }

  std::string_view text_;
  sim::Instant origin_;
  std::vector<std::string_view> words_;
  std::size_t at_ = 0;
  unsigned seen_ = 0;
  FaultRule rule_;
};

std::string duration_text(sim::Duration time) {
  auto const unit = std::ranges::find_if(kUnits.rbegin(), kUnits.rend(), [time](auto const& known) {
    return time % known.length == sim::Duration::zero();
  });
  return std::to_string(time / unit->length).append(unit->word);
}

std::string decimal_text(std::uint64_t value, int digits) {
  auto unit = std::uint64_t{1};
  for (auto i = 0; i < digits; ++i) unit *= 10;
  auto text = std::to_string(value / unit);
  auto rest = value % unit;
  if (rest != 0) text += '.';
  while (rest != 0) {
    unit /= 10;
    text += static_cast<char>('0' + rest / unit);
    rest %= unit;
  }
  return text;
}

std::string time_text(FaultTime const& time) {
  auto const first = duration_text(time.first);
  switch (time.timing) {
    case FaultTiming::kUniform:
      return first + " to " + duration_text(time.second);
    case FaultTiming::kExponential:
      return "exponential " + first;
    case FaultTiming::kLogNormal:
      return "log_normal " + first + " " + decimal_text(time.sigma_milli, 3);
    case FaultTiming::kConstant:
      break;
  }
  return first;
}

std::string range_text(FaultRange const& range) {
  auto text = std::to_string(range.first);
  if (range.last != range.first) text.append("-").append(std::to_string(range.last));
  return text;
}

}  // namespace

sim::Distribution distribution_of(FaultTime const& time) {
  switch (time.timing) {
    case FaultTiming::kUniform:
      return sim::Distribution::uniform(time.first, time.second);
    case FaultTiming::kExponential:
      return sim::Distribution::exponential(time.first);
    case FaultTiming::kLogNormal:
      return sim::Distribution::log_normal(time.first, static_cast<double>(time.sigma_milli) / 1000.0);
    case FaultTiming::kConstant:
      break;
  }
  return sim::Distribution::constant(time.first);
}

FaultRule parse_service_fault(std::string_view text, sim::Instant origin) {
  return RuleReader{text, origin}.read();
}

std::string text_of(FaultRule const& rule) {
  auto text = std::string{name_of(rule.effect)};
  auto const add = [&text](std::string_view word, std::string const& value) {
    text.append(" ").append(word).append(word.empty() ? "" : " ").append(value);
  };
  if (takes_time(rule.effect)) text.append(" ").append(time_text(rule.time));
  if (rule.effect == FaultEffect::kStatus) text.append(" ").append(std::to_string(rule.http_status));
  if (rule.operations != operations_of(rule.effect)) {
    auto names = std::string{};
    for (std::size_t i = 0; i < kFaultOperations; ++i) {
      if (rule.concerns(static_cast<FaultOperation>(i))) {
        names.append(names.empty() ? "" : ",").append(kFaultOperationNames[i]);
      }
    }
    add("on", names);
  }
  if (rule.stations) add("station", range_text(*rule.stations));
  if (rule.people) add("person", range_text(*rule.people));
  if (!rule.session.empty()) add("session", rule.session);
  if (rule.from) add("from", sim::iso_date_time(*rule.from));
  if (rule.until) add("until", sim::iso_date_time(*rule.until));
  if (rule.share_ppm != kMillion) add("share", decimal_text(rule.share_ppm, 4) + " %");
  if (rule.first != FaultRule{}.first) add("first", std::to_string(rule.first));
  if (rule.first_of_each_station) text.append(" each station");
  return text;
}

std::string_view name_of(FaultEffect effect) {
  return kEffects[static_cast<std::size_t>(effect)];
}
std::string_view name_of(FaultOperation operation) {
  return kFaultOperationNames[static_cast<std::size_t>(operation)];
}

}  // namespace kazasu::eligibility
