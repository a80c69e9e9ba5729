// The claims systems in virtual time: the service itself behind the window that all share.
#pragma once

#include <map>
#include <string>

#include "emulators/claims/claims_front.h"
#include "emulators/claims/claims_port.h"
#include "emulators/claims/claims_system.h"
#include "sim/calendar.h"
#include "sim/engine.h"

namespace kazasu::claims {

// Passwords as they are: nothing is kept of a simulated station.
struct OpenPasswords final : PasswordSeal {
  std::string seal(std::string_view password) const override { return std::string{password}; }
  bool fits(std::string_view password, std::string_view sealed) const override { return password == sealed; }
};

// All must outlive it; the engine drops its processes before it goes. Files have no bytes here: what
// `contents` says that their checks would find is what the system is told.
struct SimulatedClaimsParts {
  sim::Engine& engine;
  sim::Calendar const& calendar;
  ClaimsSystem& system;
  ClaimsFront& front;
  ClaimContents const& contents;
};

// A request that the window serves is done when its answer leaves, and not at all when it timed out.
class SimulatedClaims final : public ClaimsPort {
 public:
  explicit SimulatedClaims(SimulatedClaimsParts const& parts) : parts_(parts) {}

  sim::Task<ClaimReply<LoginAnswer>> log_in(ClaimCaller caller, LoginRequest request,
                                            sim::TimePoint deadline) override;
  sim::Task<ClaimReply<SendAnswer>> send(ClaimCaller caller, ClaimUpload upload,
                                         sim::TimePoint deadline) override;
  sim::Task<ClaimReply<StatusAnswer>> status(ClaimCaller caller, std::chrono::year_month month,
                                             sim::TimePoint deadline) override;
  sim::Task<ClaimReply<ListAnswer>> list(ClaimCaller caller, ListRequest request,
                                         sim::TimePoint deadline) override;
  sim::Task<ClaimReply<ClaimOutcome>> decide(ClaimCaller caller, ClaimDecision decision,
                                             sim::TimePoint deadline) override;

 private:
  sim::Instant now() const { return parts_.calendar.at(parts_.engine.now()); }
  // How the window took a request, when its answer is due.
  sim::Task<FrontOutcome> pass_front();
  // Whether the window and the login let the caller's request through; if not, `outcome` says why.
  sim::Task<bool> admit(ClaimCaller caller, ClaimOutcome& outcome);

  SimulatedClaimsParts parts_;
  std::map<ClaimCaller, std::string> sessions_;
};

}  // namespace kazasu::claims
