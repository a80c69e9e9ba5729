// What the session of one file yields: the stream that the figures of a claims run are folded from.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

#include "emulators/claims/claim_outcome.h"
#include "emulators/claims/send.h"
#include "emulators/identity/population.h"
#include "sim/calendar.h"
#include "sim/time.h"

namespace kazasu::scenarios {

enum class ClaimEnd : std::uint8_t {
  kConfirmed,    // received by the deadline and confirmed by the station
  kBySystem,     // received by the deadline, for the system to confirm
  kInExtension,  // received while the operator still let stations send
  kUnreceived,
  kRefused,  // the payer's system will not have it: a mistake of the scenario, not of the day
};
inline constexpr auto kClaimEnds = std::array<std::string_view, 5>{
    "confirmed", "confirmed_by_system", "received_in_extension", "unreceived", "refused"};

enum class ClaimStep : std::uint8_t { kLogIn, kUpload, kCheck, kConfirm };
inline constexpr auto kClaimSteps = std::array<std::string_view, 4>{"log_in", "upload", "check", "confirm"};

// Instants and durations are of the calendar.
struct ClaimRecord {
  identity::StationIndex station = 0;
  claims::Payer payer = claims::Payer::kFund;
  sim::TimePoint intended;  // of the run
  sim::TimePoint began;
  sim::TimePoint ended;
  sim::Instant meant;
  std::optional<sim::Instant> received = {};  // of the send that stands
  ClaimEnd end = ClaimEnd::kUnreceived;
  claims::ClaimOutcome refusal = claims::ClaimOutcome::kAccepted;  // of kRefused
  std::uint32_t sends = 0;
  std::uint32_t corrected = 0;  // of those
  std::uint32_t cancelled = 0;
  std::uint32_t requests = 0;
  std::uint32_t retries = 0;     // of those
  std::uint32_t no_answers = 0;  // of those, for reasons of the line and not of the window
  claims::ReceiptCounts counts{};
  std::uint32_t claimed = 0;
  // The first time each step succeeded: from its first try, or for `check` from the upload.
  std::array<std::optional<std::chrono::milliseconds>, kClaimSteps.size()> steps = {};
};

}  // namespace kazasu::scenarios
