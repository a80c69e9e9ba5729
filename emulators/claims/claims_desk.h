// The life of sends: accepted in the window, checked in the queue, confirmed or cancelled, confirmed by the
// system after the deadline.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "emulators/claims/asp_queue.h"
#include "emulators/claims/claim_windows.h"
#include "emulators/claims/claims_messages.h"
#include "emulators/claims/send.h"

namespace kazasu::claims {

struct SendRequest {
  SendKey key;
  std::string content;  // hash of the file
  SendKind kind = SendKind::kClaim;
  bool with_asp = true;
  bool refused = false;  // by L1
  std::vector<ReceiptEntry> receipts = {};
};
// Of all months and both payers.
struct ClaimsTotals {
  std::uint64_t sends = 0;
  std::uint64_t receipts = 0;  // of those
  std::uint64_t claimed = 0;   // of those, by a confirmation
};

class ClaimsDesk {
 public:
  static constexpr auto kMostSends = std::uint32_t{999};

  // Each payer has an ASP of its own.
  ClaimsDesk(ClaimWindows const& windows, AspQueue fund, AspQueue federation)
      : windows_(windows), asp_{std::move(fund), std::move(federation)} {}

  SendAnswer send(SendRequest request, sim::Instant now);
  ClaimOutcome confirm(SendKey const& key, std::uint32_t number, Confirmation how, sim::Instant now);
  // At any hour: nothing is sent.
  ClaimOutcome cancel(SendKey const& key, std::uint32_t number);
  // What the system does at 24:00 on the 10th: everything of the month that was received, and is neither
  // refused nor confirmed nor cancelled, is confirmed, that which is still in the queue as well; and with
  // what was corrected afterwards when the month closes on the 12th (ours). Tells `each` of every send that
  // it confirms; nothing before the time.
  using Confirmed = std::function<void(SendKey const& key, Send const& send)>;
  void confirm_automatically(sim::Instant now, Confirmed const& each);
  // Stations may send until then.
  void extend(sim::Instant until) { windows_ = ClaimWindows{until}; }

  // As an earlier life left it.
  void restore(SendKey const& key, Send send);
  void restore_confirmation(SendKey const& key, std::uint32_t number, Confirmation how, sim::Instant at);
  // As if nothing had come, and nothing been extended.
  void forget_all();

  // Null for a send that does not exist.
  Send const* find(SendKey const& key, std::uint32_t number) const;
  std::span<Send const> sends(SendKey const& key) const;
  // True when a receipt with that identity is claimed for the key, or may still be.
  bool has_receipt(SendKey const& key, std::uint64_t identity) const;
  std::size_t in_queue(sim::Instant now) const { return asp_[0].waiting(now) + asp_[1].waiting(now); }
  ClaimsTotals totals() const;
  ClaimWindows const& windows() const { return windows_; }
  AspQueue& asp(Payer payer) { return asp_[payer == Payer::kFund ? 0 : 1]; }

 private:
  struct Course {
    std::vector<Send> sends;
    std::unordered_map<std::uint64_t, std::uint32_t> standing;  // how many receipts of an identity stand
  };
  ClaimOutcome check(SendRequest const& request, sim::Instant now) const;
  Send* find_kept(SendKey const& key, std::uint32_t number);
  void count_standing(Course& course, Send const& send, bool stands);
  void settle(SendKey const& key, Send& send, Confirmation how, sim::Instant at);
  void await_confirmation(std::chrono::year_month month, Send const& send);
  using DueAt = sim::Instant (ClaimWindows::*)(sim::Instant) const;
  struct Due {
    sim::Instant now;
    Confirmed const& each;
  };
  // Of those months whose time has come, which are taken off the set.
  void confirm_due(std::set<std::chrono::year_month>& months, DueAt due_at, Due const& due);

  ClaimWindows windows_;
  std::array<AspQueue, 2> asp_;
  std::map<SendKey, Course> courses_;
  std::set<std::chrono::year_month> open_months_;       // with sends that the deadline may confirm
  std::set<std::chrono::year_month> corrected_months_;  // with later ones, which the closing may
};

}  // namespace kazasu::claims
