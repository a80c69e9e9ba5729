#include <array>

#include "emulators/eligibility/counters.h"
#include "emulators/eligibility/messages.h"

namespace kazasu::eligibility {

namespace {

struct OutcomeText {
  Outcome outcome;
  std::string_view name;
  std::string_view rule;  // the same words as the table in docs/protocols/rules.md
};

constexpr auto kTexts = std::array<OutcomeText, kOutcomes>{{
    {Outcome::kAccepted, "accepted", ""},
    {Outcome::kMalformedRequest, "malformed_request",
     "kazasu: a message has every required field, in its form"},
    {Outcome::kUnknownInstitution, "unknown_institution",
     "中医協資料 R5.10, マイナ在宅受付Web: the URL belongs to one institution"},
    {Outcome::kInstitutionMismatch, "institution_mismatch",
     "kazasu: the institution code in a message is the client certificate's"},
    {Outcome::kCheckupConsentUnderAge, "checkup_consent_under_age",
     "中医協資料 R5.10, 同意事項: 特定健診等情報 from the age of 40"},
    {Outcome::kSessionUnknown, "session_unknown", "kazasu: a visit is opened by consent and used once"},
    {Outcome::kSessionExpired, "session_expired", "kazasu: a visit waits ten minutes for the card"},
    {Outcome::kCertificateMalformed, "certificate_malformed",
     "kazasu: the certificate is DER of RFC 5280 with an RSA key"},
    {Outcome::kSignatureInvalid, "signature_invalid",
     "RFC 8017, 8.2.2: RSASSA-PKCS1-v1_5 over the visit's nonce"},
    {Outcome::kIssuerUnknown, "issuer_unknown",
     "RFC 5280, 6.1: issued by the card CA with the user-authentication profile"},
    {Outcome::kCertificateNotYetValid, "certificate_not_yet_valid", "RFC 5280, 4.1.2.5: notBefore"},
    {Outcome::kCertificateBeyondGrace, "certificate_beyond_grace",
     "訪問看護向け資料 R7.4.24, 電子証明書の有効期限: three months after expiry"},
    {Outcome::kCertificateRevoked, "certificate_revoked", "RFC 6960, 2.2: revoked"},
    {Outcome::kStatusUnknown, "status_unknown", "RFC 6960, 2.2: unknown; kazasu: refused"},
    {Outcome::kStatusUnavailable, "status_unavailable",
     "kazasu: no card is accepted without the status of its certificate"},
    {Outcome::kPersonUnknown, "person_unknown",
     "中医協資料 R5.10, 前提: the card is registered for insurance use"},
    {Outcome::kRegistrationUnknown, "registration_unknown",
     "kazasu: a registration is shown to the institution that it was made at"},
    {Outcome::kBusy, "busy", "kazasu: a limit on the visits or requests open at a time"},
}};

constexpr bool in_order() {
  for (std::size_t i = 0; i < kTexts.size(); ++i) {
    if (static_cast<std::size_t>(kTexts[i].outcome) != i) return false;
  }
  return true;
}
static_assert(in_order());

}  // namespace

std::string_view name_of(Outcome outcome) {
  return kTexts[static_cast<std::size_t>(outcome)].name;
}

std::string_view refused_by(Outcome outcome) {
  return kTexts[static_cast<std::size_t>(outcome)].rule;
}

}  // namespace kazasu::eligibility
