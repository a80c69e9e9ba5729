// How the claims systems keep passwords: a salt and a hash that is slow on purpose.
#pragma once

#include "emulators/claims/claims_accounts.h"

namespace kazasu::adapters {

// "pbkdf2-sha256$ROUNDS$SALT$HASH", base64. The rounds are few, because a whole country's stations change
// their passwords on one morning of a simulation and all of them are synthetic (ours).
class PasswordHash final : public claims::PasswordSeal {
 public:
  // Both throw std::runtime_error when OpenSSL cannot.
  std::string seal(std::string_view password) const override;
  bool fits(std::string_view password, std::string_view sealed) const override;
};

}  // namespace kazasu::adapters
