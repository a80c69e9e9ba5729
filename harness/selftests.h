// The self-tests: what kazasu can prove about its own measurements on the machine it runs on.
#pragma once

#include "harness/exit_code.h"
#include "harness/options.h"

namespace kazasu::harness {

// p95 within 10 %, p99 within 5 % of the closed form, no arrival lost.
ExitCode selftest_stall(SelftestOptions const& options);

// First visits a second on this machine beside the bound that its own handshakes, signatures and
// verifications set, measured in the same run.
ExitCode selftest_throughput(SelftestOptions const& options);

}  // namespace kazasu::harness
