// Events of a reader as lines of text.
#pragma once

#include <string>

#include "emulators/reader/apdu_record.h"

namespace kazasu::reader {

// One line without its end, for instance
// "2026-04-01T00:00:00.000123Z slot 0: VERIFY EF 0018: 00200098 04 [4 masked] -> 63C2 (2 tries left), 213
// us". Time is UTC. Masked bytes are counted, not shown.
std::string text_line(ApduRecord const& record);

// The line without time, slot and duration: what two readers must have in common that did the same.
std::string trace_key(ApduRecord const& record);

// What happened, in a few words: "card inserted", "VERIFY EF 0018: 2 tries left".
std::string summary(ApduRecord const& record);

}  // namespace kazasu::reader
