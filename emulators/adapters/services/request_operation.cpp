#include "emulators/adapters/services/request_operation.h"

#include "emulators/adapters/http/http_routes.h"

namespace kazasu::adapters {

using eligibility::FaultOperation;

namespace {

std::optional<FaultOperation> app_operation(PathSegments const& path) {
  if (path.size() == 2 && path[1] == "devices") return FaultOperation::kActivation;
  if (path.size() == 2 && path[1] == "visits") return FaultOperation::kConsent;
  if (path.size() == 4 && path[3] == "authentication") return FaultOperation::kAuthentication;
  return std::nullopt;
}

}  // namespace

std::optional<FaultOperation> internet_operation(HttpRequestView const& request) {
  auto const path = PathSegments{request.target};
  if (path[0] == "app") return app_operation(path);
  if (path[0] != "v") return std::nullopt;
  if (path.size() == 2) return FaultOperation::kPage;
  if (path.size() == 3 && path[2] == "consents") return FaultOperation::kPage;
  if (path[2] != "visits") return std::nullopt;
  if (path.size() == 4 || (path.size() == 5 && path[4] == "end")) return FaultOperation::kVisit;
  if (path.size() == 3) return FaultOperation::kConsent;
  if (path.size() == 5 && path[4] == "authentication") return FaultOperation::kAuthentication;
  return std::nullopt;
}

std::string_view session_in(std::string_view target) {
  auto const path = PathSegments{target};
  if (path[0] == "app" && path.size() == 4 && path[1] == "visits") return path[2];
  if (path[0] == "v" && path.size() >= 4 && path[2] == "visits") return path[3];
  return {};
}

std::optional<FaultOperation> closed_line_operation(HttpRequestView const& request) {
  auto const path = PathSegments{request.target};
  if (path[0] != "eligibility") return std::nullopt;
  if (path.size() == 2) {
    if (path[1] == "notices") return FaultOperation::kNotices;
    if (path[1] == "inquiry") return FaultOperation::kInquiry;
    if (path[1] == "re-inquiry") return FaultOperation::kReInquiry;
    if (path[1] == "cancellation") return FaultOperation::kCancellation;
    if (path[1] == "qualification") return FaultOperation::kQualification;
    if (path[1] == "reference-number") return FaultOperation::kReferenceNumber;
  }
  if (path.size() == 3 && path[1] == "medical-data") return FaultOperation::kMedicalData;
  if (path.size() == 3 && path[1] == "settings") return FaultOperation::kSettings;
  if (path.size() != 4 || path[1] != "bulk") return std::nullopt;
  if (path[3] == "requests") return FaultOperation::kBulkRequest;
  if (path[3] == "results") return FaultOperation::kBulkResult;
  return std::nullopt;
}

std::optional<FaultOperation> claims_operation(HttpRequestView const& request) {
  auto const path = PathSegments{request.target};
  if (path[0] != "fund" && path[0] != "federation") return std::nullopt;
  if (path.size() == 2) {
    if (path[1] == "login" || path[1] == "logout") return FaultOperation::kClaimLogin;
    if (path[1] == "sends") {
      return request.method == "GET" ? FaultOperation::kClaimStatus : FaultOperation::kClaimSend;
    }
    if (path[1] == "uploads") return FaultOperation::kClaimSend;
    if (path[1] == "decisions") return FaultOperation::kClaimDecision;
  }
  if (path.size() == 3 && path[1] == "uploads") return FaultOperation::kClaimSend;
  if (path.size() == 3 && path[1] == "lists") return FaultOperation::kClaimList;
  return std::nullopt;
}

}  // namespace kazasu::adapters
