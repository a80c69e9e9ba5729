// How texts of ours become those of receipt files and lists. An adapter has the tables.
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace kazasu::claims {

// From UTF-8 to Shift_JIS. Throws std::runtime_error for a character that the latter does not have.
using TextEncoder = std::function<std::string(std::string_view utf8)>;

}  // namespace kazasu::claims
