// The window in front of both payers' systems: a gateway that passes each request to one of its workers.
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <vector>

#include "sim/calendar.h"
#include "sim/distribution.h"
#include "sim/random.h"

namespace kazasu::claims {

// The real system's figures are not public: all are ours, and inputs. Times are of the calendar.
struct FrontModel {
  std::uint32_t workers = 50;  // requests under way at a time, first come first served
  sim::Distribution service = sim::Distribution::exponential(std::chrono::milliseconds{1'600});
  std::uint32_t longest_queue = 8'000;  // requests that wait; one more is turned away
  // From a request's coming to its answer. Then the client is told so, and the work goes on unasked for.
  std::chrono::milliseconds time_out{60'000};
  // In parts per million: requests that time out while they wait and that the gateway takes out of the queue,
  // so that no worker does them.
  std::uint32_t given_up_ppm = 700'000;
};

struct FrontFault {
  enum class Kind : std::uint8_t {
    kClosed,    // turns everything away
    kDegraded,  // has `workers` left
  };
  Kind kind = Kind::kClosed;
  sim::Instant from;
  sim::Instant to;
  std::uint32_t workers = 1;  // of kDegraded, at least 1
};

enum class FrontOutcome : std::uint8_t {
  kServed,
  kTimedOut,    // 504
  kTurnedAway,  // 503
};

struct FrontAnswer {
  FrontOutcome outcome = FrontOutcome::kServed;
  sim::Instant answered_at{};        // when the client has its answer
  std::chrono::milliseconds wait{};  // in the queue; of a request turned away, that it would have had
};

// It has no clock: requests are entered in the order of `now`. A request that timed out has done nothing at
// the payer's system (its transaction ends with its connection), even where a worker did it.
class ClaimsFront {
 public:
  // Throws std::invalid_argument without a worker or a time-out, or for a fault that ends before it begins or
  // leaves no worker.
  ClaimsFront(FrontModel model, std::vector<FrontFault> faults, std::uint64_t seed);

  FrontAnswer enter(sim::Instant now);
  // Requests in the queue.
  std::size_t waiting(sim::Instant now);
  // How long a request that came now would wait.
  std::chrono::milliseconds wait(sim::Instant now);
  // Requests that workers did after their time-out.
  std::uint64_t wasted() const { return wasted_; }

 private:
  struct Worker {
    sim::Instant free;
    std::uint32_t number = 0;
    bool operator>(Worker const& other) const {
      return free != other.free ? free > other.free : number > other.number;
    }
  };
  bool is_closed(sim::Instant now) const;
  // Brings the worker that is free first to the top of the heap, at or after `now`.
  sim::Instant next_beginning(sim::Instant now);

  FrontModel model_;
  std::vector<FrontFault> faults_;   // by beginning
  std::vector<Worker> workers_;      // a heap, free first
  std::deque<sim::Instant> begins_;  // of requests that wait, in order
  sim::RandomStream random_;
  std::uint64_t wasted_ = 0;
};

}  // namespace kazasu::claims
