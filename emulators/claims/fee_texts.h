// The tables of fee items, add-ons and exclusions as they were when the program was built.
#pragma once

#include <string_view>

namespace kazasu::claims {

std::string_view fee_items_text();
std::string_view fee_addons_text();
std::string_view fee_exclusions_text();

}  // namespace kazasu::claims
