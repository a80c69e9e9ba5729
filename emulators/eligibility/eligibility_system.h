// The eligibility system of one environment: consents, card-holder authentication, notices and inquiries.
#pragma once

#include <cstddef>
#include <cstdint>

#include "emulators/eligibility/certificate_rules.h"
#include "emulators/eligibility/certificate_status.h"
#include "emulators/eligibility/consent_store.h"
#include "emulators/eligibility/counters.h"
#include "emulators/eligibility/credential_check.h"
#include "emulators/eligibility/messages.h"
#include "emulators/eligibility/registration_store.h"
#include "emulators/eligibility/stage_meter.h"
#include "emulators/eligibility/visit_sessions.h"
#include "emulators/identity/population.h"
#include "sim/calendar.h"

namespace kazasu::eligibility {

// The sources and the check must outlive the system.
struct EligibilityParts {
  identity::StationSource const& stations;
  identity::PersonSource const& people;
  CredentialCheck const& check;
  std::uint64_t seed = 0;  // of the nonces and session names
  std::size_t visit_limit =
      VisitSessions::kDefaultLimit;                 // visits open at a time; the next is answered kBusy
  CertificateStatusSource const* status = nullptr;  // none: authenticate() takes every certificate for good
  WithoutStatus without_status = WithoutStatus::kRefuse;
};

// What the first half of an authentication found.
struct CardProof {
  Outcome outcome = Outcome::kMalformedRequest;  // kAccepted: proven, but for the status of its certificate
  Visit visit;
  std::uint32_t serial = 0;
  CertificateStanding standing = CertificateStanding::kGood;
};

// One environment. It has no clock and no socket: `now` is the calendar's time. Not thread-safe. The meter
// laps kSignature, kStatus and kRegistration in authenticate(), kRegistration in submit_consent() and kLookup
// in the other two; a request refused before a stage does not lap it.
class EligibilitySystem {
 public:
  explicit EligibilitySystem(EligibilityParts parts);

  // Opens a visit: keeps the consents for it and gives the nonce that the card has to sign.
  ConsentAnswer submit_consent(ConsentRequest const& request, sim::Instant now, StageMeter& meter);
  // Proves the card, stores the consents and the registration. A visit is used once: whatever the outcome,
  // the session it names is closed.
  Registration authenticate(AuthenticationRequest const& request, sim::Instant now, StageMeter& meter);
  // The same in two halves, for those who have to wait for the status of the certificate in between: it is
  // needed when the first half's outcome is kAccepted. The second half follows in any case, once.
  CardProof prove_card(AuthenticationRequest const& request, sim::Instant now, StageMeter& meter);
  Registration register_card(CardProof const& proof, CertificateStatus const& status, sim::Instant now,
                             StageMeter& meter);
  // What was registered for an institution after the given sequence and not yet inquired about, oldest first.
  NoticeAnswer notices(NoticeRequest const& request, sim::Instant now, StageMeter& meter);
  // The eligibility behind a registration of the same institution.
  InquiryAnswer inquire(InquiryRequest const& request, sim::Instant now, StageMeter& meter);

  Counters counters() const { return counters_; }

 private:
  ConsentAnswer open_visit(ConsentRequest const& request, sim::Instant now);
  Outcome check_card(AuthenticationRequest const& request, sim::Instant now, StageMeter& meter,
                     CardProof& proof);
  Outcome judge(CertificateStatus const& status) const;
  Registration enter(CardProof const& card, sim::Instant now);
  NoticeAnswer list_notices(NoticeRequest const& request) const;
  Outcome look_up(InquiryRequest const& request, sim::Instant now, InquiryAnswer& answer);

  EligibilityParts parts_;
  VisitSessions sessions_;
  ConsentStore consents_;
  RegistrationStore registrations_;
  Counters counters_;
};

}  // namespace kazasu::eligibility
