// JSON text to and from Boost.JSON values: laid out for people, and exact to the last bit of every number.
#pragma once

#include <string>
#include <string_view>

namespace boost::json {
class value;
}

namespace kazasu::reports {

// Throws std::invalid_argument with the byte offset when `text` is not one JSON document. Boost.JSON 1.81
// reads decimals with an error in the last bit; here they are read again by the standard library.
boost::json::value parse_json(std::string_view text);

// Two spaces of indentation; what holds no further object or array stays on one line. Numbers are the
// shortest text that reads back the same. Throws std::invalid_argument for infinities and NaN, which JSON
// does not have.
std::string write_json(boost::json::value const& value);

// `text` with U+FFFD for every byte that is not UTF-8: a command line may hold any bytes, JSON may not.
std::string valid_utf8(std::string_view text);

// For JSON inside an HTML script element: nothing in `json` can end that element or start a comment.
std::string for_script_element(std::string_view json);

}  // namespace kazasu::reports
