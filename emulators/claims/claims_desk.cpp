#include "emulators/claims/claims_desk.h"

#include <algorithm>
#include <utility>

namespace kazasu::claims {

namespace {

// Some time of the month, to ask for what is of it.
sim::Instant within(std::chrono::year_month month) {
  return sim::from_jst({month / std::chrono::day{1}, {}});
}

// Claimed, or it may still be.
bool stands(Send const& send, ReceiptEntry const& receipt) {
  if (send.cancelled || send.refused || send.kind == SendKind::kTest) return false;
  return send.confirmation ? send.claims(receipt) : receipt.checked != ReceiptClass::kUnacceptable;
}

// Errors that are none, as the lists of 2022-05-09 had them.
void find_fault_with_all(std::vector<ReceiptEntry>& receipts) {
  for (auto& receipt : receipts) receipt.checked = std::max(receipt.checked, ReceiptClass::kReturn);
}

}  // namespace

ClaimOutcome ClaimsDesk::check(SendRequest const& request, sim::Instant now) const {
  auto const today = sim::date_jst(now);
  if (request.kind == SendKind::kTest) {
    return windows_.is_open(ClaimAction::kTestSend, now) ? ClaimOutcome::kAccepted
                                                         : ClaimOutcome::kOutsideWindow;
  }
  if (request.key.month != today.year() / today.month()) return ClaimOutcome::kNotThisMonth;
  if (windows_.is_open(ClaimAction::kSend, now)) return ClaimOutcome::kAccepted;
  if (!windows_.is_open(ClaimAction::kCorrect, now)) return ClaimOutcome::kOutsideWindow;
  auto const deadline = windows_.automatic_confirmation(now);
  auto const in_time = [&](Send const& send) {
    return !send.cancelled && send.kind == SendKind::kClaim && send.received < deadline;
  };
  return std::ranges::any_of(sends(request.key), in_time) ? ClaimOutcome::kAccepted
                                                          : ClaimOutcome::kNothingToCorrect;
}

SendAnswer ClaimsDesk::send(SendRequest request, sim::Instant now) {
  auto const earlier = sends(request.key);
  auto const same = std::ranges::find_if(earlier, [&](Send const& send) {
    return !send.cancelled && send.kind == request.kind && send.content == request.content;
  });
  if (same != earlier.end()) return {ClaimOutcome::kAcceptedBefore, same->number, same->ready};
  auto const outcome = check(request, now);
  if (outcome != ClaimOutcome::kAccepted) return {outcome};
  if (earlier.size() == kMostSends) return {ClaimOutcome::kTooManySends};
  auto& course = courses_[request.key];
  auto const receipts = static_cast<std::uint32_t>(request.receipts.size());
  auto& queue = asp(request.key.payer);
  auto const ready = request.with_asp ? queue.enter(now, receipts) : now;
  if (request.with_asp && queue.is_wrong(ready)) find_fault_with_all(request.receipts);
  course.sends.push_back({.number = static_cast<std::uint32_t>(course.sends.size()) + 1,
                          .kind = request.kind,
                          .with_asp = request.with_asp,
                          .content = std::move(request.content),
                          .received = now,
                          .ready = ready,
                          .refused = request.refused,
                          .receipts = std::move(request.receipts)});
  auto const& made = course.sends.back();
  count_standing(course, made, true);
  await_confirmation(request.key.month, made);
  return {ClaimOutcome::kAccepted, made.number, made.ready};
}

ClaimOutcome ClaimsDesk::confirm(SendKey const& key, std::uint32_t number, Confirmation how,
                                 sim::Instant now) {
  auto* const send = find_kept(key, number);
  if (send == nullptr) return ClaimOutcome::kSendUnknown;
  if (send->kind == SendKind::kTest) return ClaimOutcome::kTestOnly;
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
  settle(key, *send, how, now);
  return ClaimOutcome::kAccepted;
}

ClaimOutcome ClaimsDesk::cancel(SendKey const& key, std::uint32_t number) {
  auto* const send = find_kept(key, number);
  if (send == nullptr) return ClaimOutcome::kSendUnknown;
  if (send->kind == SendKind::kTest) return ClaimOutcome::kTestOnly;
  if (send->cancelled) return ClaimOutcome::kCancelledBefore;
  if (send->refused) return ClaimOutcome::kRefusedBefore;
  // Afterwards the payer has to be called.
  if (send->confirmation) return ClaimOutcome::kConfirmedBefore;
  count_standing(courses_[key], *send, false);
  send->cancelled = true;
  return ClaimOutcome::kAccepted;
}

void ClaimsDesk::await_confirmation(std::chrono::year_month month, Send const& send) {
  if (send.kind == SendKind::kTest || send.refused) return;
  auto const in_time = send.received < windows_.automatic_confirmation(within(month));
  (in_time ? open_months_ : corrected_months_).insert(month);
}

void ClaimsDesk::confirm_automatically(sim::Instant now, Confirmed const& each) {
  confirm_due(open_months_, &ClaimWindows::automatic_confirmation, {now, each});
  confirm_due(corrected_months_, &ClaimWindows::closing, {now, each});
}

void ClaimsDesk::confirm_due(std::set<std::chrono::year_month>& months, DueAt due_at, Due const& due) {
  for (auto month = months.begin(); month != months.end();) {
    auto const at = (windows_.*due_at)(within(*month));
    if (due.now < at) {
      ++month;
      continue;
    }
    for (auto& [key, course] : courses_) {
      if (key.month != *month) continue;
      for (auto& send : course.sends) {
        auto const is_open = !send.cancelled && !send.refused && !send.confirmation;
        if (!is_open || send.kind == SendKind::kTest || send.received >= at) continue;
        settle(key, send, Confirmation::kAutomatic, at);
        due.each(key, send);
      }
    }
    month = months.erase(month);
  }
}

void ClaimsDesk::settle(SendKey const& key, Send& send, Confirmation how, sim::Instant at) {
  auto& course = courses_[key];
  count_standing(course, send, false);
  send.confirmation = how;
  send.confirmed = at;
  count_standing(course, send, true);
}

void ClaimsDesk::count_standing(Course& course, Send const& send, bool stands_now) {
  for (auto const& receipt : send.receipts) {
    if (!stands(send, receipt)) continue;
    if (stands_now) {
      ++course.standing[receipt.identity];
    } else if (--course.standing[receipt.identity] == 0) {
      course.standing.erase(receipt.identity);
    }
  }
}

void ClaimsDesk::restore(SendKey const& key, Send send) {
  // Entered in the order of then, so that what was waiting waits on and the servers are as busy as they were.
  auto const receipts = static_cast<std::uint32_t>(send.receipts.size());
  send.ready = send.with_asp ? asp(key.payer).enter(send.received, receipts) : send.received;
  auto& course = courses_[key];
  course.sends.push_back(std::move(send));
  count_standing(course, course.sends.back(), true);
  await_confirmation(key.month, course.sends.back());
}

void ClaimsDesk::restore_confirmation(SendKey const& key, std::uint32_t number, Confirmation how,
                                      sim::Instant at) {
  if (auto* const send = find_kept(key, number)) settle(key, *send, how, at);
}

void ClaimsDesk::forget_all() {
  courses_.clear();
  open_months_.clear();
  corrected_months_.clear();
  for (auto& queue : asp_) queue.clear();
  windows_ = ClaimWindows{};
}

Send const* ClaimsDesk::find(SendKey const& key, std::uint32_t number) const {
  auto const kept = sends(key);
  return number >= 1 && number <= kept.size() ? &kept[number - 1] : nullptr;
}

Send* ClaimsDesk::find_kept(SendKey const& key, std::uint32_t number) {
  return const_cast<Send*>(std::as_const(*this).find(key, number));
}

std::span<Send const> ClaimsDesk::sends(SendKey const& key) const {
  auto const found = courses_.find(key);
  return found == courses_.end() ? std::span<Send const>{} : found->second.sends;
}

ClaimsTotals ClaimsDesk::totals() const {
  auto totals = ClaimsTotals{};
  for (auto const& [key, course] : courses_) {
    totals.sends += course.sends.size();
    for (auto const& send : course.sends) {
      totals.receipts += send.receipts.size();
      totals.claimed += send.claimed();
    }
  }
  return totals;
}

bool ClaimsDesk::has_receipt(SendKey const& key, std::uint64_t identity) const {
  auto const found = courses_.find(key);
  return found != courses_.end() && found->second.standing.contains(identity);
}

}  // namespace kazasu::claims
