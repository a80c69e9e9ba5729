// The value of a key from its text: the same for files, defaults and the command line.
#pragma once

#include <string>
#include <string_view>

#include "scenarios/language.h"
#include "scenarios/units.h"

namespace kazasu::scenarios {

// Checks type, unit, words and range. For every type that a plain text can give; of a distribution that is a
// constant, of words a single one.
Parsed<Value> read_text(Entry const& entry, std::string_view text);

// One duration of a distribution, within the entry's range.
Parsed<sim::Duration> read_duration(Entry const& entry, std::string_view text);

// What the key holds, for messages: "a whole number from 1 to 100000", "one of constant, poisson or closed".
std::string expectation(Entry const& entry);

// "from 1 to 100000"; empty when every value will do.
std::string range_text(Entry const& entry);

}  // namespace kazasu::scenarios
