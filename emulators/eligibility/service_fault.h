// What shall go wrong at the eligibility system, as rules that are one line of text each.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

#include "emulators/identity/population.h"
#include "sim/calendar.h"
#include "sim/distribution.h"

namespace kazasu::eligibility {

enum class FaultEffect : std::uint8_t {
  kDelay,           // the answer comes later
  kDrip,            // the answer's bytes trickle
  kBusy,            // refused with the outcome busy: nothing is recorded
  kMaintenance,     // the same for a window
  kStatus,          // an HTTP status 500 to 599 without an answer of the protocol: nothing is recorded
  kReset,           // the connection is reset before the request has any effect
  kTruncate,        // the work is done and the answer breaks off in the middle
  kMalform,         // the work is done and the answer is not of the protocol
  kLineLost,        // the closed line is not authenticated any more: its requests are reset
  kStationRevoked,  // the station's certificate is revoked: no handshake and no request
  kCardRevoked,     // the card's certificate is revoked
  kOcspDown,        // the certificate status responder does not answer
  kOcspSlow,        // it answers late
  kOcspExpired,     // its own certificate has expired
};

// What a request asks for. Virtual time fetches no kPage, the Web page itself, and no kVisit, its questions
// after what became of a visit. The last five are those of the payers' claims line.
enum class FaultOperation : std::uint8_t {
  kPage,
  kConsent,
  kAuthentication,
  kNotices,
  kInquiry,
  kReInquiry,
  kCancellation,
  kBulkRequest,
  kBulkResult,
  kMedicalData,
  kActivation,
  kSettings,
  kQualification,
  kReferenceNumber,
  kVisit,
  kClaimLogin,
  kClaimSend,
  kClaimStatus,
  kClaimList,
  kClaimDecision,
};
inline constexpr std::size_t kFaultOperations = 20;
inline constexpr auto kFaultOperationNames = std::array<std::string_view, kFaultOperations>{
    "page",        "consent",      "authentication", "notices",          "inquiry",
    "re_inquiry",  "cancellation", "bulk_request",   "bulk_result",      "medical_data",
    "activation",  "settings",     "qualification",  "reference_number", "visit",
    "claim_login", "claim_send",   "claim_status",   "claim_list",       "claim_decision"};
inline constexpr auto kInternetOperations = std::uint32_t{0b100010000000111};
inline constexpr auto kClosedLineOperations = std::uint32_t{0b011101111111000};
inline constexpr auto kClaimsOperations = std::uint32_t{0b11111} << 15U;

// Both ends included.
struct FaultRange {
  std::uint64_t first = 0;
  std::uint64_t last = std::numeric_limits<std::uint64_t>::max();
  bool contains(std::uint64_t value) const { return value >= first && value <= last; }
  bool operator==(FaultRange const&) const = default;
};

enum class FaultTiming : std::uint8_t { kConstant, kUniform, kExponential, kLogNormal };
struct FaultTime {
  FaultTiming timing = FaultTiming::kConstant;
  sim::Duration first{};          // the value, the lower end, the mean or the median
  sim::Duration second{};         // the upper end of kUniform
  std::uint32_t sigma_milli = 0;  // of kLogNormal, in thousandths
  bool operator==(FaultTime const&) const = default;
};
sim::Distribution distribution_of(FaultTime const& time);

struct FaultRule {
  FaultEffect effect = FaultEffect::kDelay;
  FaultTime time = {};                                              // kDelay, kDrip, kOcspSlow
  int http_status = 0;                                              // kStatus
  std::uint32_t operations = 0xFFFF'FFFF;                           // bit n: FaultOperation n
  std::optional<FaultRange> stations = {};                          // nothing: every one
  std::optional<FaultRange> people = {};                            // nothing: every one, and nobody known
  std::string session = {};                                         // the beginning of a visit's session
  std::optional<sim::Instant> from = {};                            // calendar time, included
  std::optional<sim::Instant> until = {};                           // not included
  std::uint32_t share_ppm = 1'000'000;                              // of what all of that fits
  std::uint64_t first = std::numeric_limits<std::uint64_t>::max();  // strikes no more often
  bool first_of_each_station = false;                               // `first` counts for each station

  bool operator==(FaultRule const&) const = default;
  bool concerns(FaultOperation operation) const {
    return (operations >> static_cast<unsigned>(operation) & 1U) != 0;
  }
  bool stands(sim::Instant now) const { return (!from || now >= *from) && (!until || now < *until); }
};

// "delay 1s to 3s on inquiry station 0-99 share 10 %", "busy on authentication first 3 each station",
// "maintenance until 2024-12-02T09:30:00+09:00"; the grammar is in docs/protocols/faults.md. `origin` is what
// "+10s" counts from. Throws std::invalid_argument that says what was found, what was expected and the
// nearest right word.
FaultRule parse_service_fault(std::string_view text, sim::Instant origin);
// What parse_service_fault() reads back as the same rule, whatever the origin.
std::string text_of(FaultRule const& rule);
std::string_view name_of(FaultEffect effect);
std::string_view name_of(FaultOperation operation);

// True for effects that are decided per card, not per request.
constexpr bool is_of_card_status(FaultEffect effect) {
  return effect >= FaultEffect::kCardRevoked;
}

}  // namespace kazasu::eligibility
