#include "emulators/adapters/faults/faulty_http.h"

#include <utility>

#include "emulators/adapters/services/request_operation.h"

namespace kazasu::adapters {

namespace {

using eligibility::FaultDecision;
using eligibility::FaultEffect;

std::chrono::milliseconds in_ms(sim::Duration time) {
  return std::chrono::ceil<std::chrono::milliseconds>(time);
}

// Neither XML nor JSON is well-formed without its end.
void malform(std::string& body) {
  body.resize(body.size() / 2);
  body += "<{";
}

void spoil(HttpAnswer& answer, FaultDecision const& decision) {
  if (decision.effect == FaultEffect::kMalform) malform(answer.body);
  answer.wire.cut = decision.effect == FaultEffect::kTruncate;
  answer.wire.drip = in_ms(decision.drip);
  answer.wire.rule = decision.rule;
  answer.delay += in_ms(decision.delay);
}

}  // namespace

HttpAnswer FaultyHttp::handle(HttpRequestView const& request, sim::Instant now,
                              eligibility::StageMeter& meter) {
  if (plan_.empty()) return inner_.handle(request, now, meter);
  auto const operation = site_.operation(request);
  auto const station = operation ? site_.station(request) : std::nullopt;
  if (!station) return inner_.handle(request, now, meter);
  auto subject = eligibility::FaultSubject{
      .operation = *operation, .station = *station, .session = session_in(request.target)};
  if (site_.person && plan_.asks_for_person(*operation, now))
    subject.person = site_.person(*operation, request);
  auto const decision = plan_.decide(subject, now);
  if (!decision.is_any()) return inner_.handle(request, now, meter);
  if (decision.resets()) return {.wire = {.reset = true, .rule = decision.rule}};
  auto answer =
      decision.is_busy() ? site_.busy(*operation, request, now)
      : decision.effect == FaultEffect::kStatus
          ? HttpAnswer{.status = decision.http_status, .content_type = "text/plain", .body = "fault\n"}
          : inner_.handle(request, now, meter);
  when_complete(answer, [decision](HttpAnswer& complete) { spoil(complete, decision); });
  return answer;
}

}  // namespace kazasu::adapters
