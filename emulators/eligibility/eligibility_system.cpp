#include "emulators/eligibility/eligibility_system.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "emulators/eligibility/certificate_rules.h"
#include "emulators/eligibility/registry.h"

namespace kazasu::eligibility {

namespace {

constexpr auto kInstitutionCodeDigits = std::size_t{10};
constexpr auto kRegistrationNumberDigits = std::size_t{20};

bool has_digits(std::string_view text, std::size_t count) {
  return text.size() == count &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool has_all_fields(AuthenticationRequest const& request) {
  return !request.reception_token.empty() && !request.session.empty() && !request.certificate.empty() &&
         !request.signature.empty();
}

template <class Answer>
Answer refused(Outcome outcome) {
  auto answer = Answer{};
  answer.outcome = outcome;
  return answer;
}

}  // namespace

EligibilitySystem::EligibilitySystem(EligibilityParts parts)
    : parts_(parts), sessions_(parts.seed, parts.visit_limit) {}

ConsentAnswer EligibilitySystem::submit_consent(ConsentRequest const& request, sim::Instant now,
                                                StageMeter& meter) {
  auto answer = open_visit(request, now);
  if (answer.outcome == Outcome::kAccepted) meter.lap(ServerStage::kRegistration);
  counters_.consents.add(answer.outcome);
  return answer;
}

ConsentAnswer EligibilitySystem::open_visit(ConsentRequest const& request, sim::Instant now) {
  if (request.reception_token.empty()) return refused<ConsentAnswer>(Outcome::kMalformedRequest);
  auto const station = parts_.stations.by_reception_token(request.reception_token);
  if (!station) return refused<ConsentAnswer>(Outcome::kUnknownInstitution);
  auto opened = sessions_.open({.station = *station, .consents = request.consents, .opened = now});
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
  proof.outcome = check_card(request, now, meter, proof);
  return proof;
}

Outcome EligibilitySystem::check_card(AuthenticationRequest const& request, sim::Instant now,
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

Registration EligibilitySystem::enter(CardProof const& card, sim::Instant now) {
  auto const index = parts_.people.by_certificate_serial(card.serial);
  if (!index) return refused<Registration>(Outcome::kPersonUnknown);
  if (card.visit.consents.has(ConsentItem::kHealthCheckup)) {
    auto const age = age_on(parts_.people.person(*index).birth_date, sim::date_jst(now));
    if (age < kCheckupConsentAge) return refused<Registration>(Outcome::kCheckupConsentUnderAge);
  }
  auto const eligibility_only = card.standing == CertificateStanding::kGrace;
  auto const ordinal = registrations_.add({.person = *index,
                                           .registered = now,
                                           .station = card.visit.station,
                                           .eligibility_only = eligibility_only});
  if (!eligibility_only) consents_.put({*index, card.visit.station}, {now, card.visit.consents});
  return {.outcome = Outcome::kAccepted,
          .number = registrations_.number_of(ordinal),
          .expires_soon = card.standing == CertificateStanding::kExpiresSoon,
          .eligibility_only = eligibility_only};
}

NoticeAnswer EligibilitySystem::notices(NoticeRequest const& request, sim::Instant, StageMeter& meter) {
  auto answer = list_notices(request);
  if (answer.outcome == Outcome::kAccepted) meter.lap(ServerStage::kLookup);
  counters_.notices.add(answer.outcome);
  return answer;
}

NoticeAnswer EligibilitySystem::list_notices(NoticeRequest const& request) const {
  if (!has_digits(request.institution_code, kInstitutionCodeDigits))
    return refused<NoticeAnswer>(Outcome::kMalformedRequest);
  auto const station = parts_.stations.by_institution_code(request.institution_code);
  if (!station) return refused<NoticeAnswer>(Outcome::kUnknownInstitution);
  return {Outcome::kAccepted, registrations_.notices(*station, request.after)};
}

InquiryAnswer EligibilitySystem::inquire(InquiryRequest const& request, sim::Instant now, StageMeter& meter) {
  auto answer = InquiryAnswer{};
  answer.processed_at = std::chrono::floor<std::chrono::seconds>(now);  // as the messages carry it
  answer.institution_code = request.institution_code;
  answer.file_identifier = request.file_identifier;
  answer.outcome = look_up(request, now, answer);
  if (answer.outcome == Outcome::kAccepted) meter.lap(ServerStage::kLookup);
  counters_.inquiries.add(answer.outcome);
  return answer;
}

Outcome EligibilitySystem::look_up(InquiryRequest const& request, sim::Instant now, InquiryAnswer& answer) {
  if (!has_digits(request.institution_code, kInstitutionCodeDigits) ||
      !has_digits(request.registration_number, kRegistrationNumberDigits)) {
    return Outcome::kMalformedRequest;
  }
  auto const station = parts_.stations.by_institution_code(request.institution_code);
  if (!station) return Outcome::kUnknownInstitution;
  auto const ordinal = registrations_.find(request.registration_number);
  if (!ordinal) return Outcome::kRegistrationUnknown;
  auto const record = registrations_.record(*ordinal);
  // Another institution's registration is not even said to exist.
  if (record.station != *station) return Outcome::kRegistrationUnknown;

  auto result = qualification_of(parts_.people.person(record.person));
  if (!record.eligibility_only) {
    auto const consent = consents_.find({record.person, record.station}, now);
    if (consent) show_consents(result, *consent);
  }
  answer.validity = QualificationValidity::kValid;
  answer.results.push_back(std::move(result));
  registrations_.mark_fetched(*ordinal);
  return Outcome::kAccepted;
}

}  // namespace kazasu::eligibility
