// What may be shown of a message that is captured: everything else is hidden before it reaches any sink.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace kazasu::adapters {

// In place of what is hidden.
inline constexpr auto kHidden = std::string_view{"***"};

struct MaskedBody {
  std::string json;     // one JSON value: the mirror of XML, or the JSON itself; "***" of what is neither
  std::string outcome;  // the name that the message itself gives to how it ended; empty when it gives none
};

// Shows the names of fields and tags of our messages, and the values of those that are never about a person:
// codes of outcome, form and process. Any other name or value is hidden.
MaskedBody mask_body(std::string_view body);

}  // namespace kazasu::adapters
