// The contents of 券面入力補助AP: what a form wants filled in, as text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "emulators/card/card_holder.h"

namespace kazasu::card {

// EF 0001 to 0008, in this order; the place of EF 0006 is empty.
std::vector<std::string> text_contents(CardHolder const& holder);

// EF 0006: the public key under which a terminal delivers the key of a secure session. `modulus` has 256
// bytes; empty: a placeholder.
std::string session_key_file(CardHolder const& holder, std::string_view modulus);

}  // namespace kazasu::card
