// The eligibility system's server as virtual time sees it; in real time the real server takes its place.
#pragma once

#include <cstdint>

#include "sim/distribution.h"

namespace kazasu::eligibility {

struct ServiceModel {
  std::uint32_t workers = 2;
  sim::Distribution handshake;   // work of a full TLS handshake, both ends
  sim::Distribution resumption;  // the same for a resumed session
  sim::Distribution consent;     // storing the consents and making a nonce
  sim::Distribution signature;
  sim::Distribution status;  // chain and expiry
  sim::Distribution registration;
  sim::Distribution lookup;
};

}  // namespace kazasu::eligibility
