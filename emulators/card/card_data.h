// Data objects of the card manager, for GET DATA.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace kazasu::card {

class PersonalApplications;

// Nothing for an object that this card does not have. `personal` is null for a card without a holder, which
// lacks the objects that speak of one.
std::optional<std::string> card_data_object(std::uint16_t tag, PersonalApplications const* personal);

}  // namespace kazasu::card
