// Inquiries about one person over the closed line, and the institution's cancellation of consents.
#pragma once

#include "emulators/eligibility/eligibility_parts.h"
#include "emulators/eligibility/eligibility_stores.h"
#include "emulators/eligibility/messages.h"
#include "emulators/eligibility/registry.h"

namespace kazasu::eligibility {

// Both must outlive the desk.
class InquiryDesk {
 public:
  InquiryDesk(EligibilityParts const& parts, EligibilityStores& stores) : parts_(parts), stores_(stores) {}

  // By the number of a registration at the same institution.
  InquiryAnswer inquire(InquiryRequest const& request, sim::Instant now);
  // By insured data alone (OQS-IF-001), of anybody. No consents in the answer, but for 限度額 where the
  // search says that the patient agreed to it at the counter.
  InquiryAnswer qualification(ReInquiryRequest const& request, sim::Instant now);
  // By stored insured data, of continuing or online care. Who is not found is answered with 該当資格なし; who
  // has no consent standing there is refused, whoever that is.
  InquiryAnswer re_inquire(ReInquiryRequest const& request, sim::Instant now);
  CancelAnswer cancel(CancelRequest const& request, sim::Instant now);

  // One record of a re-inquiry, single or bulk. kAccepted with an empty answer for a person not found.
  struct Looked {
    Outcome outcome = Outcome::kAccepted;
    QualificationAnswer answer;
  };
  struct Asking {
    identity::StationIndex station = 0;
    Care care = Care::kContinuing;
  };
  Looked look_up_again(Asking who, InsuredSearch const& search, sim::Instant now) const;
  // The qualification of the person of `key`, by card, with what was consented to for that care.
  QualificationAnswer show(ConsentKey const& key, sim::Instant now, bool with_consents) const;

 private:
  Outcome look_up(InquiryRequest const& request, sim::Instant now, InquiryAnswer& answer);

  EligibilityParts const& parts_;
  EligibilityStores& stores_;
};

}  // namespace kazasu::eligibility
