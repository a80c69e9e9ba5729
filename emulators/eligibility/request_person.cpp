// Whom requests are about.
#include "emulators/eligibility/eligibility_system.h"

namespace kazasu::eligibility {

std::optional<identity::PersonIndex> EligibilitySystem::person_of(
    AuthenticationRequest const& request) const {
  // The facts of the certificate come whatever was signed.
  auto const check = parts_.check.check_signature(request.certificate, {}, request.signature);
  if (check.verdict == SignatureVerdict::kMalformedCertificate) return std::nullopt;
  auto const holder = parts_.registry.by_certificate(check.facts.serial);
  if (!holder) return std::nullopt;
  return holder->person;
}

std::optional<identity::PersonIndex> EligibilitySystem::person_of(InquiryRequest const& request) const {
  auto const ordinal = stores_.registrations.find(request.registration_number);
  if (!ordinal) return std::nullopt;
  return stores_.registrations.record(*ordinal).person;
}

std::optional<identity::PersonIndex> EligibilitySystem::person_of(ReInquiryRequest const& request) const {
  if (!request.search.has_required_items()) return std::nullopt;
  return parts_.registry.by_insured_items(request.search.items(), request.search.birth_date);
}

std::optional<identity::PersonIndex> EligibilitySystem::person_of(CancelRequest const& request) const {
  if (!request.search.has_required_items()) return std::nullopt;
  return parts_.registry.by_insured_items(request.search.items(), request.search.birth_date);
}

std::optional<identity::PersonIndex> EligibilitySystem::person_of(MedicalDataRequest const& request) const {
  if (request.insurer_number.empty() || request.number.empty()) return std::nullopt;
  return parts_.registry.by_insured_items(request.items(), std::nullopt);
}

}  // namespace kazasu::eligibility
