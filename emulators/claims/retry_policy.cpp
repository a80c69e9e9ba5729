#include "emulators/claims/retry_policy.h"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace kazasu::claims {

namespace {

using std::chrono::milliseconds;

constexpr auto kNames =
    std::to_array<std::string_view>({"none", "immediate", "constant", "back_off", "jitter", "budget"});
constexpr auto kWholeRetry = std::uint64_t{1'000'000};

}  // namespace

std::string_view name_of(RetryKind kind) {
  return kNames[static_cast<std::size_t>(kind)];
}

std::optional<RetryKind> retry_kind(std::string_view name) {
  auto const found = std::ranges::find(kNames, name);
  if (found == kNames.end()) return std::nullopt;
  return static_cast<RetryKind>(found - kNames.begin());
}

std::span<std::string_view const> retry_kind_names() {
  return kNames;
}

Retries::Retries(RetryPolicy const& policy) : policy_(policy), saved_(policy.most_saved * kWholeRetry) {
  if (policy.pause < milliseconds::zero() || policy.longest_pause < policy.pause) {
    throw std::invalid_argument("a retry's pause has to lie between zero and the longest pause");
  }
}

void Retries::note_first_request() {
  saved_ = std::min(saved_ + policy_.budget_ppm, policy_.most_saved * kWholeRetry);
}

milliseconds Retries::back_off(std::uint32_t failures) const {
  auto pause = policy_.pause;
  for (auto doubled = 1U; doubled < failures && pause < policy_.longest_pause; ++doubled) pause *= 2;
  return std::min(pause, policy_.longest_pause);
}

std::optional<milliseconds> Retries::pause_after(std::uint32_t failures, sim::RandomStream& random) {
  if (policy_.most_retries != 0 && failures > policy_.most_retries) return std::nullopt;
  auto const jittered = [&] {
    return milliseconds{random.below(static_cast<std::uint64_t>(back_off(failures).count()) + 1)};
  };
  switch (policy_.kind) {
    case RetryKind::kNone:
      return std::nullopt;
    case RetryKind::kImmediate:
      return milliseconds::zero();
    case RetryKind::kConstant:
      return policy_.pause;
    case RetryKind::kBackOff:
      return back_off(failures);
    case RetryKind::kJitter:
      return jittered();
    case RetryKind::kBudget:
      break;
  }
  if (saved_ < kWholeRetry) return std::nullopt;
  saved_ -= kWholeRetry;
  return jittered();
}

}  // namespace kazasu::claims
