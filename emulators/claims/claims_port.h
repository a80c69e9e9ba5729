// How a station reaches the claims systems, over either clock.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "emulators/claims/claims_messages.h"
#include "sim/task.h"
#include "sim/time.h"

namespace kazasu::claims {

enum class ClaimDelivery : std::uint8_t {
  kDelivered,      // an answer came; it may still be a refusal
  kTimedOut,       // nothing complete by the deadline
  kUnreachable,    // no connection, or it broke
  kNotUnderstood,  // an answer came that is not of this protocol
};
template <class Answer>
struct ClaimReply {
  ClaimDelivery delivery = ClaimDelivery::kUnreachable;
  Answer answer{};  // meaningful when delivered
};

// Which file is sent. A file is a function of this; whoever sends it looks it up in ClaimContents.
struct ClaimFileKey {
  identity::StationIndex station = 0;
  Payer payer = Payer::kFund;
  std::chrono::year_month month{};  // of the claim
  std::uint32_t version = 0;        // 0 as first sent; 1 with its mistakes corrected
  auto operator<=>(ClaimFileKey const&) const = default;
};

// What the checks make of a file, without its text.
struct CheckedFile {
  bool refused = false;  // by a finding of L1
  std::vector<ReceiptEntry> receipts = {};
};

// Where files come from. Both functions speak of the same file.
struct ClaimContents {
  virtual ~ClaimContents() = default;
  // False for a payer that a station has no receipts for in that month.
  virtual bool has(ClaimFileKey const& file) const = 0;
  virtual std::string bytes(ClaimFileKey const& file) const = 0;
  virtual CheckedFile checked(ClaimFileKey const& file) const = 0;
};

struct ClaimUpload {
  ClaimFileKey file;
  SendKind kind = SendKind::kClaim;
  bool with_asp = true;
};

// Sessions are kept by the port: after an accepted log_in() the others are made in its name.
struct ClaimsPort {
  virtual ~ClaimsPort() = default;
  virtual sim::Task<ClaimReply<LoginAnswer>> log_in(ClaimCaller caller, LoginRequest request,
                                                    sim::TimePoint deadline) = 0;
  virtual sim::Task<ClaimReply<SendAnswer>> send(ClaimCaller caller, ClaimUpload upload,
                                                 sim::TimePoint deadline) = 0;
  virtual sim::Task<ClaimReply<StatusAnswer>> status(ClaimCaller caller, std::chrono::year_month month,
                                                     sim::TimePoint deadline) = 0;
  virtual sim::Task<ClaimReply<ListAnswer>> list(ClaimCaller caller, ListRequest request,
                                                 sim::TimePoint deadline) = 0;
  virtual sim::Task<ClaimReply<ClaimOutcome>> decide(ClaimCaller caller, ClaimDecision decision,
                                                     sim::TimePoint deadline) = 0;
  // The clerk does other work: nothing needs to be kept open meanwhile. The session stands.
  virtual void leave(ClaimCaller caller) { static_cast<void>(caller); }
};

}  // namespace kazasu::claims
