// How a card answers when a reader powers it up.
#pragma once

#include <string>
#include <string_view>

#include "emulators/identity/population.h"

namespace kazasu::reader {

// The whole ATR over contacts, with TS. GET DATA 5F51 of the card manager has the rest of it.
std::string_view contact_atr();

// What a reader makes of a Type B card (PC/SC part 3, 3.1.3.2.3.2): application data, protocol information
// and MBLI of its ATQB. Those of known My Number cards, the same for all: 106, 212 and 424 kbit/s, frames of
// 256 bytes, FWI 10.
std::string_view contactless_atr();

// The four bytes that a Type B card is told apart by: a function of the person (ours; a real card draws one
// each time it enters a field).
std::string pupi(identity::PersonIndex person);

}  // namespace kazasu::reader
