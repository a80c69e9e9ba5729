#include "emulators/claims/claims_system.h"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

#include "emulators/claims/check_result_list.h"
#include "emulators/claims/claim_receipt.h"
#include "emulators/claims/confirmation_list.h"
#include "emulators/claims/eligibility_list.h"
#include "emulators/claims/list_subject.h"
#include "emulators/claims/return_file.h"
#include "emulators/claims/return_reasons_list.h"
#include "emulators/claims/returned_receipts.h"
#include "emulators/claims/search_number.h"
#include "sim/overloaded.h"

namespace kazasu::claims {

namespace {

SendStatus status_of(Send const& send, sim::Instant now) {
  auto status = SendStatus{.number = send.number,
                           .kind = send.kind,
                           .with_asp = send.with_asp,
                           .state = send.state(now),
                           .received = send.received,
                           .claimed = send.claimed()};
  if (status.state != SendState::kBeingChecked) status.counts = send.counts();
  return status;
}

}  // namespace

std::string_view name_of(ClaimList list) {
  constexpr auto kNames = std::to_array<std::string_view>(
      {"check_result", "confirmation", "receipt", "returned_file", "return_reasons", "eligibility_results"});
  static_assert(kNames.size() == kClaimLists);
  return kNames[static_cast<std::size_t>(list)];
}

ClaimsSystem::ClaimsSystem(Parts const& parts)
    : parts_(parts),
      accounts_(
          {.stations = parts.stations, .seal = parts.seal, .seed = parts.seed, .journal = parts.journal}),
      desk_(ClaimWindows{}, AspQueue{parts.asp, parts.fund_faults},
            AspQueue{parts.asp, parts.federation_faults}) {}

void ClaimsSystem::note(ClaimChange change) {
  if (parts_.journal != nullptr) parts_.journal->note(std::move(change));
}

void ClaimsSystem::keep_time(sim::Instant now) {
  desk_.confirm_automatically(now, [this, now](SendKey const& key, Send const& send) {
    note(SendConfirmed{key, send.number, *send.confirmation, send.confirmed});
    if (parts_.claimed != nullptr) parts_.claimed->claimed(key, send, now);
  });
}

SendAnswer ClaimsSystem::send(ReceivedFile file, sim::Instant now) {
  keep_time(now);
  auto const answer = desk_.send({.key = file.key,
                                  .content = std::move(file.sha256),
                                  .kind = file.kind,
                                  .with_asp = file.with_asp,
                                  .refused = file.checked.refused,
                                  .receipts = std::move(file.checked.receipts)},
                                 now);
  if (answer.outcome == ClaimOutcome::kAccepted && parts_.journal != nullptr) {
    note(SendMade{file.key, *desk_.find(file.key, answer.number), std::move(file.file)});
  }
  return answer;
}

StatusAnswer ClaimsSystem::status(ClaimCaller caller, std::chrono::year_month month, sim::Instant now) {
  keep_time(now);
  auto answer = StatusAnswer{};
  for (auto const& send : desk_.sends({caller.station, caller.payer, month})) {
    answer.sends.push_back(status_of(send, now));
  }
  return answer;
}

ListAnswer ClaimsSystem::list(ClaimCaller caller, ListRequest const& request, sim::Instant now) {
  keep_time(now);
  if (!desk_.windows().is_open(ClaimAction::kDownload, now)) return {ClaimOutcome::kOutsideWindow};
  auto const key = SendKey{caller.station, caller.payer, request.month};
  if (is_of_month(request.list)) {
    return now < settled_at(request.month) ? ListAnswer{ClaimOutcome::kNotSettledYet}
                                           : list_of_month(key, request.list);
  }
  auto const* const send = desk_.find(key, request.send);
  if (send == nullptr) return {ClaimOutcome::kSendUnknown};
  if (now < send->ready) return {ClaimOutcome::kBeingChecked};
  if (request.list != ClaimList::kCheckResult && !send->confirmation) return {ClaimOutcome::kNothingThere};
  if (parts_.archive == nullptr) return {};  // a list without its text, as in virtual time
  return list_of_send(key, *send, request.list);
}

ListAnswer ClaimsSystem::list_of_send(SendKey const& key, Send const& send, ClaimList list) const {
  auto const station = parts_.stations.station(key.station);
  auto const file = parts_.archive->file(key, send.number);
  auto const earlier = [&send](Send const& one) {
    return one.confirmation && std::tie(one.confirmed, one.number) <= std::tie(send.confirmed, send.number);
  };
  auto const confirmation = static_cast<std::uint32_t>(std::ranges::count_if(desk_.sends(key), earlier));
  auto const subject =
      ListSubject{.station = station, .key = key, .send = send, .file = file, .confirmation = confirmation};
  if (list == ClaimList::kCheckResult) return check_result_list(subject, parts_.encode);
  if (file.content == nullptr) return {ClaimOutcome::kNothingThere};
  return list == ClaimList::kConfirmation ? confirmation_list(subject, parts_.encode)
                                          : claim_receipt(subject, parts_.encode);
}

ListAnswer ClaimsSystem::list_of_month(SendKey const& key, ClaimList list) const {
  if (parts_.archive == nullptr) return {ClaimOutcome::kNothingThere};
  auto const station = parts_.stations.station(key.station);
  auto file = ReturnFile{station, parts_.encode};
  auto reasons_list = ReturnReasonsList{parts_.encode};
  auto eligibility = EligibilityList{parts_.encode};
  file.begin(key);
  auto returned = std::size_t{0};
  for (auto const& send : desk_.sends(key)) {
    if (!send.confirmation) continue;
    auto const kept = parts_.archive->file(key, send.number);
    if (kept.content == nullptr) continue;
    auto const reasons = returned_receipts(send, kept);
    auto const subject = ListSubject{.station = station, .key = key, .send = send, .file = kept};
    if (list == ClaimList::kEligibilityResults) eligibility.add(subject, reasons);
    if (reasons.empty()) continue;
    returned += reasons.size();
    if (list == ClaimList::kReturnedFile) file.add(subject, reasons);
    if (list == ClaimList::kReturnReasons) reasons_list.add(subject, reasons);
  }
  auto const is_eligibility = list == ClaimList::kEligibilityResults;
  if (is_eligibility ? eligibility.lines() == 0 : returned == 0) return {ClaimOutcome::kNothingThere};
  if (list == ClaimList::kReturnedFile) {
    return {.file_name = std::string{kReturnFileName}, .content = file.take()};
  }
  return {.file_name = month_list_file_name(is_eligibility ? "skkg" : "henr", station, key.payer),
          .content = is_eligibility ? eligibility.take() : reasons_list.take()};
}

bool ClaimsSystem::gave_out(std::string_view search_number) const {
  auto const number = read_search_number(search_number);
  if (!number) return false;
  auto const station = parts_.stations.by_institution_code(number->station_code);
  if (!station) return false;
  auto const* const send = desk_.find({*station, number->payer, number->month}, number->send);
  return send != nullptr && number->receipt >= 1 && number->receipt <= send->receipts.size() &&
         send->claims(send->receipts[number->receipt - 1U]);
}

ClaimOutcome ClaimsSystem::decide(ClaimCaller caller, ClaimDecision const& decision, sim::Instant now) {
  keep_time(now);
  auto const key = SendKey{caller.station, caller.payer, decision.month};
  if (decision.cancel) {
    auto const outcome = desk_.cancel(key, decision.send);
    if (outcome == ClaimOutcome::kAccepted) note(SendCancelled{key, decision.send, now});
    return outcome;
  }
  auto const* const send = desk_.find(key, decision.send);
  auto const unchecked = send != nullptr && !send->with_asp;
  auto const how = unchecked              ? Confirmation::kUnchecked
                   : decision.with_errors ? Confirmation::kWithErrors
                                          : Confirmation::kWithoutErrors;
  auto const outcome = desk_.confirm(key, decision.send, how, now);
  if (outcome != ClaimOutcome::kAccepted) return outcome;
  note(SendConfirmed{key, decision.send, how, now});
  if (parts_.claimed != nullptr) parts_.claimed->claimed(key, *desk_.find(key, decision.send), now);
  return outcome;
}

void ClaimsSystem::extend_window(std::chrono::year_month month, sim::Instant until) {
  desk_.extend(until);
  note(WindowExtended{month, until});
}

void ClaimsSystem::forget_all() {
  desk_.forget_all();
  accounts_.forget_all();
  note(ClaimsForgotten{});
}

void ClaimsSystem::restore(ClaimChange change) {
  std::visit(
      sim::Overloaded{[this](SendMade& made) { desk_.restore(made.key, std::move(made.send)); },
                      [this](SendConfirmed const& one) {
                        desk_.restore_confirmation(one.key, one.number, one.how, one.at);
                      },
                      [this](SendCancelled const& one) { desk_.cancel(one.key, one.number); },
                      [this](PasswordChanged& one) { accounts_.restore(one.caller, std::move(one.record)); },
                      [this](WindowExtended const& one) { desk_.extend(one.until); },
                      [this](ClaimsForgotten const&) {
                        desk_.forget_all();
                        accounts_.forget_all();
                      }},
      change);
}

}  // namespace kazasu::claims
