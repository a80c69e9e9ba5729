#include "emulators/adapters/claims_line/shared_window_http.h"

#include "emulators/adapters/claims_line/claim_outcome_codes.h"
#include "emulators/adapters/claims_line/claims_json.h"
#include "emulators/adapters/claims_line/claims_names.h"
#include "emulators/adapters/http/http_routes.h"

namespace kazasu::adapters {

namespace {

HttpAnswer refusal(claims::ClaimOutcome outcome) {
  return json_answer(status_of(outcome), encode_outcome(outcome));
}

}  // namespace

HttpAnswer SharedWindowHttp::handle(HttpRequestView const& request, sim::Instant now,
                                    eligibility::StageMeter& meter) {
  if (!payer_by_word(PathSegments{request.target}[0])) return inner_.handle(request, now, meter);
  auto const passage = window_.enter(now);
  if (passage.outcome == claims::FrontOutcome::kTurnedAway) return refusal(claims::ClaimOutcome::kBusy);
  auto answer = passage.outcome == claims::FrontOutcome::kServed
                    ? inner_.handle(request, now, meter)
                    : refusal(claims::ClaimOutcome::kGatewayTimeOut);
  answer.delay += (passage.answered_at - now) / speed_();
  return answer;
}

}  // namespace kazasu::adapters
