#include "emulators/adapters/services/reception_service_http.h"

#include <utility>

#include "emulators/adapters/http/http_routes.h"
#include "emulators/adapters/http/later_answer.h"
#include "emulators/adapters/json/reception_json.h"
#include "emulators/adapters/services/outcome_codes.h"

namespace kazasu::adapters {

using eligibility::Outcome;

HttpAnswer ReceptionServiceHttp::handle(HttpRequestView const& request, sim::Instant now,
                                        eligibility::StageMeter& meter) {
  auto const path = PathSegments{request.target};
  auto const post = request.method == "POST";
  if (path[0] == "app" && handlers_.activate) return on_app(request, now, meter);
  if (path[0] != "v" || path[1].empty()) return not_found();
  auto const token = std::string{path[1]};
  if (path.size() == 2) return request.method == "GET" ? show_consents(token) : method_not_allowed();
  if (path.size() == 3 && path[2] == "consents") {
    return request.method == "GET" ? show_consents(token) : method_not_allowed();
  }
  if (path[2] != "visits") return not_found();
  if (path.size() == 3) {
    return post ? submit_consent({.reception_token = token}, request, now, meter) : method_not_allowed();
  }
  auto const name = eligibility::VisitName{.reception_token = token, .session = std::string{path[3]}};
  if (handlers_.progress != nullptr && path.size() == 4) return visit(name, request, now);
  if (handlers_.progress != nullptr && path.size() == 5 && path[4] == "end") {
    return post ? end_visit(name, request, now) : method_not_allowed();
  }
  if (path.size() != 5 || path[4] != "authentication") return not_found();
  if (!post) return method_not_allowed();
  return authenticate({.reception_token = token, .session = name.session}, request, now, meter);
}

HttpAnswer ReceptionServiceHttp::visit(eligibility::VisitName const& visit, HttpRequestView const& http,
                                       sim::Instant now) const {
  if (http.method != "GET") return method_not_allowed();
  auto const found = handlers_.progress->look_up(visit, now);
  return json_answer(found.state == eligibility::VisitState::kUnknown ? 404 : 200, encode_progress(found));
}

HttpAnswer ReceptionServiceHttp::end_visit(eligibility::VisitName const& visit, HttpRequestView const& http,
                                           sim::Instant now) const {
  auto const reason = decode_visit_end(http.body);
  if (!reason) return json_answer(400, encode_consent_answer({.outcome = Outcome::kMalformedRequest}));
  handlers_.progress->end(visit, *reason, now);
  return this->visit(visit, {.method = "GET"}, now);
}

// By the patient, or because the card will not do; perhaps while the status of its certificate was asked for.
bool ReceptionServiceHttp::was_ended(eligibility::VisitName const& visit, sim::Instant now) const {
  return handlers_.progress != nullptr &&
         handlers_.progress->look_up(visit, now).state == eligibility::VisitState::kEnded;
}

// What is not of the protocol uses no visit up, so that it is no outcome of one.
HttpAnswer ReceptionServiceHttp::judged(eligibility::VisitName const& visit,
                                        eligibility::Registration const& registration,
                                        sim::Instant now) const {
  if (handlers_.progress != nullptr && registration.outcome != Outcome::kMalformedRequest) {
    handlers_.progress->judge(visit, registration, now);
  }
  return json_answer(status_of(registration.outcome), encode_registration(registration));
}

// The app's device says whose it is, so that no token is in the path.
HttpAnswer ReceptionServiceHttp::on_app(HttpRequestView const& request, sim::Instant now,
                                        eligibility::StageMeter& meter) const {
  auto const path = PathSegments{request.target};
  auto const devices = path.size() == 2 && path[1] == "devices";
  auto const visits = path.size() == 2 && path[1] == "visits";
  auto const proof = path.size() == 4 && path[1] == "visits" && path[3] == "authentication";
  if (!devices && !visits && !proof) return not_found();
  if (request.method != "POST") return method_not_allowed();
  if (visits) return submit_consent({.way_in = eligibility::WayIn::kApp}, request, now, meter);
  if (proof) return authenticate({.session = std::string{path[2]}}, request, now, meter);
  auto answer = eligibility::ActivationAnswer{};
  if (auto const body = decode_activation_request(request.body)) {
    answer = handlers_.activate(*body, now, meter);
  }
  return json_answer(status_of(answer.outcome), encode_activation_answer(answer));
}

HttpAnswer ReceptionServiceHttp::show_consents(std::string_view token) const {
  auto const name = handlers_.institution_name(token);
  if (!name) return json_answer(404, encode_consent_answer({.outcome = Outcome::kUnknownInstitution}));
  return json_answer(200, encode_consent_screen(*name));
}

HttpAnswer ReceptionServiceHttp::submit_consent(eligibility::ConsentRequest request,
                                                HttpRequestView const& http, sim::Instant now,
                                                eligibility::StageMeter& meter) const {
  auto answer = eligibility::ConsentAnswer{.outcome = Outcome::kMalformedRequest};
  if (auto body = decode_consent_request(http.body)) {
    body->reception_token = std::move(request.reception_token);
    if (request.way_in == eligibility::WayIn::kApp) body->way_in = request.way_in;
    answer = handlers_.submit_consent(*body, now, meter);
    if (handlers_.progress != nullptr && answer.outcome == Outcome::kAccepted) {
      handlers_.progress->open({.reception_token = body->reception_token, .session = answer.session}, now);
    }
  }
  return json_answer(status_of(answer.outcome), encode_consent_answer(answer));
}

HttpAnswer ReceptionServiceHttp::authenticate(eligibility::AuthenticationRequest request,
                                              HttpRequestView const& http, sim::Instant now,
                                              eligibility::StageMeter& meter) const {
  auto answer = eligibility::Registration{.outcome = Outcome::kMalformedRequest};
  auto const name =
      eligibility::VisitName{.reception_token = request.reception_token, .session = request.session};
  if (was_ended(name, now)) {
    answer.outcome = Outcome::kSessionUnknown;
  } else if (auto proof = decode_card_proof(http.body)) {
    request.certificate = std::move(proof->certificate);
    request.signature = std::move(proof->signature);
    request.device = std::move(proof->device);
    request.identity = proof->identity;
    request.passcode = std::move(proof->passcode);
    if (handlers_.ask_status) return authenticate_with_status(request, now, meter);
    answer = handlers_.authenticate(request, now, meter);
  }
  return judged(name, answer, now);
}

HttpAnswer ReceptionServiceHttp::authenticate_with_status(eligibility::AuthenticationRequest const& request,
                                                          sim::Instant now,
                                                          eligibility::StageMeter& meter) const {
  auto const name =
      eligibility::VisitName{.reception_token = request.reception_token, .session = request.session};
  auto const proof = handlers_.prove_card(request, now, meter);
  if (proof.outcome != Outcome::kAccepted) {
    return judged(name, handlers_.register_card(proof, {}, now, meter), now);
  }
  auto later = std::make_shared<LaterAnswer>();
  auto done = [this, name, proof, later](eligibility::CertificateStatus const& status) {
    later->complete([this, name, proof, status](sim::Instant then, eligibility::StageMeter& then_meter) {
      auto settled = proof;
      if (was_ended(name, then)) settled.outcome = Outcome::kSessionUnknown;
      return judged(name, handlers_.register_card(settled, status, then, then_meter), then);
    });
  };
  handlers_.ask_status(proof.serial, now, std::move(done));
  return {.later = std::move(later)};
}

}  // namespace kazasu::adapters
