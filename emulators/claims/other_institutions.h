// The institutions that share the window with the stations, as background load: each logs in, sends to both
// payers, asks for the lists, corrects and confirms, and tries again when a request fails.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <span>
#include <vector>

#include "emulators/claims/asp_queue.h"
#include "emulators/claims/claim_windows.h"
#include "emulators/claims/claims_front.h"
#include "emulators/claims/claims_series.h"
#include "emulators/claims/office_hours.h"
#include "emulators/claims/retry_policy.h"
#include "emulators/claims/send.h"
#include "emulators/claims/send_shape.h"
#include "sim/calendar.h"
#include "sim/distribution.h"
#include "sim/engine.h"

namespace kazasu::claims {

// While it lasts, a payer's ASP answers with errors that are none (May 2022): the list is of no use and the
// file has to be sent again. A list is wrong when it was made in that time.
struct WrongErrors {
  Payer payer = Payer::kFederation;
  sim::Instant from;
  sim::Instant to;
};

struct InstitutionKind {
  std::uint32_t count = 0;
  std::uint32_t receipts = 0;  // of a file to one payer, on average; ours
};

// Counts: online claimants of March 2023 (支払基金). Everything else is ours, and an input.
struct OtherInstitutionsSettings {
  InstitutionKind medical{.count = 74'524, .receipts = 500};
  InstitutionKind dental{.count = 22'647, .receipts = 150};
  InstitutionKind pharmacy{.count = 59'295, .receipts = 500};
  SendShapeSettings shape;  // its month is the month of the claim
  OfficeHours office;
  RetryPolicy retries;
  std::vector<WrongErrors> wrong_errors = {};
  sim::Distribution think = sim::Distribution::uniform(std::chrono::seconds{10}, std::chrono::seconds{60});
  // From a send, or from a list that was not ready, to the next look.
  sim::Distribution look_after = sim::Distribution::uniform(std::chrono::minutes{10}, std::chrono::minutes{20});
  std::uint32_t corrects_ppm = 50'000;  // files that are corrected and sent again
  sim::Distribution correct_after =
      sim::Distribution::uniform(std::chrono::minutes{20}, std::chrono::minutes{60});
  // A login is good for so long after the last answer.
  std::chrono::milliseconds session{1'200'000};
  // When the client gave up: the clerk does other work, and comes back if there is time on that day.
  sim::Distribution come_back_after =
      sim::Distribution::uniform(std::chrono::minutes{60}, std::chrono::minutes{180});
  std::uint64_t seed = 1;
};

// The system that they share with the stations. Both queues may be the same one.
struct SharedClaimsSystem {
  ClaimsFront& front;
  AspQueue& fund_asp;
  AspQueue& federation_asp;
  ClaimWindows const& windows;
};

// A send is received once its upload was answered, as in ClaimsDesk: what stands at the deadline is confirmed
// by the system, lists that are not ready included. An institution is received when its sends to both payers
// are; one whose list is wrong is not until it has sent that file again.
class OtherInstitutions {
 public:
  // All must outlive the run. Throws std::invalid_argument for settings that cannot work.
  OtherInstitutions(sim::Engine& engine, sim::Calendar const& calendar, SharedClaimsSystem system,
                    OtherInstitutionsSettings settings);

  // Spawns the processes: one that lets each institution begin when it means to, one that samples the queues.
  // They end by themselves when the window does.
  void start();

  std::uint32_t institutions() const { return static_cast<std::uint32_t>(meant_.size()); }
  ClaimsSeries const& series() const { return series_; }
  // So far; `unreceived` and what follows from it are right once the run is past the deadline.
  ClaimsTotals totals() const;
};

}  // namespace kazasu::claims
