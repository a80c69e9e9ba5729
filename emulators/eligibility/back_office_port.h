// What a station's back office asks over the closed line besides the visits: stored data, cancellations, bulk
// inquiries, medical data. Over either clock.
#pragma once

#include "emulators/eligibility/bulk_messages.h"
#include "emulators/eligibility/medical_data_messages.h"
#include "emulators/eligibility/ports.h"

namespace kazasu::eligibility {

struct BackOfficePort {
  virtual ~BackOfficePort() = default;
  virtual sim::Task<Reply<InquiryAnswer>> re_inquire(Caller caller, ReInquiryRequest request,
                                                     sim::TimePoint deadline) = 0;
  virtual sim::Task<Reply<CancelAnswer>> cancel_consents(Caller caller, CancelRequest request,
                                                         sim::TimePoint deadline) = 0;
  virtual sim::Task<Reply<BulkAcceptance>> request_bulk(Caller caller, BulkRequest request,
                                                        sim::TimePoint deadline) = 0;
  virtual sim::Task<Reply<BulkResult>> bulk_result(Caller caller, BulkResultRequest request,
                                                   sim::TimePoint deadline) = 0;
  virtual sim::Task<Reply<MedicalDataAnswer>> medical_data(Caller caller, MedicalDataRequest request,
                                                           sim::TimePoint deadline) = 0;
};

}  // namespace kazasu::eligibility
