#include "sim/engine.h"

#include <algorithm>
#include <utility>

namespace kazasu::sim {

// The promise of a spawned process: unlinks and frees itself when the body ends.
struct Engine::ProcessPromise {
  ProcessPromise(Engine& owner, Task<void>&) : engine(owner) {
    next = engine.first_;
    if (next != nullptr) next->previous = this;
    engine.first_ = this;
    ++engine.live_;
  }
  ~ProcessPromise() {
    if (previous != nullptr) {
      previous->next = next;
    } else {
      engine.first_ = next;
    }
    if (next != nullptr) next->previous = previous;
    --engine.live_;
  }
  ProcessPromise(ProcessPromise const&) = delete;
  ProcessPromise& operator=(ProcessPromise const&) = delete;

  Process get_return_object() noexcept;
  std::suspend_always initial_suspend() const noexcept { return {}; }
  std::suspend_never final_suspend() const noexcept { return {}; }
  void return_void() const noexcept {}
  void unhandled_exception() noexcept {
    if (!engine.failure_) engine.failure_ = std::current_exception();
  }

  Engine& engine;
  ProcessPromise* previous = nullptr;
  ProcessPromise* next = nullptr;
};

struct Engine::Process {
  using promise_type = ProcessPromise;
  std::coroutine_handle<ProcessPromise> handle;
};

Engine::Process Engine::ProcessPromise::get_return_object() noexcept {
  return {std::coroutine_handle<ProcessPromise>::from_promise(*this)};
}

Engine::~Engine() {
  drop_processes();
}

void Engine::drop_processes() {
  while (first_ != nullptr) std::coroutine_handle<ProcessPromise>::from_promise(*first_).destroy();
}

Engine::Process Engine::run_process(Task<void> body) {
  co_await std::move(body);
}

void Engine::spawn(Task<void> process) {
  schedule(now_, run_process(std::move(process)).handle);
}

RunStatus Engine::run_until(TimePoint end) {
  stopping_ = false;
  while (live_ > 0) {
    auto const due = std::min(events_.next_due(), end);
    if (due == kNever && !synchronizer_.can_be_woken()) return RunStatus::kStalled;
    // Read even when something is due already, so that outside events are never starved.
    now_ = std::max(now_, synchronizer_.advance_to(due));
    dispatch_due_events();
    if (failure_) std::rethrow_exception(std::exchange(failure_, nullptr));
    if (stopping_) return RunStatus::kStopped;
    if (now_ >= end && events_.next_due() > now_) return RunStatus::kReachedEnd;
  }
  return RunStatus::kAllDone;
}

void Engine::dispatch_due_events() {
  while (!failure_ && !stopping_) {
    auto* const address = events_.pop_due(now_);
    if (address == nullptr) return;
    std::coroutine_handle<>::from_address(address).resume();
  }
}

}  // namespace kazasu::sim
