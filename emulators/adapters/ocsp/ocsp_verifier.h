// Asks for and judges certificate status answers (RFC 6960, 3.2) on the side of the eligibility system. No
// socket here.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "emulators/eligibility/certificate_status.h"
#include "sim/calendar.h"

namespace kazasu::adapters {

// What became of an answer.
enum class OcspTrust : std::uint8_t {
  kTrusted,
  kMalformed,         // not one OCSP response of the basic kind
  kError,             // an error of RFC 6960, 2.3: malformedRequest, tryLater, ...
  kOtherCertificate,  // nothing about the certificate that was asked about
  kNotDelegated,      // the signer is neither the CA nor holds id-kp-OCSPSigning from it
  kSignerExpired,     // or not yet valid
  kBadSignature,
  kNotCurrent,  // before thisUpdate, or nextUpdate is over
};
inline constexpr auto kOcspTrusts = static_cast<std::size_t>(OcspTrust::kNotCurrent) + 1;
std::string_view name_of(OcspTrust trust);  // "trusted", "signer_expired", ...

struct OcspJudgement {
  OcspTrust trust = OcspTrust::kMalformed;
  eligibility::StatusAnswer answer;  // kNoStatus unless trusted
};

// Of one thread: the last signer found good is remembered.
class OcspVerifier {
 public:
  // Ours: how far thisUpdate may lie ahead, and how old an answer without nextUpdate may be. There is no
  // nonce in our requests (RFC 5019, 4), so an old answer must not be taken for a new one.
  static constexpr auto kAhead = std::chrono::seconds{5};
  static constexpr auto kOldest = std::chrono::seconds{60};

  // Throws std::runtime_error unless `card_ca_pem` is one certificate.
  explicit OcspVerifier(std::string_view card_ca_pem);
  ~OcspVerifier();
  OcspVerifier(OcspVerifier const&) = delete;
  OcspVerifier& operator=(OcspVerifier const&) = delete;

  // A request for one certificate, without nonce and signature, in DER.
  std::string request_for(std::uint32_t serial) const;
  // All dates are judged at `now`, calendar time.
  OcspJudgement judge(std::string_view response, std::uint32_t serial, sim::Instant now);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace kazasu::adapters
