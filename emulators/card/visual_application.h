// The contents of 券面事項確認AP: what is printed on the card.
#pragma once

#include <string>
#include <vector>

#include "emulators/card/card_holder.h"
#include "emulators/card/card_images.h"

namespace kazasu::card {

// EF 0001 to 0006, in this order. The object of an absent image has no value.
std::vector<std::string> visual_contents(CardHolder const& holder, PrintedImages const& images);

}  // namespace kazasu::card
