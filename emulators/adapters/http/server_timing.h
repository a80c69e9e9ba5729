// The Server-Timing header (W3C Server Timing) as the emulators write and read it.
#pragma once

#include <string>
#include <string_view>

#include "emulators/eligibility/ports.h"

namespace kazasu::adapters {

// "queue;dur=0.012345, lookup;dur=0.100000": milliseconds with six decimals, so that no nanosecond is lost.
// Parts of zero length are left out; empty when all are.
std::string format_server_timing(eligibility::ServerShare const& share);

// Reads the five names of docs/protocols/http.md and skips every other metric and parameter. A name that
// occurs twice adds up. What cannot be read as a duration, is negative or beyond a day counts as zero.
eligibility::ServerShare parse_server_timing(std::string_view header);

// The same proportions with a total of at most `limit`: a server's account cannot exceed what its caller saw.
eligibility::ServerShare fit_within(eligibility::ServerShare const& share, sim::Duration limit);

}  // namespace kazasu::adapters
