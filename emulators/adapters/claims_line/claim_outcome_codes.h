// Outcomes of claims as the claims line writes them (docs/protocols/claims-line.md).
#pragma once

#include <optional>
#include <string_view>

#include "emulators/claims/claim_outcome.h"

namespace kazasu::adapters {

// The status of an answer with that outcome.
int status_of(claims::ClaimOutcome outcome);
std::optional<claims::ClaimOutcome> claim_outcome_by_name(std::string_view name);

}  // namespace kazasu::adapters
