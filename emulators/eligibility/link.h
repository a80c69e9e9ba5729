// The network between a caller and a service, as the scenario describes it.
#pragma once

#include <cstdint>

#include "sim/distribution.h"

namespace kazasu::eligibility {

enum class ConnectionPolicy : std::uint8_t { kKept, kNew };
enum class TlsPolicy : std::uint8_t { kFull, kResume };

// The latency is added by the harness on both clocks, on top of what the real path takes.
struct Link {
  sim::Distribution latency;  // one way
  ConnectionPolicy connection = ConnectionPolicy::kKept;
  TlsPolicy tls = TlsPolicy::kFull;
};
struct Links {
  Link page;         // the nurse's device to マイナ在宅受付Web
  Link app;          // the same device's マイナポータル leg
  Link closed_line;  // the station's back office
};

}  // namespace kazasu::eligibility
