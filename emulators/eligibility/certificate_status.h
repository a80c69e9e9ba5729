// Whether a card's certificate was revoked, as the eligibility system learns it from the responder of the CA.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "sim/calendar.h"

namespace kazasu::eligibility {

// RFC 5280, 5.3.1 (CRLReason).
enum class RevocationReason : std::uint8_t {
  kUnspecified = 0,
  kKeyCompromise = 1,
  kCaCompromise = 2,
  kAffiliationChanged = 3,
  kSuperseded = 4,
  kCessationOfOperation = 5,
  kCertificateHold = 6,
  kRemoveFromCrl = 8,
  kPrivilegeWithdrawn = 9,
  kAaCompromise = 10,
};
std::string_view name_of(RevocationReason reason);  // "key_compromise", ...
std::optional<RevocationReason> reason_by_name(std::string_view name);

enum class StatusVerdict : std::uint8_t {
  kGood,
  kRevoked,
  kUnknown,
  kNoAnswer,  // nothing from the responder in time, or nothing that can be trusted
};

struct CertificateStatus {
  StatusVerdict verdict = StatusVerdict::kGood;
  sim::Instant revoked_at;  // this and the reason: of a revoked certificate
  RevocationReason reason = RevocationReason::kUnspecified;
  bool operator==(CertificateStatus const&) const = default;
};
inline constexpr auto kNoStatus = CertificateStatus{.verdict = StatusVerdict::kNoAnswer};

// A status and how long it may be used: thisUpdate and nextUpdate of RFC 6960, 4.2.2.1.
struct StatusAnswer {
  CertificateStatus status = kNoStatus;
  sim::Instant this_update;
  std::optional<sim::Instant> next_update;  // none: not to be used a second time
};

struct CertificateStatusSource {
  virtual ~CertificateStatusSource() = default;
  virtual CertificateStatus status_of(std::uint32_t serial, sim::Instant now) const = 0;
};

// What to do with a card whose status cannot be learnt. The real system's choice is not public.
enum class WithoutStatus : std::uint8_t { kRefuse, kAccept };

}  // namespace kazasu::eligibility
