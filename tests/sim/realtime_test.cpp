#include "sim/realtime.h"

#include <gtest/gtest.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace kazasu::sim {
namespace {

using namespace std::chrono_literals;
namespace asio = boost::asio;

Task<void> sleep_and_read(Realtime& realtime, Duration wait, std::vector<Duration>& lags) {
  auto const due = realtime.engine.now() + wait;
  co_await realtime.engine.sleep_until(due);
  lags.push_back(realtime.clock.wall_now() - due);
}

TEST(Realtime, SleepsAreNeverEarly) {
  auto realtime = Realtime{};
  auto lags = std::vector<Duration>{};
  for (auto wait = 1; wait <= 20; ++wait) realtime.engine.spawn(sleep_and_read(realtime, wait * 1ms, lags));
  EXPECT_EQ(realtime.engine.run_until(), RunStatus::kAllDone);
  ASSERT_EQ(lags.size(), 20U);
  for (auto const lag : lags) EXPECT_GE(lag, 0ns);
}

TEST(Realtime, ReachesItsEndWithoutEvents) {
  auto realtime = Realtime{};
  auto lags = std::vector<Duration>{};
  realtime.engine.spawn(sleep_and_read(realtime, 10h, lags));
  EXPECT_EQ(realtime.engine.run_until(kRunStart + 5ms), RunStatus::kReachedEnd);
  EXPECT_GE(realtime.engine.now(), kRunStart + 5ms);
  EXPECT_TRUE(lags.empty());
}

TEST(Realtime, BeginsWhenToldTo) {
  auto realtime = Realtime{};
  auto const start = realtime.clock.to_wall(kRunStart) + 10ms;
  realtime.clock.start_at(start);
  EXPECT_EQ(realtime.clock.to_wall(kRunStart + 1s), start + 1s);
}

Task<void> work_on_pool(Realtime& realtime, asio::thread_pool& pool, std::thread::id& where,
                        std::string& result) {
  auto const text = co_await await_pool(realtime, pool, [&where] {
    where = std::this_thread::get_id();
    return std::string{"signed"};
  });
  result = text + (std::this_thread::get_id() == where ? " on the pool" : " and back");
}

TEST(Realtime, PoolWorkResumesOnTheEnginesThread) {
  auto pool = asio::thread_pool{2};
  auto realtime = Realtime{};
  auto where = std::thread::id{};
  auto result = std::string{};
  realtime.engine.spawn(work_on_pool(realtime, pool, where, result));
  EXPECT_EQ(realtime.engine.run_until(), RunStatus::kAllDone);
  EXPECT_EQ(result, "signed and back");
  EXPECT_NE(where, std::thread::id{});
}

int refuse() {
  throw std::runtime_error("no card");
}

Task<void> fail_on_pool(Realtime& realtime, asio::thread_pool& pool, std::string& caught) {
  try {
    auto const never = co_await await_pool(realtime, pool, refuse);
    caught = std::to_string(never);
  } catch (std::runtime_error const& error) {
    caught = error.what();
  }
}

TEST(Realtime, ExceptionsComeBackFromThePool) {
  auto pool = asio::thread_pool{1};
  auto realtime = Realtime{};
  auto caught = std::string{};
  realtime.engine.spawn(fail_on_pool(realtime, pool, caught));
  EXPECT_EQ(realtime.engine.run_until(), RunStatus::kAllDone);
  EXPECT_EQ(caught, "no card");
}

Task<void> count_on_pool(Realtime& realtime, asio::thread_pool& pool, int& sum) {
  for (auto i = 0; i < 20; ++i) {
    auto const one = co_await await_pool(realtime, pool, [] { return 1; });
    sum += one;
  }
}

TEST(Realtime, ManyProcessesShareThePool) {
  auto pool = asio::thread_pool{2};
  auto realtime = Realtime{};
  auto sum = 0;
  for (auto i = 0; i < 50; ++i) realtime.engine.spawn(count_on_pool(realtime, pool, sum));
  EXPECT_EQ(realtime.engine.run_until(), RunStatus::kAllDone);
  EXPECT_EQ(sum, 1000);
}

// The work refers to what dies with the test's body; the engine must not be gone before it is over.
Task<void> work_slowly(Realtime& realtime, asio::thread_pool& pool, std::shared_ptr<int> value) {
  auto const* const raw = value.get();
  auto const result = co_await await_pool(realtime, pool, [raw] {
    std::this_thread::sleep_for(20ms);
    return *raw;
  });
  EXPECT_EQ(result, 5);
}

TEST(Realtime, TeardownWaitsForRunningWorkAndDropsTheRest) {
  auto pool = asio::thread_pool{1};
  {
    auto realtime = Realtime{};
    for (auto i = 0; i < 5; ++i) realtime.engine.spawn(work_slowly(realtime, pool, std::make_shared<int>(5)));
    EXPECT_EQ(realtime.engine.run_until(kRunStart + 5ms), RunStatus::kReachedEnd);
    EXPECT_EQ(realtime.engine.processes(), 5U);
  }
  pool.join();
}

asio::awaitable<int> double_later(int value) {
  auto timer = asio::steady_timer{co_await asio::this_coro::executor};
  timer.expires_after(1ms);
  co_await timer.async_wait(asio::use_awaitable);
  co_return 2 * value;
}

asio::awaitable<int> fail_later() {
  auto timer = asio::steady_timer{co_await asio::this_coro::executor};
  timer.expires_after(1ms);
  co_await timer.async_wait(asio::use_awaitable);
  throw std::runtime_error("connection refused");
}

Task<void> await_operation(Realtime& realtime, int& result) {
  auto const value = co_await await_asio(realtime, double_later(21));
  result = value;
}

TEST(Realtime, AwaitsAsioCoroutines) {
  auto realtime = Realtime{};
  auto result = 0;
  realtime.engine.spawn(await_operation(realtime, result));
  EXPECT_EQ(realtime.engine.run_until(), RunStatus::kAllDone);
  EXPECT_EQ(result, 42);
}

Task<void> await_failure(Realtime& realtime, std::string& caught) {
  try {
    auto const never = co_await await_asio(realtime, fail_later());
    caught = std::to_string(never);
  } catch (std::runtime_error const& error) {
    caught = error.what();
  }
}

TEST(Realtime, ExceptionsComeBackFromAsio) {
  auto realtime = Realtime{};
  auto caught = std::string{};
  realtime.engine.spawn(await_failure(realtime, caught));
  EXPECT_EQ(realtime.engine.run_until(), RunStatus::kAllDone);
  EXPECT_EQ(caught, "connection refused");
}

TEST(Realtime, TeardownLeavesPendingOperations) {
  auto result = 0;
  {
    auto realtime = Realtime{};
    realtime.engine.spawn(await_operation(realtime, result));
    EXPECT_EQ(realtime.engine.run_until(kRunStart), RunStatus::kReachedEnd);
  }
  EXPECT_EQ(result, 0);
}

TEST(Realtime, StopsFromAnIoHandler) {
  auto realtime = Realtime{};
  auto lags = std::vector<Duration>{};
  realtime.engine.spawn(sleep_and_read(realtime, 10h, lags));
  asio::post(realtime.io, [&realtime] {
    realtime.engine.stop();
    realtime.clock.wake();
  });
  EXPECT_EQ(realtime.engine.run_until(), RunStatus::kStopped);
  EXPECT_TRUE(lags.empty());
}

TEST(Realtime, AStoppedIoContextIsAnErrorNotAHang) {
  auto realtime = Realtime{};
  auto lags = std::vector<Duration>{};
  realtime.engine.spawn(sleep_and_read(realtime, 10h, lags));
  asio::post(realtime.io, [&realtime] { realtime.io.stop(); });
  EXPECT_THROW(realtime.engine.run_until(), std::runtime_error);
}

}  // namespace
}  // namespace kazasu::sim
