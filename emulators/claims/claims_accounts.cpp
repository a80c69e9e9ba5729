#include "emulators/claims/claims_accounts.h"

#include <algorithm>
#include <utility>

#include "sim/random.h"

namespace kazasu::claims {

namespace {

constexpr auto kLetters = std::string_view{"ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz"};
constexpr auto kDigits = std::string_view{"23456789"};
constexpr auto kShortest = std::size_t{8};
constexpr auto kLongest = std::size_t{16};

bool is_letter(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

std::string drawn_password(std::uint64_t seed, std::string_view purpose, std::uint64_t entity) {
  auto random = sim::RandomStream{seed, purpose, entity};
  auto password = std::string{};
  for (auto i = 0; i < 8; ++i) password.push_back(kLetters[random.below(kLetters.size())]);
  for (auto i = 0; i < 4; ++i) password.push_back(kDigits[random.below(kDigits.size())]);
  return password;
}

// Whoever knows the seed can tell it, which is why a session also needs the station's certificate.
std::string session_name(std::uint64_t seed, std::uint64_t ordinal) {
  constexpr auto kHex = std::string_view{"0123456789abcdef"};
  auto random = sim::RandomStream{seed, "claims session", ordinal};
  auto name = std::string{};
  for (auto i = 0; i < 32; ++i) name.push_back(kHex[random.below(kHex.size())]);
  return name;
}

}  // namespace

LoginRequest first_login(std::uint64_t seed, identity::Station const& station) {
  return {.user = "KS" + station.institution_code.substr(2),
          .password = drawn_password(seed, "claims first password", station.index)};
}

std::string chosen_password(std::uint64_t seed, identity::Station const& station, Payer payer) {
  return drawn_password(seed, "claims password",
                        station.index * std::uint64_t{4} + static_cast<unsigned>(payer));
}

bool is_fit_password(std::string_view password) {
  return password.size() >= kShortest && password.size() <= kLongest &&
         std::ranges::any_of(password, is_letter) && std::ranges::any_of(password, is_digit) &&
         std::ranges::all_of(password, [](char c) { return is_letter(c) || is_digit(c); });
}

bool ClaimsAccounts::fits(ClaimCaller caller, Account const& account, LoginRequest const& request) const {
  auto const first = first_login(parts_.seed, parts_.stations.station(caller.station));
  if (request.user != first.user) return false;
  if (account.password.initial) return request.password == first.password;
  return parts_.seal.fits(request.password, account.password.sealed);
}

LoginAnswer ClaimsAccounts::log_in(ClaimCaller caller, LoginRequest const& request, sim::Instant now) {
  auto& account = accounts_[caller];
  if (now < account.locked_until) return {ClaimOutcome::kLocked};
  if (!fits(caller, account, request)) {
    if (++account.wrong < kMostTries) return {ClaimOutcome::kWrongPassword};
    account.wrong = 0;
    account.locked_until = now + kLockTime;
    return {ClaimOutcome::kLocked};
  }
  account.wrong = 0;
  if (request.new_password.empty()) {
    if (account.password.initial) return {ClaimOutcome::kPasswordMustChange};
  } else {
    if (!is_fit_password(request.new_password) || request.new_password == request.password) {
      return {ClaimOutcome::kPasswordUnfit};
    }
    account.password = {.sealed = parts_.seal.seal(request.new_password), .initial = false};
    if (parts_.journal != nullptr) parts_.journal->note(PasswordChanged{caller, account.password});
  }
  account.session =
      session_name(parts_.seed ^ static_cast<std::uint64_t>(now.time_since_epoch().count()), ++sessions_);
  account.session_ends = now + kSessionTime;
  return {ClaimOutcome::kAccepted, account.session};
}

bool ClaimsAccounts::is_logged_in(ClaimCaller caller, std::string_view session, sim::Instant now) {
  auto const found = accounts_.find(caller);
  if (found == accounts_.end() || session.empty()) return false;
  auto& account = found->second;
  if (account.session != session || now >= account.session_ends) return false;
  account.session_ends = now + kSessionTime;
  return true;
}

void ClaimsAccounts::log_out(ClaimCaller caller) {
  auto const found = accounts_.find(caller);
  if (found != accounts_.end()) found->second.session.clear();
}

void ClaimsAccounts::restore(ClaimCaller caller, PasswordRecord record) {
  accounts_[caller].password = std::move(record);
}

void ClaimsAccounts::forget_all() {
  accounts_.clear();
}

}  // namespace kazasu::claims
