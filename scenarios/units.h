// Numbers with units as people write them: "250ms", "1.5 s", "20/s", "2 %". The same texts are read from
// scenario files, thresholds and the command line.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "sim/time.h"

namespace kazasu::scenarios {

// A value, or why there is none: a sentence without the place, which the caller knows.
template <class T>
struct Parsed {
  std::optional<T> value;
  std::string error;
};

// Units ns, us, ms, s, min and h, with or without a space. Exact: no part of a nanosecond is ever lost.
Parsed<sim::Duration> parse_duration(std::string_view text);
// Per second; "20/s", "600/min", "1800/h".
Parsed<double> parse_rate(std::string_view text);
// In [0, 1]; "2 %" or "0.02".
Parsed<double> parse_share(std::string_view text);
// Decimal digits alone.
Parsed<std::uint64_t> parse_integer(std::string_view text);
// A plain decimal number that is not negative.
Parsed<double> parse_number(std::string_view text);

// The shortest exact way to write a duration, in the largest unit that gives at most three decimals: "1.5 s".
std::string duration_text(sim::Duration duration);

}  // namespace kazasu::scenarios
