// How many customers and events one core simulates per second. Run pinned, take the best of several:
//   taskset -c 1 build/bench/engine_bench --benchmark_repetitions=5
#include <benchmark/benchmark.h>

#include <cstdint>

#include "sim/distribution.h"
#include "sim/engine.h"
#include "sim/resource.h"

namespace kazasu::sim {
namespace {

using namespace std::chrono_literals;

constexpr std::uint64_t kCustomers = 1'000'000;

// M/M/1 at 90 % as two processes: a source, and a server that sleeps while nobody waits.
struct TwoProcesses {
  Distribution gaps = Distribution::exponential(1'111'111'111ns);
  Distribution service = Distribution::exponential(1s);
  std::uint64_t arrived = 0;
  std::uint64_t served = 0;
  std::coroutine_handle<> idle_server{};
  FastForward clock{};
  Engine engine{clock};
};

struct WaitForCustomer {
  TwoProcesses& world;
  bool await_ready() const noexcept { return world.arrived > world.served; }
  void await_suspend(std::coroutine_handle<> handle) const noexcept { world.idle_server = handle; }
  void await_resume() const noexcept {}
};

Task<void> arrive(TwoProcesses& world) {
  auto random = RandomStream{1, "gaps", 0};
  while (world.arrived < kCustomers) {
    auto const gap = world.gaps.sample(random);
    co_await world.engine.sleep_for(gap);
    ++world.arrived;
    if (world.idle_server)
      world.engine.schedule(world.engine.now(), std::exchange(world.idle_server, nullptr));
  }
}

Task<void> serve(TwoProcesses& world) {
  auto random = RandomStream{1, "service", 0};
  while (world.served < kCustomers) {
    co_await WaitForCustomer{world};
    auto const time = world.service.sample(random);
    co_await world.engine.sleep_for(time);
    ++world.served;
  }
}

void source_and_server(benchmark::State& state) {
  for (auto _ : state) {
    auto world = TwoProcesses{};
    world.engine.spawn(arrive(world));
    world.engine.spawn(serve(world));
    benchmark::DoNotOptimize(world.engine.run_until());
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kCustomers));
}
BENCHMARK(source_and_server)->Unit(benchmark::kMillisecond);

// The same queue with a process for each customer, which holds a lease of the server.
struct ProcessPerCustomer {
  Distribution gaps = Distribution::exponential(1'111'111'111ns);
  Distribution service = Distribution::exponential(1s);
  FastForward clock{};
  Resource server{engine, 1};
  Engine engine{clock};
};

Task<void> be_served(ProcessPerCustomer& world, std::uint64_t customer) {
  auto const lease = co_await world.server.acquire();
  auto random = RandomStream{1, "service", customer};
  auto const time = world.service.sample(random);
  co_await world.engine.sleep_for(time);
}

Task<void> send_customers(ProcessPerCustomer& world) {
  auto random = RandomStream{1, "gaps", 0};
  for (auto customer = std::uint64_t{0}; customer < kCustomers; ++customer) {
    auto const gap = world.gaps.sample(random);
    co_await world.engine.sleep_for(gap);
    world.engine.spawn(be_served(world, customer));
  }
}

void process_per_customer(benchmark::State& state) {
  for (auto _ : state) {
    auto world = ProcessPerCustomer{};
    world.engine.spawn(send_customers(world));
    benchmark::DoNotOptimize(world.engine.run_until());
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kCustomers));
}
BENCHMARK(process_per_customer)->Unit(benchmark::kMillisecond);

// Hold model (Vaucher and Duval, 1975): N processes, each of which sleeps for an exponential time again and
// again.
struct HoldModel {
  Distribution times = Distribution::exponential(1s);
  std::uint64_t holds = 0;
  FastForward clock{};
  Engine engine{clock};
};

Task<void> hold_again(HoldModel& world, std::uint64_t entity) {
  auto random = RandomStream{1, "hold", entity};
  while (true) {
    auto const time = world.times.sample(random);
    co_await world.engine.sleep_for(time);
    if (++world.holds % kCustomers == 0) world.engine.stop();
  }
}

void hold_model(benchmark::State& state) {
  auto world = HoldModel{};
  for (auto entity = std::int64_t{0}; entity < state.range(0); ++entity) {
    world.engine.spawn(hold_again(world, static_cast<std::uint64_t>(entity)));
  }
  world.engine.run_until();
  for (auto _ : state) world.engine.run_until();
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kCustomers));
}
BENCHMARK(hold_model)->Arg(1'000)->Arg(100'000)->Arg(1'000'000)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace kazasu::sim
