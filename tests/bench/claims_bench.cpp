// How many receipts a second one core reads and checks, by the file alone.
#include <benchmark/benchmark.h>

#include <string>

#include "tests/claims/sample_file.h"

namespace kazasu::claims {
namespace {

// As many receipts as a large station has, each with ten days of care.
std::string large_file(int receipts) {
  auto const sample = sample_records();
  auto records = std::vector<std::string>{sample.front()};
  for (auto number = 1; number <= receipts; ++number) {
    for (auto const& record : sample) {
      if (record.starts_with("RE")) {
        records.push_back(std::string{"RE,"}.append(std::to_string(number)).append(record.substr(4)));
      } else if (record.starts_with("HO")) {
        records.push_back("HO,01139997,123,4567,8,46400,,,,,,");
      } else if (record == sample[8]) {
        // Two weeks of four visits, the fourth at its higher fee.
        for (auto const* day : {"03", "04", "05", "10", "11", "12"}) {
          records.push_back(std::string{"KA,202406"}.append(day).append(",1,510000110,,5550,03,01,01"));
        }
        for (auto const* day : {"06", "13"}) {
          records.push_back(std::string{"KA,202406"}.append(day).append(",1,510000210,,6550,03,01,01"));
        }
      } else if (!record.starts_with("KA") && !record.starts_with("HM") && !record.starts_with("GO")) {
        records.push_back(record);
      }
    }
  }
  records.push_back("GO");
  return file_of(records);
}

void check_file(benchmark::State& state) {
  auto const receipts = static_cast<int>(state.range(0));
  auto const file = large_file(receipts);
  for (auto _ : state) {
    auto const checked = check(file, 65536);
    if (checked.summary.receipts != static_cast<std::uint32_t>(receipts) || !checked.findings.empty()) {
      state.SkipWithError("the file should be without fault");
    }
  }
  state.SetItemsProcessed(state.iterations() * receipts);
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(file.size()));
}
BENCHMARK(check_file)->Arg(1000);

}  // namespace
}  // namespace kazasu::claims
