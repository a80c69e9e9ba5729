#include "tests/store/claims_storm.h"

#include <gtest/gtest.h>

#include <numeric>

#include "emulators/claims/claims_accounts.h"

namespace kazasu::store {

using claims::ClaimCaller;
using claims::ClaimDelivery;
using claims::ClaimOutcome;

namespace {

constexpr auto kMonth = std::chrono::year{2024} / std::chrono::December;
constexpr auto kSeed = std::uint64_t{5};  // of the fixture

std::uint32_t sum(claims::ReceiptCounts const& counts) {
  return std::accumulate(counts.begin(), counts.end(), std::uint32_t{0});
}

}  // namespace

ClaimsStorm::ClaimsStorm(ClientWorld const& world, StormFiles const& files, std::uint16_t port)
    : world_(world),
      files_(files),
      port_(adapters::make_https_claims(
          realtime_,
          {.target = world.target(port),
           .line = {},
           .credentials = [&world](identity::StationIndex station) { return world.credential(station); },
           .calendar = [&world] { return world.now(); },
           .contents = files})) {}

std::uint32_t ClaimsStorm::receipts(ClaimCaller caller, std::uint32_t version) const {
  auto const file = claims::ClaimFileKey{caller.station, caller.payer, kMonth, version};
  return files_.receipts(file);
}

// False when nobody answered, or the password that was acknowledged is not known.
sim::Task<bool> ClaimsStorm::log_in(ClaimCaller caller, PromisedClaims& promised) {
  auto const station = world_.stations().station(caller.station);
  auto const first = claims::first_login(kSeed, station);
  auto changed = first;
  changed.password = claims::chosen_password(kSeed, station, caller.payer);
  auto reply = co_await port_->log_in(caller, changed, deadline());
  if (reply.delivery == ClaimDelivery::kDelivered && reply.answer.outcome == ClaimOutcome::kWrongPassword) {
    if (promised.changed) ++broken_.logins;
    auto change = first;
    change.new_password = changed.password;
    promised.changed = false;
    auto again = co_await port_->log_in(caller, change, deadline());
    reply = std::move(again);
  }
  if (reply.delivery != ClaimDelivery::kDelivered) co_return false;
  if (reply.answer.outcome == ClaimOutcome::kAccepted) promised.changed = true;
  co_return reply.answer.outcome == ClaimOutcome::kAccepted;
}

sim::Task<bool> ClaimsStorm::send(ClaimCaller caller, PromisedClaims& promised, std::uint32_t version) {
  auto const upload = claims::ClaimUpload{.file = {caller.station, caller.payer, kMonth, version}};
  promised.unsure.insert(version);
  auto const reply = co_await port_->send(caller, upload, deadline());
  if (reply.delivery != ClaimDelivery::kDelivered) co_return false;
  ++answered_;
  if (!is_accepted(reply.answer.outcome)) {
    ADD_FAILURE() << "a send was answered with " << name_of(reply.answer.outcome);
    co_return false;
  }
  auto const known = promised.sends.find(reply.answer.number);
  if (known != promised.sends.end() && known->second != version) ++broken_.extra;
  promised.sends[reply.answer.number] = version;
  promised.unsure.erase(version);
  co_return true;
}

sim::Task<bool> ClaimsStorm::confirm(ClaimCaller caller, PromisedClaims& promised, std::uint32_t number) {
  auto const decision = claims::ClaimDecision{.month = kMonth, .send = number, .with_errors = true};
  promised.unsure_confirmed.insert(number);
  auto const reply = co_await port_->decide(caller, decision, deadline());
  if (reply.delivery != ClaimDelivery::kDelivered) co_return false;
  ++answered_;
  promised.unsure_confirmed.erase(number);
  if (reply.answer == ClaimOutcome::kAccepted) promised.confirmed.insert(number);
  co_return true;
}

// Of months without a receipt all files are one and the same.
std::uint32_t ClaimsStorm::next_version(ClaimCaller caller, PromisedClaims& promised) const {
  while (!files_.has({caller.station, caller.payer, kMonth, promised.next_version})) ++promised.next_version;
  return promised.next_version++;
}

sim::Task<void> ClaimsStorm::use(ClaimCaller caller, PromisedClaims& promised) {
  auto const in = co_await log_in(caller, promised);
  for (auto alive = in; alive;) {
    auto const version = next_version(caller, promised);
    auto const sent = co_await send(caller, promised, version);
    alive = sent;
    if (!alive || promised.sends.size() % 3 != 0) continue;
    auto const decided = co_await confirm(caller, promised, promised.sends.rbegin()->first);
    alive = decided;
  }
}

sim::Task<void> ClaimsStorm::kill_when(StoreClient::End end, std::function<void()> kill) {
  while (answered_ < end.answers) co_await realtime_.engine.sleep_for(std::chrono::microseconds{200});
  co_await realtime_.engine.sleep_for(end.after_that);
  kill();
}

void ClaimsStorm::load(ClaimPromises& promises, StoreClient::End end, std::function<void()> kill) {
  for (auto& [caller, promised] : promises) realtime_.engine.spawn(use(caller, promised));
  realtime_.engine.spawn(kill_when(end, std::move(kill)));
  realtime_.engine.run_until();
}

// The sends of a month are numbered from 1; each is one that was promised, or one that nobody answered and
// that is there as a whole.
void ClaimsStorm::compare(ClaimCaller caller, PromisedClaims& promised, claims::StatusAnswer const& status) {
  auto next = std::uint32_t{0};
  auto unsure = std::multiset<std::uint32_t>{};
  for (auto const version : promised.unsure) unsure.insert(receipts(caller, version));
  for (auto const& send : status.sends) {
    if (send.number != ++next) ++broken_.extra;
    auto const known = promised.sends.find(send.number);
    if (known != promised.sends.end()) {
      if (sum(send.counts) != receipts(caller, known->second)) ++broken_.halves;
    } else if (auto const one = unsure.find(sum(send.counts)); one != unsure.end()) {
      unsure.erase(one);
    } else {
      ++broken_.extra;
    }
    auto const is_confirmed = send.state == claims::SendState::kConfirmed;
    auto const wanted = promised.confirmed.contains(send.number);
    if (is_confirmed != wanted && !promised.unsure_confirmed.contains(send.number)) ++broken_.decisions;
    if (is_confirmed) promised.confirmed.insert(send.number);
  }
  for (auto const& [number, version] : promised.sends) {
    if (number > status.sends.size()) ++broken_.lost;
  }
  promised.unsure_confirmed.clear();
}

// Files of the last few sends: their lists are made of what was kept with them.
sim::Task<void> ClaimsStorm::check_lists(ClaimCaller caller, PromisedClaims const& promised) {
  auto looked = 0;
  for (auto one = promised.sends.rbegin(); one != promised.sends.rend() && looked < 2; ++one, ++looked) {
    auto const request = claims::ListRequest{.month = kMonth, .send = one->first};
    auto const reply = co_await port_->list(caller, request, deadline());
    if (reply.delivery != ClaimDelivery::kDelivered) ++broken_.unanswered;
    if (reply.answer.outcome != ClaimOutcome::kAccepted || reply.answer.content.empty()) ++broken_.files;
  }
}

sim::Task<void> ClaimsStorm::check_caller(ClaimCaller caller, PromisedClaims& promised) {
  auto const in = co_await log_in(caller, promised);
  if (!in) {
    ++broken_.unanswered;
    co_return;
  }
  auto const status = co_await port_->status(caller, kMonth, deadline());
  if (status.delivery != ClaimDelivery::kDelivered) {
    ++broken_.unanswered;
    co_return;
  }
  compare(caller, promised, status.answer);
  // Sent again, a file that nobody answered is there once, whether it was before or not.
  auto const unsure = promised.unsure;
  for (auto const version : unsure) {
    auto const sent = co_await send(caller, promised, version);
    if (!sent) ++broken_.unanswered;
  }
  co_await check_lists(caller, promised);
  auto const after = co_await port_->status(caller, kMonth, deadline());
  if (after.answer.sends.size() != promised.sends.size()) ++broken_.extra;
}

BrokenClaims ClaimsStorm::check(ClaimPromises& promises) {
  for (auto& [caller, promised] : promises) realtime_.engine.spawn(check_caller(caller, promised));
  realtime_.engine.run_until();
  return broken_;
}

}  // namespace kazasu::store
