// The claims port over HTTPS: what stations send in real time.
#pragma once

#include <functional>
#include <memory>

#include "emulators/adapters/http/https_client.h"
#include "emulators/claims/claims_port.h"

namespace kazasu::adapters {

struct HttpsClaimsOptions {
  HttpsTarget target;
  LegPolicy line;
  ClientCredentialSource credentials;
  std::function<sim::Instant()> calendar;
  claims::ClaimContents const& contents;  // must outlive the port
};

// Like every port, for the engine's thread alone; destroy it before the Realtime. Calls under way then, or
// when close_all() is called, end as unreachable. A send carries its digest; it is made in the call.
struct HttpsClaimsPort : claims::ClaimsPort {
  virtual void close_all() = 0;
  virtual ClientCounters const& line() const = 0;
};

// Throws as make_https_reception() does.
std::unique_ptr<HttpsClaimsPort> make_https_claims(sim::Realtime& realtime, HttpsClaimsOptions options);

}  // namespace kazasu::adapters
