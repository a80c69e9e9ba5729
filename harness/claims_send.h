// `kazasu claims send`: receipt files of many stations over the claims line, as fast as it takes them.
#pragma once

#include "harness/claims_options.h"
#include "harness/exit_code.h"

namespace kazasu::harness {

// Throws CommandError before anything is sent: for a file that cannot be read or is of no station of the
// generated world, for a target that is refused or does not answer, and for credentials that cannot be used.
ExitCode send_claims(ClaimsSend const& options);

}  // namespace kazasu::harness
