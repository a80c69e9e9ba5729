// The card over bytes: one command APDU in, one response APDU out.
#pragma once

#include <string>
#include <string_view>

#include "emulators/card/card.h"

namespace kazasu::card {

// Whatever cannot be understood is answered with the status word that says so; commands, their parameters and
// the answers are listed in docs/protocols/card.md. Only an exception of the card's signer comes through.
std::string transmit(Card& card, std::string_view command);

}  // namespace kazasu::card
