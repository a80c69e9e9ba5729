// What the rules of faults see of a request.
#pragma once

#include <optional>

#include "emulators/eligibility/eligibility_system.h"
#include "emulators/eligibility/fault_plan.h"

namespace kazasu::eligibility {

constexpr FaultOperation operation_of(ConsentRequest const&) {
  return FaultOperation::kConsent;
}
constexpr FaultOperation operation_of(AuthenticationRequest const&) {
  return FaultOperation::kAuthentication;
}
constexpr FaultOperation operation_of(NoticeRequest const&) {
  return FaultOperation::kNotices;
}
constexpr FaultOperation operation_of(InquiryRequest const&) {
  return FaultOperation::kInquiry;
}
constexpr FaultOperation operation_of(ReInquiryRequest const&) {
  return FaultOperation::kReInquiry;
}
constexpr FaultOperation operation_of(CancelRequest const&) {
  return FaultOperation::kCancellation;
}
constexpr FaultOperation operation_of(BulkRequest const&) {
  return FaultOperation::kBulkRequest;
}
constexpr FaultOperation operation_of(BulkResultRequest const&) {
  return FaultOperation::kBulkResult;
}
constexpr FaultOperation operation_of(MedicalDataRequest const&) {
  return FaultOperation::kMedicalData;
}

constexpr FaultOperation operation_of(ActivationRequest const&) {
  return FaultOperation::kActivation;
}
constexpr FaultOperation operation_of(SettingsRequest const&) {
  return FaultOperation::kSettings;
}

// Nothing for a request that names nobody.
template <class Request>
std::optional<identity::PersonIndex> person_in(EligibilitySystem const& system, Request const& request) {
  if constexpr (requires { system.person_of(request); }) {
    return system.person_of(request);
  } else {
    return std::nullopt;
  }
}

// What strikes a request; nothing without a plan.
template <class Request>
FaultDecision decide_fault(FaultPlan* plan, EligibilitySystem const& system, identity::StationIndex station,
                           Request const& request, sim::Instant now) {
  if (plan == nullptr || plan->empty()) return {};
  auto subject = FaultSubject{.operation = operation_of(request), .station = station};
  if (plan->asks_for_person(subject.operation, now)) subject.person = person_in(system, request);
  if constexpr (requires { request.session; }) subject.session = request.session;
  return plan->decide(subject, now);
}

}  // namespace kazasu::eligibility
