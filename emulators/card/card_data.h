// Data objects of the card manager, for GET DATA.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "emulators/card/card_profile.h"

namespace kazasu::card {

class PersonalApplications;

// Nothing for an object that this card does not have. `personal` is null for a card without a holder, which
// lacks the objects that speak of one. A telephone has no contacts and lacks their ATR.
std::optional<std::string> card_data_object(std::uint16_t tag, CardKind kind,
                                            PersonalApplications const* personal);

// The ATR over contacts, whole.
std::string_view contact_atr();

}  // namespace kazasu::card
