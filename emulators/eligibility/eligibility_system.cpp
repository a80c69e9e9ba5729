#include "emulators/eligibility/eligibility_system.h"

#include <utility>

#include "emulators/eligibility/institution_check.h"
#include "emulators/eligibility/registry.h"

namespace kazasu::eligibility {

namespace {

bool has_all_fields(AuthenticationRequest const& request) {
  // On the Web a missing signature is a message without its form, and leaves the visit open.
  auto const visual = request.identity == IdentityCheck::kVisual;
  return request.reception_token.empty() != request.device.empty() && !request.session.empty() &&
         !request.certificate.empty() && request.signature.empty() == visual;
}

template <class Answer>
Answer counted(Answer answer, OutcomeCounts& counts, StageMeter& meter,
               ServerStage stage = ServerStage::kLookup) {
  if (answer.outcome == Outcome::kAccepted) meter.lap(stage);
  counts.add(answer.outcome);
  return answer;
}

}  // namespace

EligibilitySystem::EligibilitySystem(EligibilityParts const& parts)
    : parts_(parts),
      own_stores_(parts.stores == nullptr ? std::make_unique<EligibilityStores>() : nullptr),
      stores_(parts.stores == nullptr ? *own_stores_ : *parts.stores),
      sessions_(parts.seed, parts.visit_limit, parts.first_visit) {
  parts_.stores = &stores_;
}

ConsentAnswer EligibilitySystem::submit_consent(ConsentRequest const& request, sim::Instant now,
                                                StageMeter& meter) {
  return counted(open_visit(request, now), counters_.consents, meter, ServerStage::kRegistration);
}

EligibilitySystem::Entrance EligibilitySystem::enter_by(std::string_view reception_token,
                                                        std::string_view device, Care care) const {
  if (!device.empty()) {
    auto const owner = stores_.stations.device_owner(device);
    if (!owner || owner->environment != parts_.environment) return {Outcome::kDeviceUnknown};
    return {Outcome::kAccepted, owner->station};
  }
  if (auto const url = stores_.stations.find_url(reception_token)) {
    if (url->key.environment != parts_.environment) return {Outcome::kUnknownInstitution};
    auto const fits = (url->kind == Care::kOnline) == (care == Care::kOnline);
    return {fits ? Outcome::kAccepted : Outcome::kCareNotOnThisWay, url->key.station};
  }
  // The first URL serves every care (ours), until another one takes its place.
  auto const station = parts_.stations.by_reception_token(reception_token);
  auto const replaced =
      station && !stores_.stations.url_token({*station, parts_.environment}, Care::kContinuing).empty();
  if (!station || replaced) return {Outcome::kUnknownInstitution};
  return {Outcome::kAccepted, *station};
}

ConsentAnswer EligibilitySystem::open_visit(ConsentRequest const& request, sim::Instant now) {
  auto const by_app = request.way_in == WayIn::kApp;
  if (by_app == request.device.empty() || by_app != request.reception_token.empty()) {
    return refused<ConsentAnswer>(Outcome::kMalformedRequest);
  }
  if (request.consultation && (request.care != Care::kOnline || *request.consultation < sim::date_jst(now))) {
    return refused<ConsentAnswer>(Outcome::kMalformedRequest);
  }
  if (is_patients_device(request.way_in) && request.care != Care::kOnline) {
    return refused<ConsentAnswer>(Outcome::kCareNotOnThisWay);
  }
  auto const entrance = enter_by(request.reception_token, request.device, request.care);
  if (entrance.outcome != Outcome::kAccepted) return refused<ConsentAnswer>(entrance.outcome);
  auto const admission = check_admission(parts_, entrance.station, now);
  if (admission != Outcome::kAccepted) return refused<ConsentAnswer>(admission);
  auto opened = sessions_.open({.station = entrance.station,
                                .consents = request.consents,
                                .opened = now,
                                .care = request.care,
                                .action = request.action,
                                .consultation = request.consultation,
                                .registers_card = request.registers_card,
                                .way_in = request.way_in});
  if (!opened) return refused<ConsentAnswer>(Outcome::kBusy);
  return {Outcome::kAccepted, std::move(opened->session), std::move(opened->nonce)};
}

Registration EligibilitySystem::authenticate(AuthenticationRequest const& request, sim::Instant now,
                                             StageMeter& meter) {
  auto const proof = prove_card(request, now, meter);
  auto const ask = proof.outcome == Outcome::kAccepted && parts_.status != nullptr;
  auto const status = ask ? parts_.status->status_of(proof.serial, now) : CertificateStatus{};
  return register_card(proof, status, now, meter);
}

CardProof EligibilitySystem::prove_card(AuthenticationRequest const& request, sim::Instant now,
                                        StageMeter& meter) {
  auto proof = CardProof{};
  proof.outcome = check_proof(request, now, meter, proof);
  return proof;
}

// Rule C9: the visual check is the app's alone, where the nurse has compared face and photograph. What proves
// the card then is ours: its certificate, which needs no PIN to be read, on an activated device, with the
// passcode that the institution got for the day.
Outcome EligibilitySystem::identify(AuthenticationRequest const& request, identity::StationIndex station,
                                    sim::Instant now) {
  if (request.identity == IdentityCheck::kPin) return Outcome::kAccepted;
  if (request.device.empty()) return Outcome::kVisualCheckNotHere;
  return stores_.stations.check_passcode({station, parts_.environment}, sim::date_jst(now), request.passcode);
}

Outcome EligibilitySystem::check_proof(AuthenticationRequest const& request, sim::Instant now,
                                       StageMeter& meter, CardProof& proof) {
  if (!has_all_fields(request)) return Outcome::kMalformedRequest;
  // Whether the URL fits the care was decided when the visit was opened.
  auto const entrance = enter_by(request.reception_token, request.device, Care::kContinuing);
  if (entrance.outcome != Outcome::kAccepted && entrance.outcome != Outcome::kCareNotOnThisWay) {
    return entrance.outcome;
  }
  auto const identified = identify(request, entrance.station, now);
  if (identified != Outcome::kAccepted) return identified;
  auto const taken = sessions_.take(request.session, entrance.station, now);
  if (taken.finding == VisitSessions::Finding::kUnknown) return Outcome::kSessionUnknown;
  if (taken.finding == VisitSessions::Finding::kExpired) return Outcome::kSessionExpired;
  if ((taken.visit.way_in == WayIn::kApp) == request.device.empty()) return Outcome::kSessionUnknown;

  auto const visual = request.identity == IdentityCheck::kVisual;
  auto const signature =
      visual ? parts_.check.read_certificate(request.certificate)
             : parts_.check.check_signature(request.certificate, taken.nonce, request.signature);
  meter.lap(ServerStage::kSignature);
  if (signature.verdict == SignatureVerdict::kMalformedCertificate) return Outcome::kCertificateMalformed;
  if (signature.verdict == SignatureVerdict::kMismatch) return Outcome::kSignatureInvalid;

  auto const known_issuer = parts_.check.issued_by_card_ca(request.certificate);
  auto const standing = standing_of({signature.facts.not_before, signature.facts.not_after}, now);
  proof.visit = taken.visit;
  proof.serial = signature.facts.serial;
  proof.standing = standing;
  auto const outcome = !known_issuer                                   ? Outcome::kIssuerUnknown
                       : standing == CertificateStanding::kNotYetValid ? Outcome::kCertificateNotYetValid
                       : standing == CertificateStanding::kBeyondGrace ? Outcome::kCertificateBeyondGrace
                                                                       : Outcome::kAccepted;
  // An accepted card's lap comes when its status is known.
  if (outcome != Outcome::kAccepted) meter.lap(ServerStage::kStatus);
  return outcome;
}

Outcome EligibilitySystem::judge(CertificateStatus const& status) const {
  switch (status.verdict) {
    case StatusVerdict::kGood:
      return Outcome::kAccepted;
    case StatusVerdict::kRevoked:
      return Outcome::kCertificateRevoked;
    case StatusVerdict::kUnknown:
      return Outcome::kStatusUnknown;
    case StatusVerdict::kNoAnswer:
      break;
  }
  return parts_.without_status == WithoutStatus::kAccept ? Outcome::kAccepted : Outcome::kStatusUnavailable;
}

Registration EligibilitySystem::register_card(CardProof const& proof, CertificateStatus const& status,
                                              sim::Instant now, StageMeter& meter) {
  auto registration = refused<Registration>(proof.outcome);
  if (proof.outcome == Outcome::kAccepted) {
    meter.lap(ServerStage::kStatus);
    registration.outcome = judge(status);
  }
  if (registration.outcome == Outcome::kAccepted) {
    registration = enter(proof, now);
    meter.lap(ServerStage::kRegistration);
  }
  counters_.authentications.add(registration.outcome);
  return registration;
}

// A card issued again is linked on its first use, and the cards before it are dead from then on.
Outcome EligibilitySystem::check_card(ProvenCard const& card, Registration& registration) {
  auto const key = CardRegister::Key{card.holder.person, parts_.environment};
  auto const standing = stores_.cards.standing(key).value_or(parts_.registry.standing(card.holder.person));
  auto const linked = stores_.cards.linked_issue(key);
  if (standing == identity::CardStanding::kRevoked || card.holder.issue < linked) {
    return Outcome::kCertificateRevoked;
  }
  if (standing == identity::CardStanding::kSuspended) return Outcome::kCardSuspended;
  if (standing == identity::CardStanding::kUnregistered) {
    if (!card.visit.registers_card) return Outcome::kCardNotRegistered;
    stores_.cards.set_standing(key, identity::CardStanding::kRegistered);
    registration.card_registered = true;
  }
  if (card.holder.issue > linked) {
    stores_.cards.link(key, card.holder.issue);
    registration.card_linked = true;
  }
  return Outcome::kAccepted;
}

Registration EligibilitySystem::enter(CardProof const& proof, sim::Instant now) {
  auto const holder = parts_.registry.by_certificate(proof.serial);
  if (!holder) return refused<Registration>(Outcome::kPersonUnknown);
  auto const card = ProvenCard{proof.visit, *holder, proof.standing};
  if (card.visit.consents.has(ConsentItem::kHealthCheckup)) {
    auto const age = age_on(parts_.people.person(card.holder.person).birth_date, sim::date_jst(now));
    if (age < kCheckupConsentAge) return refused<Registration>(Outcome::kCheckupConsentUnderAge);
  }
  auto registration = Registration{.expires_soon = card.standing == CertificateStanding::kExpiresSoon,
                                   .eligibility_only = card.standing == CertificateStanding::kGrace};
  registration.outcome = check_card(card, registration);
  if (registration.outcome != Outcome::kAccepted) return refused<Registration>(registration.outcome);
  act(card, now, registration);
  return registration;
}

void EligibilitySystem::act(ProvenCard const& card, sim::Instant now, Registration& registration) {
  auto const& visit = card.visit;
  auto const key = ConsentKey{card.holder.person, visit.station, visit.care, parts_.environment};
  if (visit.action != ConsentAction::kRegister) {
    auto const consents = visit.action == ConsentAction::kView
                              ? stores_.consents.at_station(key, now)
                              : stores_.consents.cancel(key, ConsentEnd::kByPatient, now);
    for (auto const& [care, consent] : consents) {
      registration.consents.push_back({care, consent.items, consent.given, consent.until});
    }
    return;
  }
  auto const ordinal = stores_.registrations.add({.person = card.holder.person,
                                                  .registered = now,
                                                  .station = visit.station,
                                                  .eligibility_only = registration.eligibility_only,
                                                  .care = visit.care,
                                                  .environment = parts_.environment});
  registration.number = stores_.registrations.number_of(ordinal);
  if (registration.eligibility_only) return;
  auto const last_day =
      visit.care == Care::kOnline ? visit.consultation.value_or(sim::date_jst(now)) : sim::date_jst(now);
  auto const until = visit.care == Care::kContinuing ? consent_valid_until(now) : end_of_day(last_day);
  stores_.consents.put(key, {.given = now, .items = visit.consents, .until = until});
}

NoticeAnswer EligibilitySystem::notices(NoticeRequest const& request, sim::Instant now, StageMeter& meter) {
  return counted(list_notices(request, now), counters_.notices, meter);
}

NoticeAnswer EligibilitySystem::list_notices(NoticeRequest const& request, sim::Instant now) const {
  auto const checked = check_institution(parts_, request.institution_code, now);
  if (checked.outcome != Outcome::kAccepted) return refused<NoticeAnswer>(checked.outcome);
  return {Outcome::kAccepted,
          stores_.registrations.notices({checked.station, parts_.environment}, request.after)};
}

InquiryAnswer EligibilitySystem::inquire(InquiryRequest const& request, sim::Instant now, StageMeter& meter) {
  return counted(inquiries_.inquire(request, now), counters_.inquiries, meter);
}

InquiryAnswer EligibilitySystem::re_inquire(ReInquiryRequest const& request, sim::Instant now,
                                            StageMeter& meter) {
  return counted(inquiries_.re_inquire(request, now), counters_.re_inquiries, meter);
}

InquiryAnswer EligibilitySystem::qualification(ReInquiryRequest const& request, sim::Instant now,
                                               StageMeter& meter) {
  return counted(inquiries_.qualification(request, now), counters_.qualifications, meter);
}

ReferenceNumberAnswer EligibilitySystem::register_reference(ReferenceNumberRequest const& request,
                                                            sim::Instant now, StageMeter& meter) {
  return counted(bulk_.register_one(request, now), counters_.reference_numbers, meter);
}

CancelAnswer EligibilitySystem::cancel_consents(CancelRequest const& request, sim::Instant now,
                                                StageMeter& meter) {
  return counted(inquiries_.cancel(request, now), counters_.cancellations, meter);
}

BulkAcceptance EligibilitySystem::request_bulk(BulkRequest request, sim::Instant now, StageMeter& meter) {
  return counted(bulk_.accept(std::move(request), now), counters_.bulk_requests, meter);
}

BulkResult EligibilitySystem::bulk_result(BulkResultRequest const& request, sim::Instant now,
                                          StageMeter& meter) {
  auto result = bulk_.result(request, now);
  if (request.from > 0) return result;  // counted with its first part
  return counted(std::move(result), counters_.bulk_results, meter);
}

MedicalDataAnswer EligibilitySystem::medical_data(MedicalDataRequest const& request, sim::Instant now,
                                                  StageMeter& meter) {
  return counted(medical_.answer(request, now), counters_.medical_data, meter);
}

SettingsAnswer EligibilitySystem::settings(SettingsRequest const& request, sim::Instant now,
                                           StageMeter& meter) {
  return counted(settings_.answer(request, now), counters_.settings, meter);
}

ActivationAnswer EligibilitySystem::activate(ActivationRequest const& request, sim::Instant now,
                                             StageMeter& meter) {
  return counted(settings_.activate(request, now), counters_.activations, meter, ServerStage::kRegistration);
}

void EligibilitySystem::remember_consent(identity::PersonIndex person, identity::StationIndex station,
                                         Consent const& consent) {
  auto const key = ConsentKey{person, station, Care::kContinuing, parts_.environment};
  // What became of it in an earlier life of the store counts.
  if (stores_.consents.look_up(key, consent.given).standing != ConsentStore::Standing::kNone) return;
  stores_.consents.put(key, consent);
}

bool EligibilitySystem::confirm_care(CareMonth const& care, sim::Instant now) {
  auto const key = ConsentKey{care.person, care.station, Care::kContinuing, parts_.environment};
  return stores_.consents.prolong(key, prolonged_until(care.month), now);
}

std::size_t EligibilitySystem::end_use(identity::StationIndex station, sim::Instant now) {
  auto const key = ConsentKey{.station = station, .environment = parts_.environment};
  return stores_.consents.cancel_station(key, ConsentEnd::kUseChanged, now);
}

void EligibilitySystem::set_standing(identity::PersonIndex person, identity::CardStanding standing) {
  stores_.cards.set_standing({person, parts_.environment}, standing);
}

void EligibilitySystem::reset() {
  stores_.forget_everything();
  sessions_.forget_all();
}

}  // namespace kazasu::eligibility
