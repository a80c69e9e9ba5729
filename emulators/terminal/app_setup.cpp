#include "emulators/terminal/app_setup.h"

#include <utility>

namespace kazasu::terminal {

namespace {

// Of a reply that brought nothing to go on with.
template <class Answer>
AppSetup::Result failed(eligibility::Reply<Answer> const& reply) {
  if (reply.delivery != eligibility::Delivery::kDelivered)
    return {.outcome = delivery_outcome(reply.delivery)};
  return {.outcome = refusal_outcome(reply.answer.outcome)};
}

template <class Answer>
bool is_accepted(eligibility::Reply<Answer> const& reply) {
  return reply.delivery == eligibility::Delivery::kDelivered &&
         reply.answer.outcome == eligibility::Outcome::kAccepted;
}

}  // namespace

sim::Task<eligibility::Reply<eligibility::SettingsAnswer>> AppSetup::ask(eligibility::SettingsAction action,
                                                                         sim::TimePoint deadline) const {
  return settings.settings(caller, {.institution_code = institution_code, .action = action}, deadline);
}

sim::Task<sim::Lease> AppSetup::take_turn(sim::TimePoint deadline) const {
  auto& turn = devices.of(caller.station).set_up;
  if (!turn) turn = std::make_unique<sim::Resource>(engine, 1);
  auto& resource = *turn;
  auto lease = co_await resource.acquire_until(deadline);
  co_return lease;
}

sim::Task<AppSetup::Result> AppSetup::activate(identity::AppAccount account, sim::TimePoint deadline) const {
  if (!devices.of(caller.station).credential.empty()) co_return Result{.outcome = {}, .ready = true};
  auto const issued = co_await ask(eligibility::SettingsAction::kIssueActivation, deadline);
  if (!is_accepted(issued)) co_return failed(issued);
  if (issued.answer.codes.empty()) co_return Result{.outcome = kNotUnderstood};
  auto request = eligibility::ActivationRequest{.institution_code = institution_code,
                                                .user = std::move(account.user),
                                                .password = std::move(account.password),
                                                .activation_code = issued.answer.codes.front().code};
  auto const activated = co_await activation.activate(caller, std::move(request), deadline);
  if (!is_accepted(activated)) co_return failed(activated);
  devices.of(caller.station).credential = activated.answer.device;
  co_return Result{.outcome = {}, .ready = true};
}

sim::Task<AppSetup::Result> AppSetup::get_passcode(std::chrono::year_month_day today,
                                                   sim::TimePoint deadline) const {
  if (devices.of(caller.station).passcode_day == today) co_return Result{.outcome = {}, .ready = true};
  auto const answered = co_await ask(eligibility::SettingsAction::kPasscode, deadline);
  if (!is_accepted(answered)) co_return failed(answered);
  auto& device = devices.of(caller.station);
  device.passcode = answered.answer.passcode;
  device.passcode_day = today;
  co_return Result{.outcome = {}, .ready = true};
}

}  // namespace kazasu::terminal
