// Where the parts of a server's work end. The domain has no clock: whoever calls it measures.
#pragma once

#include <cstdint>

namespace kazasu::eligibility {

enum class ServerStage : std::uint8_t { kSignature, kStatus, kRegistration, kLookup };

struct StageMeter {
  virtual ~StageMeter() = default;
  // The work since the last call (or since the request began) belonged to `stage`.
  virtual void lap(ServerStage stage) = 0;
};

// For callers that model the time instead of measuring it.
struct NoMeter final : StageMeter {
  void lap(ServerStage) override {}
};

}  // namespace kazasu::eligibility
