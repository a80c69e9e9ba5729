// When online claims of home-visit nursing began.
#pragma once

#include <chrono>

namespace kazasu::claims {

// First month of care that is claimed online, in July 2024 (notices on the start of online claims).
inline constexpr auto kFirstOnlineMonth = std::chrono::year{2024} / std::chrono::June;

}  // namespace kazasu::claims
