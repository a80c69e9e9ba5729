// The ports of the first path over HTTPS: what a terminal and a back office call in real time.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "emulators/adapters/http/target_url.h"
#include "emulators/eligibility/back_office_port.h"
#include "emulators/eligibility/device_ports.h"
#include "emulators/eligibility/link.h"
#include "emulators/eligibility/ports.h"
#include "emulators/eligibility/visit_progress.h"
#include "sim/calendar.h"

namespace kazasu::sim {
struct Realtime;
}

namespace kazasu::adapters {

struct HttpsTarget {
  TargetUrl url;
  std::string ca_pem;                    // what the server's certificate must chain to
  std::string server_name;               // on its certificate and in Host; empty: the host of the URL
  std::vector<std::string> owned_hosts;  // what may be sent to beyond this machine
};

struct LegPolicy {
  eligibility::ConnectionPolicy connection = eligibility::ConnectionPolicy::kKept;
  eligibility::TlsPolicy tls = eligibility::TlsPolicy::kFull;
};

struct ClientCredential {
  std::string certificate_pem;
  std::string key_pem;
};
// Asked once for each station, before its first connection.
using ClientCredentialSource = std::function<ClientCredential(identity::StationIndex)>;

// How the closed line's messages are written. A decoder gives nothing for what is not of the protocol.
struct ClosedLineClientCodec {
  std::function<std::string(eligibility::NoticeRequest const&)> encode_notice_request;
  std::function<std::string(eligibility::InquiryRequest const&)> encode_inquiry_request;
  std::function<std::optional<eligibility::NoticeAnswer>(std::string_view)> decode_notice_answer;
  std::function<std::optional<eligibility::InquiryAnswer>(std::string_view)> decode_inquiry_answer;
  std::function<std::string(eligibility::ReInquiryRequest const&)> encode_re_inquiry_request = {};
  std::function<std::string(eligibility::CancelRequest const&)> encode_cancel_request = {};
  std::function<std::optional<eligibility::CancelAnswer>(std::string_view)> decode_cancel_answer = {};
  std::function<std::string(eligibility::BulkRequest const&)> encode_bulk_request = {};
  std::function<std::optional<eligibility::BulkAcceptance>(std::string_view)> decode_bulk_acceptance = {};
  std::function<std::string(eligibility::BulkResultRequest const&)> encode_bulk_result_request = {};
  std::function<std::optional<eligibility::BulkResult>(std::string_view, eligibility::BulkKind)>
      decode_bulk_result = {};
  std::function<std::string(eligibility::MedicalDataRequest const&)> encode_medical_data_request = {};
  std::function<std::optional<eligibility::MedicalDataAnswer>(std::string_view, eligibility::MedicalDataKind)>
      decode_medical_data_answer = {};
  std::function<std::string(eligibility::SettingsRequest const&)> encode_settings_request = {};
  std::function<std::optional<eligibility::SettingsAnswer>(std::string_view, eligibility::SettingsAction)>
      decode_settings_answer = {};
  std::string content_type = "application/xml; charset=utf-8";
};

struct HttpsReceptionOptions {
  HttpsTarget target;
  LegPolicy page;
  LegPolicy app;
  std::function<sim::Instant()> calendar;  // certificate dates are judged at this time
};
struct HttpsEligibilityOptions {
  HttpsTarget target;
  LegPolicy closed_line;
  ClientCredentialSource credentials;
  ClosedLineClientCodec codec;
  std::function<sim::Instant()> calendar;
};

// Of one leg, since the port was made.
struct ClientCounters {
  std::uint64_t calls = 0;
  std::uint64_t delivered = 0;
  std::uint64_t timed_out = 0;
  std::uint64_t unreachable = 0;
  std::uint64_t not_understood = 0;
  std::uint64_t connections = 0;  // connected, TLS included
  std::uint64_t resumed = 0;      // of those
  std::uint64_t reconnects = 0;   // kept connections found closed by the server and replaced
};

// Like every port, for the engine's thread alone; destroy them before the Realtime. Calls under way then, or
// when close_all() is called, end as unreachable.
struct HttpsReceptionPort : eligibility::ReceptionPort, eligibility::ActivationPort {
  // The name of the institution with that token; empty when there is none.
  virtual sim::Task<eligibility::Reply<std::string>> institution(eligibility::Caller caller,
                                                                 std::string reception_token,
                                                                 sim::TimePoint deadline) = 0;
  // Tells the page that no card will be shown.
  virtual sim::Task<eligibility::Delivery> end_visit(eligibility::Caller caller, eligibility::VisitName visit,
                                                     eligibility::VisitEnd reason,
                                                     sim::TimePoint deadline) = 0;
  virtual void close_all() = 0;
  virtual ClientCounters const& page() const = 0;
  virtual ClientCounters const& app() const = 0;
};
// A back office needs a codec for what it asks.
struct HttpsEligibilityPort : eligibility::EligibilityPort,
                              eligibility::BackOfficePort,
                              eligibility::SettingsPort {
  virtual void close_all() = 0;
  virtual ClientCounters const& closed_line() const = 0;
};

// Throw std::runtime_error for a target that must not be contacted and for credentials that cannot be used.
std::unique_ptr<HttpsReceptionPort> make_https_reception(sim::Realtime& realtime,
                                                         HttpsReceptionOptions options);
std::unique_ptr<HttpsEligibilityPort> make_https_eligibility(sim::Realtime& realtime,
                                                             HttpsEligibilityOptions options);

}  // namespace kazasu::adapters
