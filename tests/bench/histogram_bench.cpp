// The cost of recording one value, and of what happens once per report.
//   taskset -c 1 build/bench/histogram_bench --benchmark_repetitions=5
#include <benchmark/benchmark.h>

#include <vector>

#include "sim/distribution.h"
#include "sim/histogram.h"

namespace kazasu::sim {
namespace {

using namespace std::chrono_literals;

std::vector<Duration> response_times() {
  auto const times = Distribution::log_normal(200ms, 0.5);
  auto random = RandomStream{1, "histogram_bench", 0};
  auto values = std::vector<Duration>(4096);
  for (auto& value : values) value = times.sample(random);
  return values;
}

void record(benchmark::State& state) {
  auto const values = response_times();
  auto histogram = Histogram{};
  for (auto _ : state) {
    for (auto const value : values) histogram.record(value);
    benchmark::ClobberMemory();
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(values.size()));
}
BENCHMARK(record);

void merge(benchmark::State& state) {
  auto part = Histogram{};
  for (auto const value : response_times()) part.record(value);
  auto whole = Histogram{};
  for (auto _ : state) whole.merge(part);
}
BENCHMARK(merge);

void percentile(benchmark::State& state) {
  auto histogram = Histogram{};
  for (auto const value : response_times()) histogram.record(value);
  for (auto _ : state) benchmark::DoNotOptimize(histogram.percentile(99.9));
}
BENCHMARK(percentile);

void encode(benchmark::State& state) {
  auto histogram = Histogram{};
  for (auto const value : response_times()) histogram.record(value);
  for (auto _ : state) benchmark::DoNotOptimize(histogram.encode_v2());
}
BENCHMARK(encode);

}  // namespace
}  // namespace kazasu::sim
