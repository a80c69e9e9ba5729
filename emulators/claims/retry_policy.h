// What a client does when a request failed.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "sim/random.h"

namespace kazasu::claims {

enum class RetryKind : std::uint8_t {
  kNone,       // never: whoever sits before it comes back later
  kImmediate,  // at once
  kConstant,   // after `pause`
  kBackOff,    // after `pause`, doubled with each failure in a row up to `longest_pause`
  kJitter,     // uniform between nothing and the pause of kBackOff ("full jitter")
  kBudget,     // kJitter, while the budget lasts
};
// "none", "immediate", "constant", "back_off", "jitter", "budget".
std::string_view name_of(RetryKind kind);
std::optional<RetryKind> retry_kind(std::string_view name);
std::span<std::string_view const> retry_kind_names();

struct RetryPolicy {
  RetryKind kind = RetryKind::kConstant;
  std::chrono::milliseconds pause{300'000};
  std::chrono::milliseconds longest_pause{3'600'000};
  // Of one request, in a row; then the client gives up. 0: as many as it likes.
  std::uint32_t most_retries = 0;
  // Of kBudget, in parts per million: retries allowed for each first request.
  std::uint32_t budget_ppm = 100'000;
  // Of kBudget: retries that may be saved up.
  std::uint32_t most_saved = 100;
};

// The retries of clients that share a policy and, with kBudget, its token bucket. It begins full.
class Retries {
 public:
  // Throws std::invalid_argument for a negative pause, or one that is longer than the longest.
  explicit Retries(RetryPolicy const& policy);

  // To be told of each request that is no retry: it earns its share of the budget.
  void note_first_request();
  // How long to wait before the next try after so many failures in a row (at least 1); empty: give up. A
  // budget pays for what it grants.
  std::optional<std::chrono::milliseconds> pause_after(std::uint32_t failures, sim::RandomStream& random);

  RetryPolicy const& policy() const { return policy_; }

 private:
  std::chrono::milliseconds back_off(std::uint32_t failures) const;

  RetryPolicy policy_;
  std::uint64_t saved_ = 0;  // millionths of a retry
};

}  // namespace kazasu::claims
