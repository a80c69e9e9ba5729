// 受付・事務点検ASP as a queue: checks wait for a server, and the answer is ready when one has done them.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/calendar.h"

namespace kazasu::claims {

// The real system's capacity is not public: all figures are ours. Normally an answer takes about a quarter of
// an hour, most of which is `fixed` and not work.
struct AspModel {
  std::uint32_t servers = 4;
  std::chrono::milliseconds fixed{};        // beside the queue: transfer, lists
  std::chrono::microseconds per_file{};     // of a server's work
  std::chrono::microseconds per_receipt{};  // the same
};

struct AspFault {
  enum class Kind : std::uint8_t {
    kOneServer,    // the load balancer sends everything to one server (April 2022)
    kStopped,      // none begins anything; what was begun is finished (May 2022)
    kWrongErrors,  // lists that are made in it name errors that are none (May 2022)
  };
  Kind kind = Kind::kStopped;
  sim::Instant from;
  sim::Instant to;
};

// First come, first served. It has no clock: jobs are entered in the order of `now`.
class AspQueue {
 public:
  // Throws std::invalid_argument without a server, or for a fault that ends before it begins.
  AspQueue(AspModel const& model, std::vector<AspFault> faults);

  // When the list of a file that came now is ready.
  sim::Instant enter(sim::Instant now, std::uint32_t receipts);
  // Whether a list that was made then names errors that are none.
  bool is_wrong(sim::Instant ready) const;
  // For files that come from now on. Throws as the constructor does.
  void add_fault(AspFault const& fault);
  void clear_faults() { faults_.clear(); }
  std::vector<AspFault> const& faults() const { return faults_; }
  // Files that came and are not ready at `now`.
  std::size_t waiting(sim::Instant now) const;
  // As if nothing had come.
  void clear();

 private:
  using Time = std::chrono::time_point<sim::CalendarClock, std::chrono::microseconds>;
  // The first time from `from` on at which that server may begin a file.
  Time may_begin(std::size_t server, Time from) const;

  AspModel model_;
  std::vector<AspFault> faults_;     // by beginning
  std::vector<Time> free_;           // of each server
  std::vector<sim::Instant> ready_;  // a heap, earliest first
};

}  // namespace kazasu::claims
