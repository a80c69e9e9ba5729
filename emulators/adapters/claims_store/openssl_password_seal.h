// Passwords of the claims systems as salted hashes.
#pragma once

#include <string>
#include <string_view>

#include "emulators/claims/claims_accounts.h"

namespace kazasu::adapters {

// PBKDF2-HMAC-SHA256 (RFC 8018, 5.2) with 16 random bytes of salt, as "pbkdf2-sha256$iterations$salt$hash" in
// hexadecimal. The passwords are those of synthetic stations, derived from a seed, and every station logs in
// within a run: so there are kIterations of it, which take less than 0.3 ms. A real system takes hundreds of
// thousands.
class OpensslPasswordSeal final : public claims::PasswordSeal {
 public:
  static constexpr auto kIterations = 500U;

  // Both throw std::runtime_error when OpenSSL cannot.
  std::string seal(std::string_view password) const override;
  // Also of what was sealed with another number of iterations. False for what is no seal.
  bool fits(std::string_view password, std::string_view sealed) const override;
};

}  // namespace kazasu::adapters
