// Users and passwords of stations at the payers' systems: one user, a first password that is the same at
// both, and then one of its own at each (online FAQ si1, Q9 and Q10). All other rules are ours.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "emulators/claims/claims_journal.h"
#include "emulators/claims/claims_messages.h"
#include "emulators/identity/population.h"
#include "sim/calendar.h"

namespace kazasu::claims {

// How passwords are kept: as salted hashes. An adapter has the hash function.
struct PasswordSeal {
  virtual ~PasswordSeal() = default;
  virtual std::string seal(std::string_view password) const = 0;
  virtual bool fits(std::string_view password, std::string_view sealed) const = 0;
};

// The user and first password of a station, a function of the seed: 8 digits of its code behind "KS", and
// letters and digits. Who plays the station derives the same.
LoginRequest first_login(std::uint64_t seed, identity::Station const& station);
// What a station that follows the rules changes its password to.
std::string chosen_password(std::uint64_t seed, identity::Station const& station, Payer payer);

// 8 to 16 of A-Z, a-z and 0-9, with a letter and a digit.
bool is_fit_password(std::string_view password);

class ClaimsAccounts {
 public:
  static constexpr auto kMostTries = 3U;                          // wrong passwords in a row
  static constexpr auto kLockTime = std::chrono::minutes{30};     // as the care insurance's system has it
  static constexpr auto kSessionTime = std::chrono::minutes{30};  // without a request

  // All must outlive it. `journal` may be null.
  struct Parts {
    identity::StationSource const& stations;
    PasswordSeal const& seal;
    std::uint64_t seed = 0;
    ClaimsJournal* journal = nullptr;
  };
  explicit ClaimsAccounts(Parts const& parts) : parts_(parts) {}

  LoginAnswer log_in(ClaimCaller caller, LoginRequest const& request, sim::Instant now);
  // Whether the session is that caller's and stands; it then stands longer.
  bool is_logged_in(ClaimCaller caller, std::string_view session, sim::Instant now);
  void log_out(ClaimCaller caller);
  // What an earlier life kept.
  void restore(ClaimCaller caller, PasswordRecord record);
  void forget_all();

 private:
  struct Account {
    PasswordRecord password;
    std::uint32_t wrong = 0;  // in a row
    sim::Instant locked_until{};
    std::string session;
    sim::Instant session_ends{};
  };
  bool fits(ClaimCaller caller, Account const& account, LoginRequest const& request) const;

  Parts parts_;
  std::map<ClaimCaller, Account> accounts_;  // of those that did anything
  std::uint64_t sessions_ = 0;
};

}  // namespace kazasu::claims
