// The latency that a scenario gives its links, put around any port on either clock.
//
// A request is held for one sampled latency before the port and its answer for another one after it. A new
// connection costs two round trips more: one for TCP (RFC 9293, 3.5) and one for TLS 1.3 (RFC 8446, 2). A
// resumed session costs the same two: without early data it saves work but no round trip (RFC 8446, 2.2).
// Whether the connection was new is known only from the answer, so that those trips are waited for after the
// call. An answer that would come after the deadline is lost; the call then ends at the deadline as
// kTimedOut.
#pragma once

#include <cstdint>

#include "emulators/eligibility/back_office_port.h"
#include "emulators/eligibility/caller_streams.h"
#include "emulators/eligibility/device_ports.h"
#include "emulators/eligibility/link.h"
#include "emulators/eligibility/ports.h"
#include "sim/engine.h"

namespace kazasu::eligibility {

// One leg: its latency and the stream of random numbers behind it.
struct DelayedLeg {
  sim::Distribution latency;
  CallerStreams streams;
};

// The page leg carries the consent, the app leg the card. `engine` and `inner` must outlive the decorator.
class ReceptionLinkDelay final : public ReceptionPort {
 public:
  ReceptionLinkDelay(sim::Engine& engine, ReceptionPort& inner, Links const& links, std::uint64_t seed);
  sim::Task<Reply<ConsentAnswer>> submit_consent(Caller caller, ConsentRequest request,
                                                 sim::TimePoint deadline) override;
  sim::Task<Reply<Registration>> authenticate(Caller caller, AuthenticationRequest request,
                                              sim::TimePoint deadline) override;

 private:
  sim::Engine& engine_;
  ReceptionPort& inner_;
  DelayedLeg page_;
  DelayedLeg app_;
};

class EligibilityLinkDelay final : public EligibilityPort {
 public:
  EligibilityLinkDelay(sim::Engine& engine, EligibilityPort& inner, Links const& links, std::uint64_t seed);
  sim::Task<Reply<NoticeAnswer>> notices(Caller caller, NoticeRequest request,
                                         sim::TimePoint deadline) override;
  sim::Task<Reply<InquiryAnswer>> inquire(Caller caller, InquiryRequest request,
                                          sim::TimePoint deadline) override;

 private:
  sim::Engine& engine_;
  EligibilityPort& inner_;
  DelayedLeg line_;
};

class BackOfficeLinkDelay final : public BackOfficePort {
 public:
  BackOfficeLinkDelay(sim::Engine& engine, BackOfficePort& inner, Links const& links, std::uint64_t seed);
  sim::Task<Reply<InquiryAnswer>> re_inquire(Caller caller, ReInquiryRequest request,
                                             sim::TimePoint deadline) override;
  sim::Task<Reply<CancelAnswer>> cancel_consents(Caller caller, CancelRequest request,
                                                 sim::TimePoint deadline) override;
  sim::Task<Reply<BulkAcceptance>> request_bulk(Caller caller, BulkRequest request,
                                                sim::TimePoint deadline) override;
  sim::Task<Reply<BulkResult>> bulk_result(Caller caller, BulkResultRequest request,
                                           sim::TimePoint deadline) override;
  sim::Task<Reply<MedicalDataAnswer>> medical_data(Caller caller, MedicalDataRequest request,
                                                   sim::TimePoint deadline) override;

 private:
  sim::Engine& engine_;
  BackOfficePort& inner_;
  DelayedLeg line_;
};

// Both ports at once: settings over the closed line, activations over the app's leg.
class DeviceLinkDelay final : public SettingsPort, public ActivationPort {
 public:
  struct Inner {
    SettingsPort& settings;
    ActivationPort& activation;
  };
  DeviceLinkDelay(sim::Engine& engine, Inner inner, Links const& links, std::uint64_t seed);
  sim::Task<Reply<SettingsAnswer>> settings(Caller caller, SettingsRequest request,
                                            sim::TimePoint deadline) override;
  sim::Task<Reply<ActivationAnswer>> activate(Caller caller, ActivationRequest request,
                                              sim::TimePoint deadline) override;

 private:
  sim::Engine& engine_;
  Inner inner_;
  DelayedLeg line_;
  DelayedLeg app_;
};

}  // namespace kazasu::eligibility
