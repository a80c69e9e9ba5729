#include "scenarios/units.h"

#include <array>
#include <charconv>
#include <cstddef>
#include <limits>

#include "sim/nearest_word.h"

namespace kazasu::scenarios {

namespace {

constexpr auto kDurationUnits = std::array<std::string_view, 6>{"ns", "us", "ms", "s", "min", "h"};
constexpr auto kNanoseconds =
    std::array<std::uint64_t, 6>{1, 1'000, 1'000'000, 1'000'000'000, 60'000'000'000, 3'600'000'000'000};
constexpr auto kRateUnits = std::array<std::string_view, 3>{"/s", "/min", "/h"};
constexpr auto kSeconds = std::array<double, 3>{1, 60, 3600};
constexpr auto kMostDigits = std::size_t{18};  // what fits in 64 bits whatever the digits

bool is_digit(char character) {
  return character >= '0' && character <= '9';
}

// "12.50 ms": the digits without the point, how many of them are decimals, and what follows.
struct Decimal {
  std::uint64_t mantissa = 0;
  int decimals = 0;
  std::string_view number;  // as written
  std::string_view unit;    // without the spaces before it
};

std::optional<Decimal> split(std::string_view text) {
  auto result = Decimal{};
  auto digits = std::size_t{0};
  auto end = std::size_t{0};
  auto point = false;
  for (; end < text.size(); ++end) {
    auto const character = text[end];
    if (character == '.' && !point && end > 0) {
      point = true;
      continue;
    }
    if (!is_digit(character)) break;
    if (++digits > kMostDigits) return std::nullopt;
    result.mantissa = result.mantissa * 10 + static_cast<std::uint64_t>(character - '0');
    if (point) ++result.decimals;
  }
  if (digits == 0 || text[end - 1] == '.') return std::nullopt;
  result.number = text.substr(0, end);
  while (end < text.size() && text[end] == ' ') ++end;
  result.unit = text.substr(end);
  return result;
}

// Correctly rounded, whatever the locale.
double as_double(Decimal const& decimal) {
  auto value = 0.0;
  std::from_chars(decimal.number.data(), decimal.number.data() + decimal.number.size(), value);
  return value;
}

std::string quoted(std::string_view text) {
  return "'" + std::string{text} + "'";
}

std::string expected(std::string_view what, std::string_view found) {
  return "expected " + std::string{what} + ", found " + (found.empty() ? "nothing" : quoted(found));
}

template <std::size_t kCount>
std::optional<std::size_t> index_of(std::array<std::string_view, kCount> const& words,
                                    std::string_view word) {
  for (std::size_t i = 0; i < kCount; ++i) {
    if (words[i] == word) return i;
  }
  return std::nullopt;
}

}  // namespace

Parsed<sim::Duration> parse_duration(std::string_view text) {
  auto const decimal = split(text);
  if (!decimal) return {{}, expected("a duration such as 250ms or 3s", text)};
  if (decimal->unit.empty()) {
    return {{}, "the duration " + quoted(text) + " has no unit — expected " + sim::one_of(kDurationUnits)};
  }
  auto const index = index_of(kDurationUnits, decimal->unit);
  if (!index) {
    return {{},
            "unknown unit " + quoted(decimal->unit) + " in " + quoted(text) +
                sim::hint(decimal->unit, kDurationUnits)};
  }
  auto unit = kNanoseconds[*index];
  auto mantissa = decimal->mantissa;
  for (auto left = decimal->decimals; left > 0; --left) {
    if (unit % 10 == 0) {
      unit /= 10;
    } else if (mantissa % 10 == 0) {
      mantissa /= 10;
    } else {
      return {{}, "the duration " + quoted(text) + " is finer than one nanosecond"};
    }
  }
  constexpr auto kLongest = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  if (mantissa > kLongest / unit) return {{}, "the duration " + quoted(text) + " is too long"};
  return {sim::Duration{static_cast<std::int64_t>(mantissa * unit)}, {}};
}

Parsed<double> parse_rate(std::string_view text) {
  auto const decimal = split(text);
  if (!decimal) return {{}, expected("a rate such as 20/s or 600/min", text)};
  if (decimal->unit.empty()) {
    return {{}, "the rate " + quoted(text) + " has no unit — expected " + sim::one_of(kRateUnits)};
  }
  auto unit = std::string{};
  for (auto const character : decimal->unit) {
    if (character != ' ') unit += character;
  }
  auto const index = index_of(kRateUnits, unit);
  if (!index)
    return {{}, "unknown unit " + quoted(unit) + " in " + quoted(text) + sim::hint(unit, kRateUnits)};
  return {as_double(*decimal) / kSeconds[*index], {}};
}

Parsed<double> parse_share(std::string_view text) {
  auto const decimal = split(text);
  if (!decimal) return {{}, expected("a share such as 2 % or 0.02", text)};
  if (!decimal->unit.empty() && decimal->unit != "%") {
    return {{}, "unknown unit " + quoted(decimal->unit) + " in " + quoted(text) + " — expected %"};
  }
  auto const value = decimal->unit.empty() ? as_double(*decimal) : as_double(*decimal) / 100.0;
  if (value > 1.0)
    return {{}, "the share " + quoted(text) + " is more than the whole — expected 0 to 1 or 0 % to 100 %"};
  return {value, {}};
}

Parsed<std::uint64_t> parse_integer(std::string_view text) {
  auto value = std::uint64_t{0};
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return {{}, expected("a whole number", text)};
  return {value, {}};
}

Parsed<double> parse_number(std::string_view text) {
  auto const decimal = split(text);
  if (!decimal || !decimal->unit.empty()) return {{}, expected("a number such as 0.47", text)};
  return {as_double(*decimal), {}};
}

std::string duration_text(sim::Duration duration) {
  auto const count = static_cast<std::uint64_t>(duration.count());
  for (auto i = kDurationUnits.size(); i-- > 0;) {
    auto const unit = kNanoseconds[i];
    auto const minutes_up = unit > kNanoseconds[3];
    // Minutes and hours only when whole: nobody reads 1.017 min.
    if (count < unit || (minutes_up ? count % unit != 0 : (count % unit) * 1000 % unit != 0)) continue;
    auto result = std::to_string(count / unit);
    auto fraction = std::to_string(count % unit * 1000 / unit + 1000).substr(1);
    fraction.erase(fraction.find_last_not_of('0') + 1);
    if (!fraction.empty()) result += "." + fraction;
    return result + " " + std::string{kDurationUnits[i]};
  }
  return "0 s";
}

}  // namespace kazasu::scenarios
