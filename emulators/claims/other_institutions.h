// The institutions that share the window with the stations, as background load: each logs in, sends to both
// payers, asks for the lists, corrects and confirms, and tries again when a request fails.
#pragma once

#include <array>
#include <chrono>
#include <compare>
#include <cstddef>
#include <cstdint>
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
#include "sim/task.h"

namespace kazasu::claims {

struct InstitutionKind {
  std::uint32_t count = 0;
  std::uint32_t receipts = 0;  // of a file to one payer, on average; ours
};

// Counts: online claimants of March 2023 (支払基金). Everything else is ours, and an input.
struct OtherInstitutionsSettings {
  InstitutionKind medical{.count = 74'524, .receipts = 450};
  InstitutionKind dental{.count = 22'647, .receipts = 250};
  InstitutionKind pharmacy{.count = 59'295, .receipts = 400};
  SendShapeSettings shape;  // its month is the month of the claim
  OfficeHours office;
  RetryPolicy retries{.most_retries = 5};
  sim::Distribution think = sim::Distribution::uniform(std::chrono::seconds{10}, std::chrono::seconds{60});
  // From a send to the first look at its list, and from one that was not ready to the next look.
  sim::Distribution look_after =
      sim::Distribution::uniform(std::chrono::minutes{10}, std::chrono::minutes{20});
  sim::Distribution look_again = sim::Distribution::uniform(std::chrono::minutes{4}, std::chrono::minutes{8});
  // Institutions that send to the second payer when they are done with the first; the others send to both at
  // once. Which payer is first is drawn.
  std::uint32_t one_by_one_ppm = 750'000;
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
// are; one whose list names errors that are none is not until it has sent that file again.
class OtherInstitutions {
 public:
  // All must outlive the run. Throws std::invalid_argument for settings that cannot work.
  OtherInstitutions(sim::Engine& engine, sim::Calendar const& calendar, SharedClaimsSystem system,
                    OtherInstitutionsSettings settings);

  OtherInstitutions(OtherInstitutions const&) = delete;
  OtherInstitutions& operator=(OtherInstitutions const&) = delete;

  // Spawns the processes: one that lets each institution begin when it means to, one that samples the queues.
  // They end by themselves when the window does.
  void start();

  std::uint32_t institutions() const { return static_cast<std::uint32_t>(meant_.size()); }
  ClaimsSeries const& series() const { return series_; }
  // So far; `unreceived` and what follows from it are right once the run is past the deadline.
  WindowTotals totals() const;

 private:
  static constexpr std::size_t kPayers = 2;
  enum class Step : std::uint8_t { kSend, kLook, kTakeList, kConfirm, kDone };
  enum class Asked : std::uint8_t { kAnswered, kGaveUp, kLoggedOut };
  // What an institution has to do at a payer.
  struct Errand {
    Step step = Step::kSend;
    bool received = false;
    bool wrong = false;      // its list
    sim::Instant due{};      // not before
    sim::Instant session{};  // logged in until
    sim::Instant ready{};    // its list
  };
  struct Clerk;

  sim::Task<void> begin_all();
  sim::Task<void> sample();
  sim::Task<void> work(std::uint32_t number);
  // One sitting at a payer. False when the client gave up.
  sim::Task<bool> attend(Clerk& clerk, Payer payer);
  // One request with its retries. Logged out only with a session.
  sim::Task<Asked> ask(Clerk& clerk, sim::Instant const* session);
  // The step that was answered; true when the sitting goes on.
  bool take_step(Clerk& clerk, Payer payer);
  void send(Clerk& clerk, Payer payer);
  // When the clerk sits down next; the window's end when never.
  sim::Instant next_sitting(Clerk& clerk, bool gave_up);

  sim::Instant now() const { return calendar_.at(engine_.now()); }
  auto sleep_until(sim::Instant instant) { return engine_.sleep_until(calendar_.when(instant)); }
  auto think(Clerk& clerk);
  AspQueue& asp(Payer payer) { return payer == Payer::kFund ? system_.fund_asp : system_.federation_asp; }
  bool is_last_day(std::chrono::year_month_day day) const;
  std::size_t kind_of(std::uint32_t number) const;

  sim::Engine& engine_;
  sim::Calendar const& calendar_;
  SharedClaimsSystem system_;
  OtherInstitutionsSettings settings_;
  sim::Instant deadline_;  // 24:00 on the 10th
  sim::Instant end_;       // of the extension, where there is one
  std::array<InstitutionKind, 3> kinds_;
  std::array<Retries, 3> retries_;
  struct Beginning {
    sim::Instant meant;
    std::uint32_t number = 0;
    auto operator<=>(Beginning const&) const = default;
  };
  std::vector<Beginning> meant_;  // by time
  ClaimsSeries series_;
  std::uint32_t begun_ = 0;
  std::uint32_t by_deadline_ = 0;
  std::uint32_t later_ = 0;
  std::uint32_t confirmed_ = 0;
};

}  // namespace kazasu::claims
