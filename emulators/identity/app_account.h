// The account with which a station's people log in to the app: synthetic, and a function of (seed, station).
#pragma once

#include <cstdint>
#include <string>

#include "emulators/identity/population.h"

namespace kazasu::identity {

struct AppAccount {
  std::string user;      // "app" and the institution code
  std::string password;  // 16 hexadecimal digits; never logged
};
AppAccount app_account(std::uint64_t seed, Station const& station);

}  // namespace kazasu::identity
