// `kazasu claims`.
#pragma once

#include "harness/claims_options.h"
#include "harness/exit_code.h"

namespace kazasu::harness {

// Throws CommandError for files that cannot be read or written.
ExitCode execute_claims_command(ClaimsCommand const& command);

}  // namespace kazasu::harness
