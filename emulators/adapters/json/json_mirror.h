// The closed line's XML as JSON, tag by tag, as public clients use it (docs/protocols/http.md).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace kazasu::adapters {

// Longer input is refused, in either direction (bytes; ours).
inline constexpr auto kLongestMirrored = std::size_t{64} * 1024 * 1024;

// An element with elements in it is an object, every other one a text; a tag that stands several times is an
// array, and so is a tag of which there may be several, whether one stands or more. Nothing for a text that
// is not well-formed, is not one XmlMsg or has a DOCTYPE.
std::optional<std::string> json_of_xml(std::string_view xml);
// The other way. Numbers and booleans are taken as their text, nulls are left out. Nothing for what is no
// object with XmlMsg alone, is nested deeper than 16, has a name that is no tag or a text with control
// characters.
std::optional<std::string> xml_of_json(std::string_view json);

// True for a tag of which a message may have several in one place.
bool may_repeat(std::string_view tag);

}  // namespace kazasu::adapters
