#include "emulators/adapters/claims_line/claims_fault_site.h"

#include "emulators/adapters/claims_line/claims_line_http.h"
#include "emulators/adapters/services/request_operation.h"

namespace kazasu::adapters {

FaultSite claims_fault_site(identity::StationSource const& stations) {
  return {.operation = claims_operation,
          .station =
              [&stations](HttpRequestView const& request) {
                return stations.by_institution_code(request.client_institution);
              },
          .busy = [](eligibility::FaultOperation, HttpRequestView const&,
                     sim::Instant) { return outcome_answer(claims::ClaimOutcome::kBusy); }};
}

}  // namespace kazasu::adapters
