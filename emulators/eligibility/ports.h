// How a terminal and a back office reach the eligibility system, over either clock.
#pragma once

#include <cstdint>

#include "emulators/eligibility/messages.h"
#include "sim/task.h"
#include "sim/time.h"

namespace kazasu::eligibility {

enum class Delivery : std::uint8_t {
  kDelivered,      // an answer came; it may still be a refusal
  kTimedOut,       // nothing complete by the deadline
  kUnreachable,    // no connection, or it broke
  kNotUnderstood,  // an answer came that is not of this protocol
};

// The server's own account of an exchange (its Server-Timing header; the model in virtual time).
struct ServerShare {
  sim::Duration queue{};
  sim::Duration signature{};
  sim::Duration status{};        // chain and expiry
  sim::Duration registration{};  // also the storing of consent
  sim::Duration lookup{};
  sim::Duration total() const { return queue + signature + status + registration + lookup; }
};

// One exchange as its caller saw it. `connect` + `exchange` is the whole time the call took.
template <class Answer>
struct Reply {
  Delivery delivery = Delivery::kUnreachable;
  Answer answer{};           // meaningful when delivered
  sim::Duration connect{};   // TCP and TLS; zero on a kept connection
  sim::Duration exchange{};  // from the first byte sent to the whole answer read
  ServerShare server{};      // never more than `exchange` in total
  bool new_connection = false;
  bool resumed = false;  // the new connection resumed a TLS session
};

// Which device calls: connections, TLS sessions and credentials belong to it.
struct Caller {
  identity::StationIndex station = 0;
};

// The internet channel: server TLS, the institution's own URL.
struct ReceptionPort {
  virtual ~ReceptionPort() = default;
  virtual sim::Task<Reply<ConsentAnswer>> submit_consent(Caller caller, ConsentRequest request,
                                                         sim::TimePoint deadline) = 0;
  virtual sim::Task<Reply<Registration>> authenticate(Caller caller, AuthenticationRequest request,
                                                      sim::TimePoint deadline) = 0;
};

// The closed line: mutual TLS with the station's certificate.
struct EligibilityPort {
  virtual ~EligibilityPort() = default;
  virtual sim::Task<Reply<NoticeAnswer>> notices(Caller caller, NoticeRequest request,
                                                 sim::TimePoint deadline) = 0;
  virtual sim::Task<Reply<InquiryAnswer>> inquire(Caller caller, InquiryRequest request,
                                                  sim::TimePoint deadline) = 0;
};

}  // namespace kazasu::eligibility
