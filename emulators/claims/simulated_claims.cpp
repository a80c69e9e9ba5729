#include "emulators/claims/simulated_claims.h"

#include <utility>

namespace kazasu::claims {

namespace {

template <class Answer>
ClaimReply<Answer> delivered(Answer answer) {
  return {ClaimDelivery::kDelivered, std::move(answer)};
}

ClaimOutcome outcome_of(FrontOutcome outcome) {
  switch (outcome) {
    case FrontOutcome::kTurnedAway:
      return ClaimOutcome::kBusy;
    case FrontOutcome::kTimedOut:
      return ClaimOutcome::kGatewayTimeOut;
    case FrontOutcome::kServed:
      break;
  }
  return ClaimOutcome::kAccepted;
}

// One file's alone, as a hash would be.
std::string content_name(ClaimFileKey const& file) {
  return "version " + std::to_string(file.version);
}

}  // namespace

sim::Task<FrontOutcome> SimulatedClaims::pass_front() {
  auto const answer = parts_.front.enter(now());
  co_await parts_.engine.sleep_until(parts_.calendar.when(answer.answered_at));
  co_return answer.outcome;
}

sim::Task<bool> SimulatedClaims::admit(ClaimCaller caller, ClaimOutcome& outcome) {
  auto const passed = co_await pass_front();
  outcome = outcome_of(passed);
  if (outcome != ClaimOutcome::kAccepted) co_return false;
  if (parts_.system.accounts().is_logged_in(caller, sessions_[caller], now())) co_return true;
  outcome = ClaimOutcome::kNotLoggedIn;
  co_return false;
}

sim::Task<ClaimReply<LoginAnswer>> SimulatedClaims::log_in(ClaimCaller caller, LoginRequest request,
                                                           sim::TimePoint) {
  auto const passed = co_await pass_front();
  if (passed != FrontOutcome::kServed) co_return delivered(LoginAnswer{outcome_of(passed)});
  auto answer = parts_.system.accounts().log_in(caller, request, now());
  sessions_[caller] = answer.session;
  co_return delivered(std::move(answer));
}

sim::Task<ClaimReply<SendAnswer>> SimulatedClaims::send(ClaimCaller caller, ClaimUpload upload,
                                                        sim::TimePoint) {
  auto outcome = ClaimOutcome::kAccepted;
  auto const admitted = co_await admit(caller, outcome);
  if (!admitted) co_return delivered(SendAnswer{outcome});
  auto file = ReceivedFile{.key = {caller.station, caller.payer, upload.file.month},
                           .kind = upload.kind,
                           .with_asp = upload.with_asp,
                           .sha256 = content_name(upload.file),
                           .checked = parts_.contents.checked(upload.file)};
  co_return delivered(parts_.system.send(std::move(file), now()));
}

sim::Task<ClaimReply<StatusAnswer>> SimulatedClaims::status(ClaimCaller caller, std::chrono::year_month month,
                                                            sim::TimePoint) {
  auto outcome = ClaimOutcome::kAccepted;
  auto const admitted = co_await admit(caller, outcome);
  if (!admitted) co_return delivered(StatusAnswer{outcome});
  co_return delivered(parts_.system.status(caller, month, now()));
}

sim::Task<ClaimReply<ListAnswer>> SimulatedClaims::list(ClaimCaller caller, ListRequest request,
                                                        sim::TimePoint) {
  auto outcome = ClaimOutcome::kAccepted;
  auto const admitted = co_await admit(caller, outcome);
  if (!admitted) co_return delivered(ListAnswer{outcome});
  co_return delivered(parts_.system.list(caller, request, now()));
}

sim::Task<ClaimReply<ClaimOutcome>> SimulatedClaims::decide(ClaimCaller caller, ClaimDecision decision,
                                                            sim::TimePoint) {
  auto outcome = ClaimOutcome::kAccepted;
  auto const admitted = co_await admit(caller, outcome);
  if (!admitted) co_return delivered(outcome);
  co_return delivered(parts_.system.decide(caller, decision, now()));
}

}  // namespace kazasu::claims
