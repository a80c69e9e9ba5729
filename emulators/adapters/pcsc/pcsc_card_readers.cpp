#include "emulators/adapters/pcsc/pcsc_card_readers.h"

#include <algorithm>
#include <deque>
#include <optional>
#include <stdexcept>
#include <utility>

#include "emulators/adapters/pcsc/pcsc_lane.h"
#include "emulators/terminal/stepwise_reader.h"
#include "sim/realtime.h"
#include "sim/resource.h"

namespace kazasu::adapters {

namespace {

using terminal::CardAnswer;
using terminal::CardResult;
using terminal::CardStep;

// A step without a deadline is waited for that long by the reader's thread; the terminal waits on.
constexpr auto kLongestStep = std::chrono::hours{24};

CardAnswer timed_out() {
  return CardAnswer{.result = CardResult::kTimedOut, .data = {}};
}

// One step on its way through a lane, as the terminal's coroutine waits for it. The step may outlive the
// wait: the deadline came first, or the coroutine was destroyed.
class StepAwaiter {
 public:
  StepAwaiter(sim::Engine& engine, PcscLane& lane, LaneStep step, sim::TimePoint deadline)
      : engine_(engine),
        lane_(lane),
        deadline_(deadline),
        step_(std::make_shared<LaneStep>(std::move(step))) {}
  StepAwaiter(StepAwaiter const&) = delete;
  StepAwaiter& operator=(StepAwaiter const&) = delete;
  ~StepAwaiter() { forget(); }

  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> handle) {
    waiting_->handle = handle;
    if (deadline_ != sim::kNever) waiting_->timer = engine_.schedule_cancellable(deadline_, handle);
    step_->done = [waiting = waiting_, &engine = engine_] { waiting->served(engine); };
    lane_.take(step_);
  }
  CardAnswer await_resume() {
    auto const in_time = waiting_->is_served;
    forget();
    if (!in_time) return timed_out();
    if (step_->failed) std::rethrow_exception(step_->failed);
    return std::move(step_->answer);
  }

 private:
  // On the engine's thread alone, unlike the step.
  struct Waiting {
    std::coroutine_handle<> handle;
    sim::EventKey timer;
    bool is_served = false;

    void served(sim::Engine& engine) {
      if (!handle) return;
      engine.cancel(timer);
      is_served = true;
      engine.schedule(engine.now(), std::exchange(handle, nullptr));
    }
  };
  void forget() {
    if (!std::exchange(waiting_->handle, nullptr)) return;
    engine_.cancel(waiting_->timer);
  }

  sim::Engine& engine_;
  PcscLane& lane_;
  sim::TimePoint deadline_;
  std::shared_ptr<LaneStep> step_;
  std::shared_ptr<Waiting> waiting_ = std::make_shared<Waiting>();
};

// The readers of a run and who has which. Shared with the taps, which may be destroyed after the source: a
// run that ends early drops its coroutines then.
class ReaderPool : public std::enable_shared_from_this<ReaderPool> {
 public:
  ReaderPool(sim::Realtime& realtime, PcscReaderParts parts)
      : realtime_(realtime), idle_(realtime.engine, parts.readers.size()) {
    for (auto& reader : parts.readers) {
      auto const number = static_cast<std::uint32_t>(seats_.size());
      seats_.push_back({std::make_unique<PcscLane>(
          realtime,
          LaneParts{.number = number, .reader = std::move(reader), .hand = parts.hand, .sink = parts.sink})});
      free_.push_back(number);
    }
  }

  sim::Realtime& realtime() { return realtime_; }
  auto wait_for_reader(sim::TimePoint deadline) { return idle_.acquire_until(deadline); }
  std::size_t take_seat(sim::Lease lease) {
    auto const seat = free_.front();
    free_.pop_front();
    seats_[seat].lease = std::move(lease);
    return seat;
  }
  PcscLane& lane(std::size_t seat) { return *seats_.at(seat).lane; }
  void give_back(std::size_t seat) {
    if (seats_.empty()) return;  // closed
    lane(seat).finish([weak = weak_from_this(), seat] {
      auto const pool = weak.lock();
      if (!pool || pool->seats_.empty()) return;
      pool->free_.push_back(seat);
      pool->seats_[seat].lease = {};
    });
  }
  void close() {
    for (auto const& seat : seats_) seat.lane->stop();
    free_.clear();
    seats_.clear();
  }

 private:
  struct Seat {
    std::unique_ptr<PcscLane> lane;
    sim::Lease lease{};
  };

  sim::Realtime& realtime_;
  sim::Resource idle_;
  std::deque<std::size_t> free_;  // the one that has been free longest comes first
  std::vector<Seat> seats_;
};

class PcscCardReader final : public terminal::StepwiseReader {
 public:
  PcscCardReader(std::shared_ptr<ReaderPool> pool, identity::PersonIndex person)
      : pool_(std::move(pool)), person_(person) {}
  ~PcscCardReader() override {
    if (seat_) pool_->give_back(*seat_);
  }
  PcscCardReader(PcscCardReader const&) = delete;
  PcscCardReader& operator=(PcscCardReader const&) = delete;

 private:
  sim::Task<CardAnswer> perform(CardStep step, std::string argument, sim::TimePoint deadline) override {
    auto& engine = pool_->realtime().engine;
    if (engine.now() > deadline) co_return timed_out();
    if (!seat_ && step != CardStep::kActivate) {
      throw std::logic_error("a card reader was used before activate()");
    }
    if (!seat_) {
      auto lease = co_await pool_->wait_for_reader(deadline);
      if (!lease) co_return timed_out();
      seat_ = pool_->take_seat(std::move(lease));
    }
    auto const latest = std::min(deadline, sim::saturating_add(engine.now(), kLongestStep));
    auto to_take = LaneStep{.person = person_,
                            .step = step,
                            .argument = std::move(argument),
                            .deadline = pool_->realtime().clock.to_wall(latest),
                            .done = {}};
    auto awaiter = StepAwaiter{engine, pool_->lane(*seat_), std::move(to_take), deadline};
    auto answer = co_await awaiter;
    if (engine.now() > deadline) co_return timed_out();
    co_return std::move(answer);
  }

  std::shared_ptr<ReaderPool> pool_;
  identity::PersonIndex person_;
  std::optional<std::size_t> seat_;
};

class PcscCardReaders final : public terminal::CardReaderSource {
 public:
  PcscCardReaders(sim::Realtime& realtime, PcscReaderParts parts)
      : pool_(std::make_shared<ReaderPool>(realtime, std::move(parts))) {}
  ~PcscCardReaders() override { pool_->close(); }
  PcscCardReaders(PcscCardReaders const&) = delete;
  PcscCardReaders& operator=(PcscCardReaders const&) = delete;

  std::unique_ptr<terminal::CardReader> tap(identity::PersonIndex person, std::uint64_t) override {
    return std::make_unique<PcscCardReader>(pool_, person);
  }

 private:
  std::shared_ptr<ReaderPool> pool_;
};

}  // namespace

std::unique_ptr<terminal::CardReaderSource> make_pcsc_card_readers(sim::Realtime& realtime,
                                                                   PcscReaderParts parts) {
  if (parts.readers.empty()) throw std::invalid_argument("taps over PC/SC need at least one reader");
  return std::make_unique<PcscCardReaders>(realtime, std::move(parts));
}

}  // namespace kazasu::adapters
