// card_profiles.yaml as it was when the program was built.
#pragma once

#include <string_view>

namespace kazasu::adapters {

std::string_view card_profiles_text();

}  // namespace kazasu::adapters
