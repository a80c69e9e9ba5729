// How a request of the eligibility system can end.
#pragma once

#include <cstdint>
#include <string_view>

namespace kazasu::eligibility {

// refused_by() names the rule that decided. docs/protocols/eligibility-errors.md lists them by class.
enum class Outcome : std::uint8_t {
  kAccepted,
  kMalformedRequest,
  kUnknownInstitution,      // no such institution URL or code
  kInstitutionMismatch,     // the client certificate belongs to another institution
  kInstitutionNotLive,      // no start of operation, or it lies ahead
  kInstitutionRevoked,      // admitted once, and no longer
  kFunctionNotEnabled,      // 訪問診療等機能 is not in use
  kCheckupConsentUnderAge,  // health check-up consent below the age of 40
  kSessionUnknown,          // no such visit, or used already
  kSessionExpired,
  kCertificateMalformed,
  kSignatureInvalid,
  kIssuerUnknown,
  kCertificateNotYetValid,
  kCertificateBeyondGrace,  // more than three months after its expiry
  kCertificateRevoked,      // or a later card took its place
  kStatusUnknown,           // the responder does not know the certificate
  kStatusUnavailable,       // no trustworthy answer about the certificate
  kCardSuspended,
  kCardNotRegistered,  // not registered as an insurance card
  kPersonUnknown,      // no insured person with that certificate
  kRegistrationUnknown,
  kNoContinuingCare,  // stored data, and no continuing relationship
  kConsentMissing,
  kConsentExpired,
  kConsentCancelled,
  kPeriodInvalid,  // of a bulk inquiry by period
  kTooManyRecords,
  kDuplicateRequest,  // a bulk request with that file identifier is kept already
  kReceptionUnknown,  // no such reception number
  kResultNotReady,
  kStorageFailed,          // the store cannot keep anything any more
  kActivationCodeInvalid,  // never issued, used, disabled or older than a day
  kAccountInvalid,         // of the app: user or password
  kTooManyDevices,
  kDeviceUnknown,       // never activated, or no longer
  kPasscodeInvalid,     // of the visual check: wrong, or not of this day
  kPasscodeLocked,      // wrong too often on this day
  kVisualCheckNotHere,  // outside the app
  kCareNotOnThisWay,    // a patient's own device, or a URL of the other kind
  kBusy,
};
std::string_view name_of(Outcome outcome);  // "accepted", "signature_invalid", ...: the error code
// For a screen, in Japanese; ours. Empty for kAccepted.
std::string_view message_of(Outcome outcome);
// Document and clause, or "kazasu: ..." for a rule of our own; empty for kAccepted.
std::string_view refused_by(Outcome outcome);

}  // namespace kazasu::eligibility
