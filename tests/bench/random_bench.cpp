// The cost of one random number and of one sampled duration.
//   taskset -c 1 build/bench/random_bench --benchmark_repetitions=5
#include <benchmark/benchmark.h>

#include "sim/distribution.h"
#include "sim/random.h"

namespace kazasu::sim {
namespace {

using namespace std::chrono_literals;

void philox_block(benchmark::State& state) {
  auto counter = PhiloxBlock{};
  for (auto _ : state) {
    ++counter[0];
    benchmark::DoNotOptimize(philox(counter, 7));
  }
}
BENCHMARK(philox_block);

void next_number(benchmark::State& state) {
  auto random = RandomStream{1, "random_bench", 0};
  for (auto _ : state) benchmark::DoNotOptimize(random.next());
}
BENCHMARK(next_number);

void first_number_of_a_stream(benchmark::State& state) {
  auto entity = std::uint64_t{0};
  for (auto _ : state) benchmark::DoNotOptimize(RandomStream{1, "random_bench", entity++}.next());
}
BENCHMARK(first_number_of_a_stream);

void exponential(benchmark::State& state) {
  auto const times = Distribution::exponential(1s);
  auto random = RandomStream{1, "random_bench", 0};
  for (auto _ : state) benchmark::DoNotOptimize(times.sample(random));
}
BENCHMARK(exponential);

void log_normal(benchmark::State& state) {
  auto const times = Distribution::log_normal(200ms, 0.5);
  auto random = RandomStream{1, "random_bench", 0};
  for (auto _ : state) benchmark::DoNotOptimize(times.sample(random));
}
BENCHMARK(log_normal);

}  // namespace
}  // namespace kazasu::sim
