#include "sim/engine.h"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <vector>

namespace kazasu::sim {
namespace {

using namespace std::chrono_literals;

struct World {
  FastForward clock;
  Engine engine{clock};
};

Task<void> sleep_and_log(World& world, Duration wait, int name, std::vector<int>& log) {
  co_await world.engine.sleep_for(wait);
  log.push_back(name);
}

struct SuspendForever {
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<>) const noexcept {}
  void await_resume() const noexcept {}
};
Task<void> wait_forever(int& destroyed) {
  struct Guard {
    int& destroyed;
    ~Guard() { ++destroyed; }
  };
  auto const guard = Guard{destroyed};
  co_await SuspendForever{};
}

TEST(Engine, NothingToDoIsAllDone) {
  auto world = World{};
  EXPECT_EQ(world.engine.run_until(), RunStatus::kAllDone);
  EXPECT_EQ(world.engine.now(), kRunStart);
}

TEST(Engine, RunsInTheOrderOfTime) {
  auto world = World{};
  auto log = std::vector<int>{};
  world.engine.spawn(sleep_and_log(world, 3s, 3, log));
  world.engine.spawn(sleep_and_log(world, 1s, 1, log));
  world.engine.spawn(sleep_and_log(world, 2s, 2, log));
  EXPECT_EQ(world.engine.processes(), 3U);
  EXPECT_EQ(world.engine.run_until(), RunStatus::kAllDone);
  EXPECT_EQ(log, (std::vector{1, 2, 3}));
  EXPECT_EQ(world.engine.now(), kRunStart + 3s);
  EXPECT_EQ(world.engine.processes(), 0U);
}

TEST(Engine, BreaksTiesByInsertion) {
  auto world = World{};
  auto log = std::vector<int>{};
  for (auto name = 0; name < 20; ++name) world.engine.spawn(sleep_and_log(world, 1s, name, log));
  world.engine.run_until();
  for (auto name = 0; name < 20; ++name) EXPECT_EQ(log[static_cast<std::size_t>(name)], name);
}

TEST(Engine, StopsAtTheEndAndContinues) {
  auto world = World{};
  auto log = std::vector<int>{};
  world.engine.spawn(sleep_and_log(world, 1s, 1, log));
  world.engine.spawn(sleep_and_log(world, 2s, 2, log));
  world.engine.spawn(sleep_and_log(world, 3s, 3, log));
  EXPECT_EQ(world.engine.run_until(kRunStart + 2s), RunStatus::kReachedEnd);
  EXPECT_EQ(log, (std::vector{1, 2}));  // what is due exactly at the end belongs to the run
  EXPECT_EQ(world.engine.now(), kRunStart + 2s);
  EXPECT_EQ(world.engine.run_until(), RunStatus::kAllDone);
  EXPECT_EQ(log, (std::vector{1, 2, 3}));
}

TEST(Engine, AnEndBeforeTheNextEventIsReached) {
  auto world = World{};
  auto log = std::vector<int>{};
  world.engine.spawn(sleep_and_log(world, 10s, 1, log));
  EXPECT_EQ(world.engine.run_until(kRunStart + 1s), RunStatus::kReachedEnd);
  EXPECT_EQ(world.engine.now(), kRunStart + 1s);
  EXPECT_TRUE(log.empty());
}

TEST(Engine, TellsWhenNothingCanHappenAnyMore) {
  auto world = World{};
  auto destroyed = 0;
  world.engine.spawn(wait_forever(destroyed));
  EXPECT_EQ(world.engine.run_until(), RunStatus::kStalled);
  EXPECT_EQ(world.engine.processes(), 1U);
  EXPECT_EQ(world.engine.run_until(kRunStart + 5s), RunStatus::kReachedEnd);
}

Task<void> stop_after(World& world, Duration wait) {
  co_await world.engine.sleep_for(wait);
  world.engine.stop();
}

TEST(Engine, StopsWhenTold) {
  auto world = World{};
  auto log = std::vector<int>{};
  world.engine.spawn(sleep_and_log(world, 1s, 1, log));
  world.engine.spawn(stop_after(world, 2s));
  world.engine.spawn(sleep_and_log(world, 2s, 2, log));
  EXPECT_EQ(world.engine.run_until(), RunStatus::kStopped);
  EXPECT_EQ(log, std::vector{1});
  EXPECT_EQ(world.engine.run_until(), RunStatus::kAllDone);  // a stop holds for one run
  EXPECT_EQ(log, (std::vector{1, 2}));
}

Task<void> throw_after(World& world, Duration wait, std::string text) {
  co_await world.engine.sleep_for(wait);
  throw std::runtime_error(text);
}

TEST(Engine, AnExceptionOfAProcessEndsTheRun) {
  auto world = World{};
  auto log = std::vector<int>{};
  world.engine.spawn(throw_after(world, 1s, "broken"));
  world.engine.spawn(sleep_and_log(world, 1s, 1, log));
  try {
    world.engine.run_until();
    FAIL() << "expected the exception of the process";
  } catch (std::runtime_error const& error) {
    EXPECT_STREQ(error.what(), "broken");
  }
  EXPECT_TRUE(log.empty());
  EXPECT_EQ(world.engine.run_until(), RunStatus::kAllDone);  // the others may go on
  EXPECT_EQ(log, std::vector{1});
}

TEST(Engine, TearsDownWaitingProcesses) {
  auto destroyed = 0;
  {
    auto world = World{};
    for (auto i = 0; i < 5; ++i) world.engine.spawn(wait_forever(destroyed));
    world.engine.run_until();
    EXPECT_EQ(destroyed, 0);
  }
  EXPECT_EQ(destroyed, 5);
}

TEST(Engine, TearsDownProcessesThatNeverBegan) {
  auto destroyed = 0;
  {
    auto world = World{};
    world.engine.spawn(wait_forever(destroyed));
  }
  EXPECT_EQ(destroyed, 0);  // its body never ran; the sanitizer sees whether its frame is freed
}

Task<void> spawn_children(World& world, std::vector<int>& log) {
  co_await world.engine.sleep_for(1s);
  world.engine.spawn(sleep_and_log(world, 0s, 1, log));
  world.engine.spawn(sleep_and_log(world, 1s, 2, log));
  log.push_back(0);
}

TEST(Engine, AProcessSpawnsOthers) {
  auto world = World{};
  auto log = std::vector<int>{};
  world.engine.spawn(spawn_children(world, log));
  EXPECT_EQ(world.engine.run_until(), RunStatus::kAllDone);
  EXPECT_EQ(log, (std::vector{0, 1, 2}));
  EXPECT_EQ(world.engine.now(), kRunStart + 2s);
}

Task<void> sleep_into_the_past(World& world, TimePoint& woke) {
  co_await world.engine.sleep_for(5s);
  co_await world.engine.sleep_until(kRunStart + 1s);
  woke = world.engine.now();
}

TEST(Engine, TimeNeverRunsBackwards) {
  auto world = World{};
  auto woke = TimePoint{};
  world.engine.spawn(sleep_into_the_past(world, woke));
  world.engine.run_until();
  EXPECT_EQ(woke, kRunStart + 5s);
}

TEST(Engine, ASleepBeyondAllTimeIsForever) {
  auto world = World{};
  auto log = std::vector<int>{};
  world.engine.spawn(sleep_and_log(world, Duration::max(), 1, log));
  EXPECT_EQ(world.engine.run_until(kRunStart + 1s), RunStatus::kReachedEnd);
  EXPECT_EQ(world.engine.run_until(), RunStatus::kStalled);
}

}  // namespace
}  // namespace kazasu::sim
