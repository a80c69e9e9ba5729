// The eligibility system of one environment: consents, card-holder authentication, notices and inquiries.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>

#include "emulators/eligibility/bulk_desk.h"
#include "emulators/eligibility/care_confirmation.h"
#include "emulators/eligibility/certificate_rules.h"
#include "emulators/eligibility/certificate_status.h"
#include "emulators/eligibility/counters.h"
#include "emulators/eligibility/eligibility_parts.h"
#include "emulators/eligibility/eligibility_stores.h"
#include "emulators/eligibility/inquiry_desk.h"
#include "emulators/eligibility/medical_data_desk.h"
#include "emulators/eligibility/messages.h"
#include "emulators/eligibility/settings_desk.h"
#include "emulators/eligibility/stage_meter.h"
#include "sim/calendar.h"

namespace kazasu::eligibility {

// What the first half of an authentication found.
struct CardProof {
  Outcome outcome = Outcome::kMalformedRequest;  // kAccepted: proven, but for the status of its certificate
  Visit visit;
  std::uint32_t serial = 0;
  CertificateStanding standing = CertificateStanding::kGood;
};

// One environment. It has no clock and no socket: `now` is the calendar's time. Not thread-safe. The meter
// laps kSignature, kStatus and kRegistration in authenticate(), kRegistration in submit_consent() and kLookup
// in everything on the closed line; a request refused before a stage does not lap it.
class EligibilitySystem final : public CareConfirmation {
 public:
  explicit EligibilitySystem(EligibilityParts const& parts);
  EligibilitySystem(EligibilitySystem const&) = delete;
  EligibilitySystem& operator=(EligibilitySystem const&) = delete;

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
  // The eligibility by stored data, while a continuing relationship stands (再照会).
  InquiryAnswer re_inquire(ReInquiryRequest const& request, sim::Instant now, StageMeter& meter);
  // 資格確認 of one person by insured data, without card or relationship.
  InquiryAnswer qualification(ReInquiryRequest const& request, sim::Instant now, StageMeter& meter);
  ReferenceNumberAnswer register_reference(ReferenceNumberRequest const& request, sim::Instant now,
                                           StageMeter& meter);
  CancelAnswer cancel_consents(CancelRequest const& request, sim::Instant now, StageMeter& meter);
  // Steps 1 and 2, and 3 and 4 of a bulk inquiry.
  BulkAcceptance request_bulk(BulkRequest request, sim::Instant now, StageMeter& meter);
  BulkResult bulk_result(BulkResultRequest const& request, sim::Instant now, StageMeter& meter);
  MedicalDataAnswer medical_data(MedicalDataRequest const& request, sim::Instant now, StageMeter& meter);
  SettingsAnswer settings(SettingsRequest const& request, sim::Instant now, StageMeter& meter);
  // Laps kRegistration.
  ActivationAnswer activate(ActivationRequest const& request, sim::Instant now, StageMeter& meter);

  // CareConfirmation.
  bool confirm_care(CareMonth const& care, sim::Instant now) override;
  // When 訪問診療等機能 is switched off: ends every consent given to the station; returns how many.
  std::size_t end_use(identity::StationIndex station, sim::Instant now);
  // A consent of continuing care that was given before the calendar started.
  void remember_consent(identity::PersonIndex person, identity::StationIndex station, Consent const& consent);
  // The card bureau's word on a card, from now on: suspended, accepted again, revoked.
  void set_standing(identity::PersonIndex person, identity::CardStanding standing);

  // Whom a request is about, as far as it tells without being carried out; of an authentication, whoever
  // signed.
  std::optional<identity::PersonIndex> person_of(AuthenticationRequest const& request) const;
  std::optional<identity::PersonIndex> person_of(InquiryRequest const& request) const;
  std::optional<identity::PersonIndex> person_of(ReInquiryRequest const& request) const;
  std::optional<identity::PersonIndex> person_of(CancelRequest const& request) const;
  std::optional<identity::PersonIndex> person_of(MedicalDataRequest const& request) const;

  Counters counters() const { return counters_; }
  // For those who inspect.
  EligibilityStores const& stores() const { return stores_; }
  std::size_t open_visits() const { return sessions_.size(); }
  // Forgets everything that was stored and every open visit. Stores that are shared with another environment
  // lose what is that one's as well. The counters go on.
  void reset();

 private:
  struct ProvenCard {
    Visit const& visit;
    identity::CertificateHolder holder;
    CertificateStanding standing = CertificateStanding::kGood;
  };
  struct Entrance {
    Outcome outcome = Outcome::kMalformedRequest;
    identity::StationIndex station = 0;
  };
  // Whose URL or device it is.
  Entrance enter_by(std::string_view reception_token, std::string_view device, Care care) const;
  Outcome identify(AuthenticationRequest const& request, identity::StationIndex station, sim::Instant now);
  ConsentAnswer open_visit(ConsentRequest const& request, sim::Instant now);
  Outcome check_proof(AuthenticationRequest const& request, sim::Instant now, StageMeter& meter,
                      CardProof& proof);
  Outcome judge(CertificateStatus const& status) const;
  Registration enter(CardProof const& proof, sim::Instant now);
  Outcome check_card(ProvenCard const& card, Registration& registration);
  void act(ProvenCard const& card, sim::Instant now, Registration& registration);
  NoticeAnswer list_notices(NoticeRequest const& request, sim::Instant now) const;

  EligibilityParts parts_;
  std::unique_ptr<EligibilityStores> own_stores_;
  EligibilityStores& stores_;
  VisitSessions sessions_;
  InquiryDesk inquiries_{parts_, stores_};
  BulkDesk bulk_{parts_, stores_, inquiries_};
  MedicalDataDesk medical_{parts_, stores_};
  SettingsDesk settings_{parts_, stores_};
  Counters counters_;
};

}  // namespace kazasu::eligibility
