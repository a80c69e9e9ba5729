// Who puts the person's card on a PC/SC reader during a run.
#pragma once

#include <memory>

#include "emulators/terminal/card_hand.h"
#include "harness/options.h"

namespace kazasu::harness {

// The card host of --card-host; null without the option. Whether it answers shows at its first use.
std::unique_ptr<terminal::CardHand> make_card_hand(RunOptions const& options);

}  // namespace kazasu::harness
