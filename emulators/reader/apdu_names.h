// Commands and status words in words, for whoever reads a trace.
#pragma once

#include <string>
#include <string_view>

#include "emulators/card/apdu.h"

namespace kazasu::reader {

// "SELECT JPKI", "READ BINARY EF 000A at 4", "VERIFY EF 0018"; the name and the place alone, no data. The
// file is named when the command says which: "the current file" goes without saying. "command 7F" for an
// instruction without a name, "no command" for bytes that are none.
std::string command_name(std::string_view command);

// "success", "2 tries left", "security status not satisfied": ISO/IEC 7816-4, 5.6, and where it is silent the
// names of docs/protocols/card.md.
std::string status_meaning(card::StatusWord status);

// Two upper-case digits for each byte.
std::string hexadecimal(std::string_view bytes);

}  // namespace kazasu::reader
