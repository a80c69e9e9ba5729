#include "emulators/claims/claims_desk.h"

#include <algorithm>
#include <array>
#include <utility>

namespace kazasu::claims {

namespace {

// Sending ends on this day unless the operator extends it.
constexpr auto kDeadlineDay = std::chrono::day{10};

constexpr auto kNames =
    std::to_array<std::string_view>({"accepted", "accepted_before", "outside_window", "nothing_to_correct",
                                     "not_this_month", "too_many_sends", "send_unknown", "being_checked",
                                     "refused_before", "confirmed_before", "cancelled_before"});

}  // namespace

std::string_view name_of(ClaimOutcome outcome) {
  return kNames[static_cast<std::size_t>(outcome)];
}

ClaimOutcome ClaimsDesk::check(SendRequest const& request, sim::Instant now) const {
  auto const today = sim::date_jst(now);
  if (request.key.month != today.year() / today.month()) return ClaimOutcome::kNotThisMonth;
  if (windows_.is_open(ClaimAction::kSend, now)) return ClaimOutcome::kAccepted;
  if (!windows_.is_open(ClaimAction::kCorrect, now)) return ClaimOutcome::kOutsideWindow;
  auto const deadline = sim::from_jst({today.year() / today.month() / kDeadlineDay, std::chrono::hours{24}});
  auto const in_time = [&](Send const& send) { return !send.cancelled && send.received < deadline; };
  return std::ranges::any_of(sends(request.key), in_time) ? ClaimOutcome::kAccepted
                                                          : ClaimOutcome::kNothingToCorrect;
}

SendAnswer ClaimsDesk::send(SendRequest request, sim::Instant now) {
  auto const earlier = sends(request.key);
  auto const same = std::ranges::find_if(
      earlier, [&](Send const& send) { return !send.cancelled && send.content == request.content; });
  if (same != earlier.end()) return {ClaimOutcome::kAcceptedBefore, same->number, same->ready};
  auto const outcome = check(request, now);
  if (outcome != ClaimOutcome::kAccepted) return {outcome};
  if (earlier.size() == kMostSends) return {ClaimOutcome::kTooManySends};
  auto& kept = sends_[request.key];
  auto const receipts = static_cast<std::uint32_t>(request.receipts.size());
  kept.push_back({.number = static_cast<std::uint32_t>(kept.size()) + 1,
                  .with_asp = request.with_asp,
                  .content = std::move(request.content),
                  .received = now,
                  .ready = request.with_asp ? queue_.enter(now, receipts) : now,
                  .refused = request.refused,
                  .receipts = std::move(request.receipts)});
  return {ClaimOutcome::kAccepted, kept.back().number, kept.back().ready};
}

ClaimOutcome ClaimsDesk::confirm(SendKey const& key, std::uint32_t number, Confirmation how,
                                 sim::Instant now) {
  auto* const send = find_kept(key, number);
  if (send == nullptr) return ClaimOutcome::kSendUnknown;
  switch (send->state(now)) {
    case SendState::kBeingChecked:
      return ClaimOutcome::kBeingChecked;
    case SendState::kConfirmed:
      return ClaimOutcome::kConfirmedBefore;
    case SendState::kCancelled:
      return ClaimOutcome::kCancelledBefore;
    case SendState::kRefused:
      return ClaimOutcome::kRefusedBefore;
    case SendState::kChecked:
      break;
  }
  if (!windows_.is_open(ClaimAction::kCorrect, now) && !windows_.is_open(ClaimAction::kSend, now)) {
    return ClaimOutcome::kOutsideWindow;
  }
  send->confirmation = how;
  send->confirmed = now;
  return ClaimOutcome::kAccepted;
}

ClaimOutcome ClaimsDesk::cancel(SendKey const& key, std::uint32_t number) {
  auto* const send = find_kept(key, number);
  if (send == nullptr) return ClaimOutcome::kSendUnknown;
  if (send->cancelled) return ClaimOutcome::kCancelledBefore;
  // Afterwards the payer has to be called.
  if (send->confirmation) return ClaimOutcome::kConfirmedBefore;
  send->cancelled = true;
  return ClaimOutcome::kAccepted;
}

std::size_t ClaimsDesk::confirm_automatically(std::chrono::year_month month, sim::Instant now) {
  auto const due = windows_.automatic_confirmation(sim::from_jst({month / kDeadlineDay, {}}));
  if (now < due) return 0;
  auto confirmed = std::size_t{0};
  for (auto& [key, sends] : sends_) {
    if (key.month != month) continue;
    for (auto& send : sends) {
      if (send.cancelled || send.refused || send.confirmation || send.received >= due) continue;
      send.confirmation = Confirmation::kAutomatic;
      send.confirmed = due;
      ++confirmed;
    }
  }
  return confirmed;
}

Send const* ClaimsDesk::find(SendKey const& key, std::uint32_t number) const {
  auto const kept = sends(key);
  return number >= 1 && number <= kept.size() ? &kept[number - 1] : nullptr;
}

Send* ClaimsDesk::find_kept(SendKey const& key, std::uint32_t number) {
  return const_cast<Send*>(std::as_const(*this).find(key, number));
}

std::span<Send const> ClaimsDesk::sends(SendKey const& key) const {
  auto const found = sends_.find(key);
  return found == sends_.end() ? std::span<Send const>{} : found->second;
}

bool ClaimsDesk::has_receipt(SendKey const& key, std::uint64_t identity) const {
  return std::ranges::any_of(sends(key), [identity](Send const& send) {
    return !send.cancelled && !send.refused &&
           std::ranges::find(send.receipts, identity, &ReceiptEntry::identity) != send.receipts.end();
  });
}

}  // namespace kazasu::claims
