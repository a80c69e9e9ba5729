// A person's card in words, for `kazasu card show` and `kazasu card profiles`.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "emulators/card/card_maker.h"

namespace kazasu::card {

std::string_view text_of(CardKind kind);
std::string_view text_of(CardStanding standing);

// Some lines: profile, holder, certificate, standing, tries left. No PIN and no personal number. `card` is a
// copy of the person's card as it is now. Throws as CardMaker::parts() does.
std::string describe_card(CardMaker const& maker, identity::PersonIndex person, Card card);

// The PINs of a person's card: the authentication PIN alone on the first line ("none" when it was never set),
// then the others with their names. `memory` has those that were changed; null: as the card was made.
std::string card_pins(CardMaker const& maker, identity::PersonIndex person, CardMemory const* memory);

// A line for each: name and title.
std::string describe_profiles(std::span<CardProfile const> profiles);

}  // namespace kazasu::card
