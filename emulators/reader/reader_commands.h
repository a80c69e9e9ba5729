// Commands that a reader answers itself: the pseudo-APDUs of PC/SC part 3 with class FF.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace kazasu::reader {

// Nothing for a command that goes to the card. `uid` is what GET DATA (FF CA 00 00) answers with, the PUPI of
// a Type B card; with an empty one (a card over contacts), and for every other command of the class, 6A81:
// the function is not supported. Le shorter than the identifier: 6Cxx with its length. PC/SC part
// 3, 3.2.2.1.3.
std::optional<std::string> answer_of_reader(std::string_view command, std::string_view uid);

}  // namespace kazasu::reader
