// Outcomes as the HTTP surface writes them (docs/protocols/http.md).
#pragma once

#include <optional>
#include <string_view>

#include "emulators/eligibility/messages.h"

namespace kazasu::adapters {

// 200, except 400 malformed, 404 unknown institution and 503 busy.
int status_of(eligibility::Outcome outcome);
// True for the statuses that carry an answer of the protocol in their body.
bool carries_answer(int status);
std::optional<eligibility::Outcome> outcome_by_name(std::string_view name);

}  // namespace kazasu::adapters
