// The contents of 券面事項確認AP: what is printed on the card.
#pragma once

#include <string>
#include <vector>

#include "emulators/card/card_holder.h"

namespace kazasu::card {

// EF 0001 to 0006, in this order. Images are absent: their objects have no value.
std::vector<std::string> visual_contents(CardHolder const& holder);

}  // namespace kazasu::card
