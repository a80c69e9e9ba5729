// Real time: the engine waits on the wall clock and on I/O. The only header of sim/ that knows Asio.
#pragma once

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

// Awaits an Asio coroutine from a Task. An exception that leaves it is rethrown here.
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
    boost::asio::co_spawn(realtime.io, std::move(operation), [this](std::exception_ptr failure, T value) {
      mailbox.failure = failure;
      mailbox.value.emplace(std::move(value));
      mailbox.deliver(realtime);
    });
  }
  T await_resume() { return mailbox.take(); }
};

template <class Work, class T>
struct PoolAwaiter {
  Realtime& realtime;
  boost::asio::thread_pool& pool;
  Work work;
  Mailbox<T> mailbox{};

  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> handle) {
    mailbox.waiting = handle;
    boost::asio::post(pool, [this] {
      try {
        mailbox.value.emplace(work());
      } catch (...) {
        mailbox.failure = std::current_exception();
      }
      boost::asio::post(realtime.io, [this] { mailbox.deliver(realtime); });
    });
  }
  T await_resume() { return mailbox.take(); }
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
  auto awaiter = detail::PoolAwaiter<Work, decltype(work())>{realtime, pool, std::move(work)};
  auto result = co_await awaiter;
  co_return result;
}

}  // namespace kazasu::sim
