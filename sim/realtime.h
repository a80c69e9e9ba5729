// Real time: the engine waits on the wall clock and on I/O. The only header of sim/ that knows Asio.
#pragma once

#include <atomic>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <chrono>
#include <coroutine>
#include <cstdint>
#include <exception>
#include <memory>
#include <optional>
#include <utility>

#include "sim/engine.h"
#include "sim/synchronizer.h"

namespace kazasu::sim {

class AsioSynchronizer final : public Synchronizer {
 public:
  explicit AsioSynchronizer(boost::asio::io_context& io);

  // Runs I/O until `due` or until wake(); returns the wall reading.
  TimePoint advance_to(TimePoint due) override;
  bool can_be_woken() const override { return true; }

  // Called by an adapter, on the engine's thread, after it posted an event.
  void wake() { woken_ = true; }

  // Moves engine time zero to `start`; before the first advance_to() only.
  void start_at(std::chrono::steady_clock::time_point start) { start_ = start; }
  TimePoint wall_now() const { return TimePoint{std::chrono::steady_clock::now() - start_}; }
  std::chrono::steady_clock::time_point to_wall(TimePoint time) const;

 private:
  void arm(TimePoint due);

  boost::asio::io_context& io_;
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_;
  boost::asio::steady_timer timer_;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  TimePoint armed_due_ = kNever;
  bool woken_ = false;
};

// One thread's world of real time. The order of the members is the order of teardown: the engine's frames go
// before the I/O that they refer to.
struct Realtime {
  boost::asio::io_context io{1};
  AsioSynchronizer clock{io};
  Engine engine{clock};
};

// Awaits an Asio coroutine from a Task. An exception that leaves it is rethrown here. At teardown the Task's
// frame goes first: what `operation` refers to must be its own or outlive the engine.
template <class T>
Task<T> await_asio(Realtime& realtime, boost::asio::awaitable<T> operation);

// Runs `work()` (no arguments, returns a value) on `pool` and resumes on the engine's thread with its result.
// For what blocks or computes for long: signatures, card readers.
template <class Work>
auto await_pool(Realtime& realtime, boost::asio::thread_pool& pool, Work work) -> Task<decltype(work())>;

namespace detail {

// Where a completion that arrives on the engine's thread leaves its result.
template <class T>
struct Mailbox {
  std::optional<T> value;
  std::exception_ptr failure;
  std::coroutine_handle<> waiting;

  void deliver(Realtime& realtime) {
    realtime.engine.schedule(realtime.engine.now(), waiting);
    realtime.clock.wake();
  }
  T take() {
    if (failure) std::rethrow_exception(failure);
    return std::move(*value);
  }
};

template <class T>
struct AsioAwaiter {
  Realtime& realtime;
  boost::asio::awaitable<T> operation;
  Mailbox<T> mailbox{};

  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> handle) {
    mailbox.waiting = handle;
    boost::asio::co_spawn(realtime.io, std::move(operation),
                          [this](std::exception_ptr const& failure, T value) {
                            mailbox.failure = failure;
                            mailbox.value.emplace(std::move(value));
                            mailbox.deliver(realtime);
                          });
  }
  T await_resume() { return mailbox.take(); }
};

// One piece of work on its way through a pool thread; shared, because either side may be gone first.
template <class Work, class T>
struct PoolJob {
  enum class State : std::uint8_t { kQueued, kRunning, kOver };
  Realtime& realtime;
  Work work;
  Mailbox<T> mailbox{};
  std::atomic<State> state = State::kQueued;

  static void run(std::shared_ptr<PoolJob> job) {
    auto expected = State::kQueued;
    if (!job->state.compare_exchange_strong(expected, State::kRunning)) return;
    try {
      job->mailbox.value.emplace(job->work());
    } catch (...) {
      job->mailbox.failure = std::current_exception();
    }
    boost::asio::post(job->realtime.io, [job] {
      if (job->mailbox.waiting) job->mailbox.deliver(job->realtime);
    });
    job->state = State::kOver;
    job->state.notify_one();
  }
  // The frame that waits dies (also after it was served). Work that has not begun is dropped; work that runs
  // is waited for, because it may refer to what the frame's owner destroys next.
  void abandon() {
    auto expected = State::kQueued;
    if (!state.compare_exchange_strong(expected, State::kOver)) state.wait(State::kRunning);
    mailbox.waiting = nullptr;
  }
};

template <class Work, class T>
struct PoolAwaiter {
  boost::asio::thread_pool& pool;
  std::shared_ptr<PoolJob<Work, T>> job;

  ~PoolAwaiter() { job->abandon(); }
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> handle) {
    job->mailbox.waiting = handle;
    boost::asio::post(pool, [job = job] { PoolJob<Work, T>::run(job); });
  }
  T await_resume() { return job->mailbox.take(); }
};

}  // namespace detail

template <class T>
Task<T> await_asio(Realtime& realtime, boost::asio::awaitable<T> operation) {
  auto awaiter = detail::AsioAwaiter<T>{realtime, std::move(operation)};
  auto result = co_await awaiter;
  co_return result;
}

template <class Work>
auto await_pool(Realtime& realtime, boost::asio::thread_pool& pool, Work work) -> Task<decltype(work())> {
  using Job = detail::PoolJob<Work, decltype(work())>;
  auto job = std::shared_ptr<Job>{new Job{realtime, std::move(work)}};
  auto awaiter = detail::PoolAwaiter<Work, decltype(work())>{pool, std::move(job)};
  auto result = co_await awaiter;
  co_return result;
}

}  // namespace kazasu::sim
