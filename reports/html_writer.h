// HTML by concatenation: every text that is not ours passes escaped().
#pragma once

#include <string>
#include <string_view>

namespace kazasu::reports {

// For element content and for attribute values in double quotes. Control characters that HTML does not allow
// become spaces.
std::string escaped(std::string_view text);

// <name attributes>inner</name>; `attributes` and `inner` are HTML already.
std::string element(std::string_view name, std::string_view attributes, std::string_view inner);
// The same with one class; no class attribute where `css_class` is empty.
std::string styled(std::string_view name, std::string_view css_class, std::string_view inner);
// A percentage for a style attribute, with three decimals and never below zero.
std::string css_percent(double share);

}  // namespace kazasu::reports
