// A pool of identical servers with a first-come-first-served queue.
#pragma once

#include <coroutine>
#include <cstddef>
#include <utility>

#include "sim/engine.h"
#include "sim/time.h"

namespace kazasu::sim {

class Resource;

// One server held; released when the lease ends. Empty when the wait was given up at its deadline.
class [[nodiscard]] Lease {
 public:
  Lease() = default;
  Lease(Lease&& other) noexcept : owner_(std::exchange(other.owner_, nullptr)) {}
  Lease& operator=(Lease&& other) noexcept {
    if (this != &other) {
      release();
      owner_ = std::exchange(other.owner_, nullptr);
    }
    return *this;
  }
  ~Lease() { release(); }
  explicit operator bool() const { return owner_ != nullptr; }
  inline void release();

 private:
  friend class Resource;
  explicit Lease(Resource& owner) : owner_(&owner) {}
  Resource* owner_ = nullptr;
};

class Resource {
 public:
  Resource(Engine& engine, std::size_t servers) : engine_(engine), idle_(servers) {}
  Resource(Resource const&) = delete;
  Resource& operator=(Resource const&) = delete;

  std::size_t idle() const { return idle_; }
  std::size_t queued() const { return queued_; }

  // Lives in the frame of the waiting coroutine; takes itself out of the queue when that frame dies.
  class Awaiter {
   public:
    Awaiter(Resource& resource, TimePoint deadline) : resource_(resource), deadline_(deadline) {}
    Awaiter(Awaiter const&) = delete;
    Awaiter& operator=(Awaiter const&) = delete;
    inline ~Awaiter();
    inline bool await_ready();
    inline void await_suspend(std::coroutine_handle<> handle);
    inline Lease await_resume();

   private:
    friend class Resource;
    enum class State { kFresh, kQueued, kGranted, kDone };
    Resource& resource_;
    TimePoint deadline_;
    std::coroutine_handle<> handle_;
    EventKey timer_;
    Awaiter* previous_ = nullptr;
    Awaiter* next_ = nullptr;
    State state_ = State::kFresh;
  };

  Awaiter acquire() { return {*this, kNever}; }
  // The lease is empty when no server became free by `deadline` (the customer reneged).
  Awaiter acquire_until(TimePoint deadline) { return {*this, deadline}; }

 private:
  friend class Lease;

  void release() {
    if (first_ == nullptr) {
      ++idle_;
      return;
    }
    auto& waiter = *first_;
    unlink(waiter);
    waiter.state_ = Awaiter::State::kGranted;
    if (waiter.deadline_ != kNever) engine_.cancel(waiter.timer_);
    engine_.schedule(engine_.now(), waiter.handle_);
  }
  void append(Awaiter& waiter) {
    waiter.previous_ = last_;
    (last_ != nullptr ? last_->next_ : first_) = &waiter;
    last_ = &waiter;
    ++queued_;
  }
  void unlink(Awaiter& waiter) {
    (waiter.previous_ != nullptr ? waiter.previous_->next_ : first_) = waiter.next_;
    (waiter.next_ != nullptr ? waiter.next_->previous_ : last_) = waiter.previous_;
    --queued_;
  }

  Engine& engine_;
  std::size_t idle_;
  std::size_t queued_ = 0;
  Awaiter* first_ = nullptr;
  Awaiter* last_ = nullptr;
};

void Lease::release() {
  if (owner_ != nullptr) std::exchange(owner_, nullptr)->release();
}

bool Resource::Awaiter::await_ready() {
  if (resource_.idle_ == 0) return false;
  --resource_.idle_;
  state_ = State::kGranted;
  return true;
}

void Resource::Awaiter::await_suspend(std::coroutine_handle<> handle) {
  handle_ = handle;
  state_ = State::kQueued;
  resource_.append(*this);
  if (deadline_ != kNever) timer_ = resource_.engine_.schedule_cancellable(deadline_, handle);
}

Lease Resource::Awaiter::await_resume() {
  auto const granted = state_ == State::kGranted;
  if (state_ == State::kQueued) resource_.unlink(*this);  // the deadline came first
  state_ = State::kDone;
  return granted ? Lease{resource_} : Lease{};
}

Resource::Awaiter::~Awaiter() {
  if (state_ == State::kQueued) {
    resource_.unlink(*this);
    if (deadline_ != kNever) resource_.engine_.cancel(timer_);
  } else if (state_ == State::kGranted) {
    resource_.release();  // granted, but the frame died before it could resume
  }
}

}  // namespace kazasu::sim
