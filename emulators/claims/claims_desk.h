// The life of sends: accepted in the window, checked in the queue, confirmed or cancelled, confirmed by the
// system after the deadline.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "emulators/claims/asp_queue.h"
#include "emulators/claims/claim_windows.h"
#include "emulators/claims/send.h"

namespace kazasu::claims {

enum class ClaimOutcome : std::uint8_t {
  kAccepted,
  kAcceptedBefore,    // the same file again: nothing was added
  kOutsideWindow,     // not a day and hour of sending
  kNothingToCorrect,  // on days 11 and 12 only what was sent by the 10th may be sent again
  kNotThisMonth,      // of another month's claims
  kTooManySends,      // 999 in the month
  kSendUnknown,
  kBeingChecked,   // its list is not ready
  kRefusedBefore,  // by a finding of L1: there is nothing to confirm or cancel
  kConfirmedBefore,
  kCancelledBefore,
};
std::string_view name_of(ClaimOutcome outcome);

struct SendRequest {
  SendKey key;
  std::string content;  // hash of the file
  bool with_asp = true;
  bool refused = false;  // by L1
  std::vector<ReceiptEntry> receipts;
};
struct SendAnswer {
  ClaimOutcome outcome = ClaimOutcome::kAccepted;
  std::uint32_t number = 0;
  sim::Instant ready{};
};

class ClaimsDesk {
 public:
  static constexpr auto kMostSends = std::uint32_t{999};

  ClaimsDesk(ClaimWindows const& windows, AspQueue queue) : windows_(windows), queue_(std::move(queue)) {}

  SendAnswer send(SendRequest request, sim::Instant now);
  ClaimOutcome confirm(SendKey const& key, std::uint32_t number, Confirmation how, sim::Instant now);
  // At any hour: nothing is sent.
  ClaimOutcome cancel(SendKey const& key, std::uint32_t number);
  // What the system does at 24:00 on the 10th: everything of the month that is checked and neither confirmed
  // nor cancelled. Those still in the queue are confirmed as received then. Returns how many; 0 before the
  // time.
  std::size_t confirm_automatically(std::chrono::year_month month, sim::Instant now);

  // Null for a send that does not exist.
  Send const* find(SendKey const& key, std::uint32_t number) const;
  std::span<Send const> sends(SendKey const& key) const;
  // True when a send of the key that stands has a receipt with that identity.
  bool has_receipt(SendKey const& key, std::uint64_t identity) const;
  std::size_t in_queue(sim::Instant now) const { return queue_.waiting(now); }

 private:
  ClaimOutcome check(SendRequest const& request, sim::Instant now) const;
  Send* find_kept(SendKey const& key, std::uint32_t number);

  ClaimWindows windows_;
  AspQueue queue_;
  std::map<SendKey, std::vector<Send>> sends_;
};

}  // namespace kazasu::claims
