#include "emulators/eligibility/eligibility_system.h"

#include <utility>

#include "emulators/eligibility/institution_check.h"
#include "emulators/eligibility/registry.h"

namespace kazasu::eligibility {

namespace {

bool has_all_fields(AuthenticationRequest const& request) {
  return !request.reception_token.empty() && !request.session.empty() && !request.certificate.empty() &&
         !request.signature.empty();
}

template <class Answer>
Answer counted(Answer answer, OutcomeCounts& counts, StageMeter& meter) {
  if (answer.outcome == Outcome::kAccepted) meter.lap(ServerStage::kLookup);
  counts.add(answer.outcome);
  return answer;
}

}  // namespace

EligibilitySystem::EligibilitySystem(EligibilityParts const& parts)
    : parts_(parts),
      own_stores_(parts.stores == nullptr ? std::make_unique<EligibilityStores>() : nullptr),
      stores_(parts.stores == nullptr ? *own_stores_ : *parts.stores),
      sessions_(parts.seed, parts.visit_limit, parts.first_visit) {}

ConsentAnswer EligibilitySystem::submit_consent(ConsentRequest const& request, sim::Instant now,
                                                StageMeter& meter) {
  auto answer = open_visit(request, now);
  if (answer.outcome == Outcome::kAccepted) meter.lap(ServerStage::kRegistration);
  counters_.consents.add(answer.outcome);
  return answer;
}

ConsentAnswer EligibilitySystem::open_visit(ConsentRequest const& request, sim::Instant now) {
  if (request.reception_token.empty()) return refused<ConsentAnswer>(Outcome::kMalformedRequest);
  if (request.consultation && (request.care != Care::kOnline || *request.consultation < sim::date_jst(now))) {
    return refused<ConsentAnswer>(Outcome::kMalformedRequest);
  }
  auto const station = parts_.stations.by_reception_token(request.reception_token);
  if (!station) return refused<ConsentAnswer>(Outcome::kUnknownInstitution);
  auto const admission = check_admission(parts_, *station, now);
  if (admission != Outcome::kAccepted) return refused<ConsentAnswer>(admission);
  auto opened = sessions_.open({.station = *station,
                                .consents = request.consents,
                                .opened = now,
                                .care = request.care,
                                .action = request.action,
                                .consultation = request.consultation,
                                .registers_card = request.registers_card});
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

Outcome EligibilitySystem::check_proof(AuthenticationRequest const& request, sim::Instant now,
                                       StageMeter& meter, CardProof& proof) {
  if (!has_all_fields(request)) return Outcome::kMalformedRequest;
  auto const station = parts_.stations.by_reception_token(request.reception_token);
  if (!station) return Outcome::kUnknownInstitution;
  auto const taken = sessions_.take(request.session, *station, now);
  if (taken.finding == VisitSessions::Finding::kUnknown) return Outcome::kSessionUnknown;
  if (taken.finding == VisitSessions::Finding::kExpired) return Outcome::kSessionExpired;

  auto const signature = parts_.check.check_signature(request.certificate, taken.nonce, request.signature);
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
  auto answer = list_notices(request, now);
  if (answer.outcome == Outcome::kAccepted) meter.lap(ServerStage::kLookup);
  counters_.notices.add(answer.outcome);
  return answer;
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
