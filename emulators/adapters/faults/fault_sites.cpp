// What the rules of faults see of requests on the two listeners.
#include "emulators/adapters/faults/faulty_http.h"
#include "emulators/adapters/http/http_routes.h"
#include "emulators/adapters/json/reception_json.h"
#include "emulators/adapters/services/closed_line_routes.h"
#include "emulators/adapters/services/outcome_codes.h"
#include "emulators/adapters/services/request_operation.h"
#include "emulators/adapters/xml/bulk_xml.h"
#include "emulators/adapters/xml/eligibility_xml.h"
#include "emulators/adapters/xml/medical_data_xml.h"
#include "emulators/adapters/xml/settings_xml.h"
#include "emulators/eligibility/eligibility_system.h"
#include "emulators/eligibility/institution_check.h"

namespace kazasu::adapters {

namespace {

using eligibility::EligibilitySystem;
using eligibility::FaultOperation;
using eligibility::Outcome;
using Person = std::optional<identity::PersonIndex>;

HttpAnswer busy_on_internet(FaultOperation operation, HttpRequestView const&, sim::Instant) {
  return json_answer(status_of(Outcome::kBusy),
                     operation == FaultOperation::kAuthentication
                         ? encode_registration({.outcome = Outcome::kBusy})
                     : operation == FaultOperation::kActivation
                         ? encode_activation_answer({.outcome = Outcome::kBusy, .device = {}})
                         : encode_consent_answer({.outcome = Outcome::kBusy}));
}

template <class Answer>
std::string busy_text(HttpRequestView const& request, sim::Instant now) {
  auto answer = eligibility::refused<Answer>(Outcome::kBusy);
  answer.processed_at = std::chrono::floor<std::chrono::seconds>(now);
  answer.institution_code = request.client_institution;
  return encode(answer);
}

std::string busy_on_line(FaultOperation operation, HttpRequestView const& request, sim::Instant now) {
  switch (operation) {
    case FaultOperation::kNotices:
      return encode(eligibility::NoticeAnswer{.outcome = Outcome::kBusy, .notices = {}});
    case FaultOperation::kCancellation:
      return busy_text<eligibility::CancelAnswer>(request, now);
    case FaultOperation::kBulkRequest:
      return busy_text<eligibility::BulkAcceptance>(request, now);
    case FaultOperation::kBulkResult:
      return busy_text<eligibility::BulkResult>(request, now);
    case FaultOperation::kMedicalData:
      return busy_text<eligibility::MedicalDataAnswer>(request, now);
    case FaultOperation::kSettings:
      return busy_text<eligibility::SettingsAnswer>(request, now);
    case FaultOperation::kReferenceNumber:
      return busy_text<eligibility::ReferenceNumberAnswer>(request, now);
    default:
      return busy_text<eligibility::InquiryAnswer>(request, now);
  }
}

template <class Message>
Person person_behind(EligibilitySystem const& system, Decoded<Message> const& decoded) {
  return decoded ? system.person_of(*decoded.message) : std::nullopt;
}

Person person_on_internet(EligibilitySystem const& system, FaultOperation operation,
                          HttpRequestView const& request) {
  if (operation != FaultOperation::kAuthentication) return std::nullopt;
  auto proof = decode_card_proof(request.body);
  if (!proof) return std::nullopt;
  return system.person_of(eligibility::AuthenticationRequest{.certificate = std::move(proof->certificate),
                                                             .signature = std::move(proof->signature)});
}

Person person_on_line(EligibilitySystem const& system, FaultOperation operation,
                      HttpRequestView const& request) {
  switch (operation) {
    case FaultOperation::kInquiry:
      return person_behind(system, decode_inquiry_request(request.body));
    case FaultOperation::kReInquiry:
      return person_behind(system, decode_re_inquiry_request(request.body));
    case FaultOperation::kCancellation:
      return person_behind(system, decode_cancel_request(request.body));
    case FaultOperation::kMedicalData: {
      auto const kind = medical_data_kind_by_name(PathSegments{request.target}[2]);
      if (!kind) return std::nullopt;
      return person_behind(system, decode_medical_data_request(request.body, *kind));
    }
    default:
      return std::nullopt;
  }
}

using Station = std::optional<identity::StationIndex>;

// The app has no URL of an institution: its device, or whoever activates it, says whose it is.
Station station_of_app(EligibilitySystem const& system, identity::StationSource const& stations,
                       HttpRequestView const& request) {
  auto device = std::string{};
  if (auto const activation = decode_activation_request(request.body)) {
    return stations.by_institution_code(activation->institution_code);
  }
  if (auto const proof = decode_card_proof(request.body)) {
    device = proof->device;
  } else if (auto const consents = decode_consent_request(request.body)) {
    device = consents->device;
  }
  auto const owner = system.stores().stations.device_owner(device);
  return owner ? Station{owner->station} : std::nullopt;
}

Station station_on_internet(EligibilitySystem const& system, identity::StationSource const& stations,
                            HttpRequestView const& request) {
  auto const path = PathSegments{request.target};
  if (path[0] == "app") return station_of_app(system, stations, request);
  if (auto const first = stations.by_reception_token(path[1])) return first;
  auto const renewed = system.stores().stations.find_url(path[1]);
  return renewed ? Station{renewed->key.station} : std::nullopt;
}

}  // namespace

FaultSite internet_fault_site(EligibilitySystem const& system, identity::StationSource const& stations) {
  return {.operation = internet_operation,
          .station =
              [&system, &stations](HttpRequestView const& request) {
                return station_on_internet(system, stations, request);
              },
          .person =
              [&system](FaultOperation operation, HttpRequestView const& request) {
                return person_on_internet(system, operation, request);
              },
          .busy = busy_on_internet};
}

FaultSite closed_line_fault_site(EligibilitySystem const& system, identity::StationSource const& stations) {
  return {.operation = closed_line_operation,
          .station =
              [&stations](HttpRequestView const& request) {
                return stations.by_institution_code(request.client_institution);
              },
          .person =
              [&system](FaultOperation operation, HttpRequestView const& request) {
                return person_on_line(system, operation, request);
              },
          .busy =
              [](FaultOperation operation, HttpRequestView const& request, sim::Instant now) {
                return HttpAnswer{.status = status_of(Outcome::kBusy),
                                  .content_type = "application/xml; charset=utf-8",
                                  .body = busy_on_line(operation, request, now)};
              }};
}

}  // namespace kazasu::adapters
