// Answers certificate status requests (RFC 6960) in DER. No socket here.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "emulators/eligibility/responder_rules.h"
#include "emulators/identity/tls_certificate.h"
#include "sim/calendar.h"

namespace kazasu::adapters {

struct OcspResponderOptions {
  identity::CertifiedKey const& card_ca;  // whose certificates are spoken of; its key is not used
  identity::CertifiedKey signer;          // delegated by the card CA
  identity::CertifiedKey expired_signer;  // the same, expired
  // From thisUpdate to nextUpdate. Zero: no nextUpdate, newer information is available all the time (RFC
  // 6960, 4.2.2.1).
  std::chrono::seconds validity{60};
};

struct OcspAnswer {
  std::string der;
  bool answers = true;  // false: nothing may be sent
  sim::Duration delay{};
};

struct OcspResponderCounters {
  std::uint64_t requests = 0;
  std::uint64_t refused = 0;  // answered with an error of RFC 6960, 2.3
  std::uint64_t signed_answers = 0;
  std::uint64_t kept_answers = 0;  // signed earlier and used again
};

// Of one thread. An answer is signed once and kept until its nextUpdate, unless the request has a nonce or
// asks about several certificates, or what it says has changed meanwhile.
class OcspResponder {
 public:
  // Ours: a request that asks about more certificates is malformed.
  static constexpr int kMostCertificates = 32;
  static constexpr std::size_t kMostKept = 20'000;

  // Keeps shares of the certificates and keys; the rules must outlive the responder.
  OcspResponder(OcspResponderOptions const& options, eligibility::ResponderRules const& rules);
  ~OcspResponder();
  OcspResponder(OcspResponder const&) = delete;
  OcspResponder& operator=(OcspResponder const&) = delete;

  // Never throws for what a request holds: that is malformedRequest, or unauthorized for certificates of
  // another CA. A certificate with a serial of more than four bytes is unknown.
  OcspAnswer answer(std::string_view request, sim::Instant now);
  // The answer to what is not even a request.
  OcspAnswer refuse_malformed();
  OcspResponderCounters const& counters() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace kazasu::adapters
