// Numbers and columns as people read them; the same on every machine, whatever its locale.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace kazasu::reports {

std::string fixed_text(double value, int decimals);  // "1234.50"
std::string count_text(std::uint64_t count);         // "1,234"
std::string ms_text(double milliseconds);            // "1,234", "123", "12.3", "1.23", "0.123": three digits
std::string value_text(double value);                // a bare figure: "3,827", "0.0075"
std::string duration_text(double milliseconds);      // "834 ms", "1.24 s", "2 min 05 s", "3 h 20 min"
std::string percent_text(double share);              // 0.0125 -> "1.25 %"; never "0 %" for a share above zero
std::string change_text(double from, double to);     // "+3.1 %"; "-" when `from` is zero
std::string rate_text(double per_second);            // "19.9/s"

// Control characters, which would move the terminal's cursor, as spaces.
std::string printable(std::string_view utf8);

// Columns of a terminal that `utf8` takes: two for East Asian wide and full-width characters, none for
// combining ones (Unicode Standard Annex #11, ambiguous characters as narrow).
std::size_t display_width(std::string_view utf8);
std::string pad_right(std::string_view utf8, std::size_t width);
std::string pad_left(std::string_view utf8, std::size_t width);
// Lines of at most `width` columns, broken at spaces and beside wide characters; `indent` stands before the
// first one and spaces of its width before the others.
std::string wrapped(std::string_view utf8, std::size_t width, std::string_view indent);

}  // namespace kazasu::reports
