// The contents of 券面入力補助AP: what a form wants filled in, as text.
#pragma once

#include <string>
#include <vector>

#include "emulators/card/card_holder.h"

namespace kazasu::card {

// EF 0001 to 0008, in this order.
std::vector<std::string> text_contents(CardHolder const& holder);

}  // namespace kazasu::card
