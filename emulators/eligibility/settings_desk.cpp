#include "emulators/eligibility/settings_desk.h"

#include "emulators/eligibility/institution_check.h"
#include "emulators/identity/app_account.h"

namespace kazasu::eligibility {

namespace {

// Whoever the portal dropped sets up nothing; who is not live yet does.
CheckedInstitution check_settler(EligibilityParts const& parts, std::string_view code, sim::Instant now) {
  if (!has_digits(code, kInstitutionCodeDigits)) return {Outcome::kMalformedRequest};
  auto const station = parts.stations.by_institution_code(code);
  if (!station) return {Outcome::kUnknownInstitution};
  auto const revoked = parts.admission != nullptr &&
                       parts.admission->of(parts.environment, *station, now) == Admission::kRevoked;
  return {revoked ? Outcome::kInstitutionRevoked : Outcome::kAccepted, *station};
}

}  // namespace

SettingsAnswer SettingsDesk::answer(SettingsRequest const& request, sim::Instant now) {
  auto answer = answer_to<SettingsAnswer>(request, now);
  answer.action = request.action;
  auto const checked = check_settler(parts_, request.institution_code, now);
  answer.outcome = checked.outcome;
  if (checked.outcome != Outcome::kAccepted) return answer;
  answer.outcome = act(request, checked.station, now, answer);
  return answer;
}

Outcome SettingsDesk::act(SettingsRequest const& request, identity::StationIndex station, sim::Instant now,
                          SettingsAnswer& answer) {
  auto const key = StationSettings::Key{station, parts_.environment};
  auto& settings = stores_.stations;
  switch (request.action) {
    case SettingsAction::kInquire:
      answer.home_visit_use = settings.home_visit_use(key);
      return Outcome::kAccepted;
    case SettingsAction::kUpdate:
      return update(request, key, now, answer);
    case SettingsAction::kUrl:
      return show_url(request, key, answer);
    case SettingsAction::kPasscode:
      answer.passcode = settings.passcode(key, sim::date_jst(now), request.renew, parts_.seed);
      answer.passcode_until = end_of_day(sim::date_jst(now));
      return Outcome::kAccepted;
    case SettingsAction::kListActivations:
      answer.codes = settings.codes(key, now);
      return Outcome::kAccepted;
    case SettingsAction::kIssueActivation: {
      auto const code = settings.issue_code(key, now, parts_.seed);
      if (code) answer.codes.push_back(*code);
      return code ? Outcome::kAccepted : Outcome::kBusy;
    }
    case SettingsAction::kDisableActivation:
      if (!settings.disable_code(key, request.activation_code)) return Outcome::kActivationCodeInvalid;
      answer.codes = settings.codes(key, now);
      return Outcome::kAccepted;
  }
  return Outcome::kMalformedRequest;
}

Outcome SettingsDesk::update(SettingsRequest const& request, StationSettings::Key const& key,
                             sim::Instant now, SettingsAnswer& answer) {
  if (!request.home_visit_use) return Outcome::kMalformedRequest;
  auto const ends = stores_.stations.home_visit_use(key) && !*request.home_visit_use;
  stores_.stations.set_home_visit_use(key, *request.home_visit_use);
  if (ends) {
    auto const any = ConsentKey{.station = key.station, .environment = key.environment};
    answer.consents_ended = stores_.consents.cancel_station(any, ConsentEnd::kUseChanged, now);
  }
  answer.home_visit_use = *request.home_visit_use;
  return Outcome::kAccepted;
}

// The first URL for continuing care is the station's own from the start; the one for online care is made when
// it is first asked for.
Outcome SettingsDesk::show_url(SettingsRequest const& request, StationSettings::Key const& key,
                               SettingsAnswer& answer) {
  if (request.url_kind == Care::kHouseCall) return Outcome::kMalformedRequest;
  auto token = stores_.stations.url_token(key, request.url_kind);
  if (request.renew || (token.empty() && request.url_kind == Care::kOnline)) {
    token = stores_.stations.renew_url(key, request.url_kind, parts_.seed);
  }
  if (token.empty()) token = parts_.stations.station(key.station).reception_token;
  answer.url_kind = request.url_kind;
  answer.url_path = "/v/" + token;
  return Outcome::kAccepted;
}

ActivationAnswer SettingsDesk::activate(ActivationRequest const& request, sim::Instant now) {
  auto const checked = check_settler(parts_, request.institution_code, now);
  if (checked.outcome != Outcome::kAccepted) return {.outcome = checked.outcome};
  auto const account = identity::app_account(parts_.seed, parts_.stations.station(checked.station));
  if (request.user != account.user || request.password != account.password) {
    return {.outcome = Outcome::kAccountInvalid};
  }
  return stores_.stations.use_code({checked.station, parts_.environment}, request.activation_code, now,
                                   parts_.seed);
}

}  // namespace kazasu::eligibility
