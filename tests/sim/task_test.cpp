#include "sim/task.h"

#include <gtest/gtest.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

#include "sim/engine.h"

namespace kazasu::sim {
namespace {

// Runs a task to its end in virtual time.
void run(Task<void> process) {
  auto clock = FastForward{};
  auto engine = Engine{clock};
  engine.spawn(std::move(process));
  ASSERT_EQ(engine.run_until(), RunStatus::kAllDone);
}

Task<int> answer(int value) {
  co_return value;
}

Task<std::unique_ptr<int>> move_only() {
  co_return std::make_unique<int>(7);
}

Task<int> fail() {
  throw std::runtime_error("refused");
  co_return 0;
}

Task<void> collect_values(int& number, std::unique_ptr<int>& pointer) {
  auto const first = co_await answer(20);
  auto const second = co_await answer(22);
  number = first + second;
  auto moved = co_await move_only();
  pointer = std::move(moved);
}

TEST(Task, HandsOverValues) {
  auto number = 0;
  auto pointer = std::unique_ptr<int>{};
  run(collect_values(number, pointer));
  EXPECT_EQ(number, 42);
  ASSERT_NE(pointer, nullptr);
  EXPECT_EQ(*pointer, 7);
}

Task<void> catch_failure(std::string& caught) {
  try {
    auto const never = co_await fail();
    caught = std::to_string(never);
  } catch (std::runtime_error const& error) {
    caught = error.what();
  }
}

TEST(Task, AnExceptionReachesTheOneWhoAwaits) {
  auto caught = std::string{};
  run(catch_failure(caught));
  EXPECT_EQ(caught, "refused");
}

Task<int> pass_on() {
  auto const value = co_await fail();
  co_return value;
}

Task<void> catch_from_below(std::string& caught) {
  try {
    auto const never = co_await pass_on();
    caught = std::to_string(never);
  } catch (std::runtime_error const& error) {
    caught = error.what();
  }
}

TEST(Task, AnExceptionPassesThroughTheMiddle) {
  auto caught = std::string{};
  run(catch_from_below(caught));
  EXPECT_EQ(caught, "refused");
}

Task<int> count_down(int depth) {
  if (depth == 0) co_return 0;
  auto const below = co_await count_down(depth - 1);
  co_return below + 1;
}

Task<void> descend(int depth, int& reached) {
  auto const result = co_await count_down(depth);
  reached = result;
}

Task<void> await_often(int times, int& sum) {
  for (auto i = 0; i < times; ++i) {
    auto const one = co_await answer(1);
    sum += one;
  }
}

// Symmetric transfer is a tail call only in optimised builds (GCC 12 keeps the frames at -O0).
#ifdef __OPTIMIZE__
constexpr auto kDepth = 200'000;
constexpr auto kTimes = 3'000'000;
#else
constexpr auto kDepth = 2'000;
constexpr auto kTimes = 5'000;
#endif

TEST(Task, DeepChainsUseNoStack) {
  auto reached = 0;
  run(descend(kDepth, reached));
  EXPECT_EQ(reached, kDepth);
}

TEST(Task, LongLoopsOfFinishedTasksUseNoStack) {
  auto sum = 0;
  run(await_often(kTimes, sum));
  EXPECT_EQ(sum, kTimes);
}

struct Witness {
  explicit Witness(int& deaths) : deaths_(&deaths) {}
  Witness(Witness&& other) noexcept : deaths_(std::exchange(other.deaths_, nullptr)) {}
  Witness& operator=(Witness&&) = delete;
  ~Witness() {
    if (deaths_ != nullptr) ++*deaths_;
  }

 private:
  int* deaths_;
};

Task<void> hold([[maybe_unused]] Witness witness, bool& started) {
  started = true;
  co_return;
}

TEST(Task, AnUnstartedTaskNeverRunsAndFreesItsParameters) {
  auto deaths = 0;
  auto started = false;
  {
    auto const task = hold(Witness{deaths}, started);
    EXPECT_EQ(deaths, 0);
  }
  EXPECT_EQ(deaths, 1);
  EXPECT_FALSE(started);
}

TEST(Task, MoveAssignmentFreesTheOldBody) {
  auto deaths_of_first = 0;
  auto deaths_of_second = 0;
  auto started = false;
  auto task = hold(Witness{deaths_of_first}, started);
  task = hold(Witness{deaths_of_second}, started);
  EXPECT_EQ(deaths_of_first, 1);
  EXPECT_EQ(deaths_of_second, 0);
  run(std::move(task));
  EXPECT_EQ(deaths_of_second, 1);
  EXPECT_TRUE(started);
}

}  // namespace
}  // namespace kazasu::sim
