#include "scenarios/visit_medical_data.h"

#include <utility>

namespace kazasu::scenarios {

namespace {

eligibility::MedicalDataRequest request_of(MedicalDataView const& view, ViewMedicalDataStep const& step) {
  return {.institution_code = view.institution_code,
          .file_identifier = "view",
          .insurer_number = view.person.insurer_number,
          .symbol = view.person.insured_symbol,
          .number = view.person.insured_number,
          .branch = view.person.insured_branch,
          .kind = step.kind};
}

terminal::VisitOutcome outcome_of(eligibility::Reply<eligibility::MedicalDataAnswer> const& reply) {
  if (reply.delivery != eligibility::Delivery::kDelivered) return terminal::delivery_outcome(reply.delivery);
  if (reply.answer.outcome != eligibility::Outcome::kAccepted) {
    return terminal::refusal_outcome(reply.answer.outcome);
  }
  return kMedicalDataShown;
}

}  // namespace

sim::Task<terminal::VisitOutcome> view_medical_data(sim::Engine& engine, MedicalDataView view,
                                                    ViewMedicalDataStep step) {
  auto outcome = terminal::kUnreachable;
  for (std::uint32_t i = 0; i < step.repeats; ++i) {
    auto const deadline = sim::saturating_add(engine.now(), step.patience);
    auto request = request_of(view, step);
    auto const reply = co_await view.port.medical_data(view.caller, std::move(request), deadline);
    outcome = outcome_of(reply);
  }
  co_return outcome;
}

}  // namespace kazasu::scenarios
