#include "emulators/identity/app_account.h"

#include "sim/random.h"

namespace kazasu::identity {

AppAccount app_account(std::uint64_t seed, Station const& station) {
  auto random = sim::RandomStream{seed, "app account", station.index};
  auto account = AppAccount{.user = "app" + station.institution_code, .password = {}};
  while (account.password.size() < 16) account.password += "0123456789abcdef"[random.below(16)];
  return account;
}

}  // namespace kazasu::identity
