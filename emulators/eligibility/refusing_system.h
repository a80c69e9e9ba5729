// Stands in for an eligibility system that may not work on: every request ends with one outcome.
#pragma once

#include "emulators/eligibility/bulk_messages.h"
#include "emulators/eligibility/eligibility_system.h"
#include "emulators/eligibility/institution_check.h"
#include "emulators/eligibility/medical_data_messages.h"

namespace kazasu::eligibility {

class RefusingSystem {
 public:
  explicit RefusingSystem(Outcome outcome) : outcome_(outcome) {}

  ConsentAnswer submit_consent(ConsentRequest const&, sim::Instant, StageMeter&) const {
    return refused<ConsentAnswer>(outcome_);
  }
  Registration authenticate(AuthenticationRequest const&, sim::Instant, StageMeter&) const {
    return refused<Registration>(outcome_);
  }
  CardProof prove_card(AuthenticationRequest const&, sim::Instant, StageMeter&) const {
    return {.outcome = outcome_, .visit = {}};
  }
  Registration register_card(CardProof const&, CertificateStatus const&, sim::Instant, StageMeter&) const {
    return refused<Registration>(outcome_);
  }
  NoticeAnswer notices(NoticeRequest const&, sim::Instant, StageMeter&) const {
    return refused<NoticeAnswer>(outcome_);
  }
  InquiryAnswer inquire(InquiryRequest const& request, sim::Instant now, StageMeter&) const {
    return with_header<InquiryAnswer>(request, now);
  }
  InquiryAnswer re_inquire(ReInquiryRequest const& request, sim::Instant now, StageMeter&) const {
    auto answer = with_header<InquiryAnswer>(request, now);
    answer.by_card = false;
    return answer;
  }
  InquiryAnswer qualification(ReInquiryRequest const& request, sim::Instant now, StageMeter& meter) const {
    return re_inquire(request, now, meter);
  }
  ReferenceNumberAnswer register_reference(ReferenceNumberRequest const& request, sim::Instant now,
                                           StageMeter&) const {
    auto answer = with_header<ReferenceNumberAnswer>(request, now);
    answer.item = request.item;
    return answer;
  }
  ActivationAnswer activate(ActivationRequest const&, sim::Instant, StageMeter&) const {
    return refused<ActivationAnswer>(outcome_);
  }
  SettingsAnswer settings(SettingsRequest const& request, sim::Instant now, StageMeter&) const {
    return with_header<SettingsAnswer>(request, now);
  }
  CancelAnswer cancel_consents(CancelRequest const& request, sim::Instant now, StageMeter&) const {
    return with_header<CancelAnswer>(request, now);
  }
  BulkAcceptance request_bulk(BulkRequest const& request, sim::Instant now, StageMeter&) const {
    return with_header<BulkAcceptance>(request, now);
  }
  BulkResult bulk_result(BulkResultRequest const& request, sim::Instant now, StageMeter&) const {
    return with_header<BulkResult>(request, now);
  }
  MedicalDataAnswer medical_data(MedicalDataRequest const& request, sim::Instant now, StageMeter&) const {
    return with_header<MedicalDataAnswer>(request, now);
  }

 private:
  template <class Answer, class Request>
  Answer with_header(Request const& request, sim::Instant now) const {
    auto answer = answer_to<Answer>(request, now);
    answer.outcome = outcome_;
    return answer;
  }

  Outcome outcome_;
};

}  // namespace kazasu::eligibility
