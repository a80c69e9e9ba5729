// The contents of 共通AP: which card this is.
#pragma once

#include <string>
#include <vector>

#include "emulators/card/card_holder.h"

namespace kazasu::card {

// Record 1 of EF 0001, then EF 0002.
std::vector<std::string> common_contents(CardHolder const& holder);

}  // namespace kazasu::card
