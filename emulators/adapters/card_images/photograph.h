// The photograph of somebody who does not exist.
#pragma once

#include "emulators/adapters/card_images/lettering.h"
#include "emulators/adapters/card_images/picture.h"
#include "emulators/card/card_holder.h"

namespace kazasu::adapters {

// A silhouette of head and shoulders with TEST across it, 240 by 320 pixels; shapes and tones are a function
// of the person.
Picture draw_photograph(card::CardHolder const& holder, Lettering& lettering);

}  // namespace kazasu::adapters
