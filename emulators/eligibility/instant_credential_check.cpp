#include "emulators/eligibility/instant_credential_check.h"

#include "emulators/identity/instant_crypto.h"

namespace kazasu::eligibility {

SignatureCheck InstantCredentialCheck::check_signature(std::string_view certificate, std::string_view nonce,
                                                       std::string_view signature) const {
  auto const parsed = identity::parse_instant_certificate(certificate);
  if (!parsed) return {};
  auto const matches = identity::instant_signature(parsed->serial, nonce) == signature;
  return {.verdict = matches ? SignatureVerdict::kGood : SignatureVerdict::kMismatch,
          .facts = {parsed->serial, parsed->not_before, parsed->not_after}};
}

SignatureCheck InstantCredentialCheck::read_certificate(std::string_view certificate) const {
  auto const parsed = identity::parse_instant_certificate(certificate);
  if (!parsed) return {};
  return {.verdict = SignatureVerdict::kGood,
          .facts = {parsed->serial, parsed->not_before, parsed->not_after}};
}

bool InstantCredentialCheck::issued_by_card_ca(std::string_view certificate) const {
  auto const parsed = identity::parse_instant_certificate(certificate);
  return parsed && parsed->from_card_ca;
}

}  // namespace kazasu::eligibility
