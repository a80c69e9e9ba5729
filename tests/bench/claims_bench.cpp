// How many receipts a second one core reads and checks, by the file alone; drafts; and writes in Shift_JIS.
// How long the months of 2022 take for all institutions, in virtual time.
#include <benchmark/benchmark.h>

#include <string>
#include <utility>
#include <vector>

#include "emulators/adapters/files/shift_jis.h"
#include "emulators/claims/cross_checks.h"
#include "emulators/claims/receipt_draft.h"
#include "emulators/claims/registered_insurance.h"
#include "emulators/claims/registered_stations.h"
#include "emulators/claims/standing_receipts.h"
#include "emulators/identity/generated_people.h"
#include "emulators/identity/generated_registry.h"
#include "emulators/identity/generated_stations.h"
#include "tests/claims/month_of_2022.h"
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
        for (auto const* day : {"03", "04", "05", "06", "10", "11", "12", "13"}) {
          auto const fourth = std::string_view{day} == "06" || std::string_view{day} == "13";
          records.push_back(std::string{"KA,202406"}.append(day).append(
              fourth ? ",1,510000210,,6550,03,01,01" : ",1,510000110,,5550,03,01,01"));
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

// Generated files, so that there is something to write.
struct Drafts {
  static constexpr auto kStations = identity::StationIndex{50};
  identity::PopulationSettings settings{.seed = 1,
                                        .people = std::uint64_t{kStations} * CarePlanner::kMostPatients,
                                        .stations = kStations,
                                        .calendar_start = sim::from_jst({kMonth / 1, {}})};
  identity::GeneratedPeople people{settings};
  identity::GeneratedStations stations{settings};
  CarePlanner care{1};
  static constexpr auto kMonth = std::chrono::year{2025} / std::chrono::January;

  std::vector<DraftFile> of(identity::StationIndex station) const {
    return draft_files({people, stations, care, official_fees()}, station, kMonth);
  }
};

void draft_receipts(benchmark::State& state) {
  auto const drafts = Drafts{};
  auto station = identity::StationIndex{0};
  auto receipts = std::int64_t{0};
  for (auto _ : state) {
    for (auto const& file : drafts.of(station++ % Drafts::kStations)) receipts += file.receipts;
  }
  state.SetItemsProcessed(receipts);
}
BENCHMARK(draft_receipts);

void write_receipts(benchmark::State& state) {
  auto const drafts = Drafts{};
  auto files = std::vector<DraftFile>{};
  for (auto station = identity::StationIndex{0}; station < Drafts::kStations; ++station) {
    for (auto& file : drafts.of(station)) files.push_back(std::move(file));
  }
  auto text = adapters::ShiftJisText{};
  auto receipts = std::int64_t{0};
  auto bytes = std::int64_t{0};
  for (auto _ : state) {
    for (auto const& file : files) {
      auto content = std::string{};
      for (auto const& record : file.records) content.append(text.encode(record)).append("\r\n");
      receipts += file.receipts;
      bytes += static_cast<std::int64_t>(content.size());
    }
  }
  state.SetItemsProcessed(receipts);
  state.SetBytesProcessed(bytes);
}
BENCHMARK(write_receipts);

// With six sends of thirty receipts, which no receipt at hand is one of.
ClaimsDesk other_sends(SendKey const& key) {
  auto desk = ClaimsDesk{ClaimWindows{}, AspQueue{AspModel{}, {}}, AspQueue{AspModel{}, {}}};
  for (auto number = std::uint64_t{0}; number < 6; ++number) {
    auto send = Send{.number = static_cast<std::uint32_t>(number) + 1};
    for (auto one = std::uint64_t{1}; one <= 30; ++one) send.receipts.push_back({number * 30 + one});
    desk.restore(key, std::move(send));
  }
  return desk;
}

// Beside the registers of stations and of insured people, and beside what was sent before. Lives of insured
// people are the realistic mix; who is found differs in a receipt of a hundred.
void check_beside_registers(benchmark::State& state) {
  auto const drafts = Drafts{};
  auto const registry = identity::GeneratedRegistry{drafts.people, drafts.settings};
  auto const insurance = RegisteredInsurance{registry};
  auto text = adapters::ShiftJisText{};
  auto const stations =
      RegisteredStations{drafts.stations, 1, [&text](std::string_view utf8) { return text.encode(utf8); }};
  auto files = std::vector<std::string>{};
  for (auto station = identity::StationIndex{0}; station < Drafts::kStations; ++station) {
    for (auto const& draft : drafts.of(station)) {
      auto records = std::vector<std::string>{};
      for (auto const& record : draft.records) records.push_back(text.encode(record));
      files.push_back(file_of(records));
    }
  }
  auto const key = SendKey{.station = 0, .payer = Payer::kFund, .month = Drafts::kMonth};
  auto const desk = other_sends(key);
  auto const earlier = StandingReceipts{desk, key};
  auto const rules = CrossRules{.insurance = &insurance,
                                .decode = [&text](std::string_view bytes) { return text.decode(bytes); },
                                .earlier = &earlier};
  auto const file_rules = FileRules{.fees = official_fees(),
                                    .claim_month = Drafts::kMonth,
                                    .station = [&](std::string_view code) { return stations.facts(code); }};
  auto receipts = std::int64_t{0};
  auto confirmed = std::int64_t{0};
  for (auto _ : state) {
    for (auto const& file : files) {
      auto cross = CrossChecker{rules, [](Finding const&) {}};
      auto checker = FileChecker{file_rules, [](Finding const&) {},
                                 [&](ReceiptView const& receipt, std::optional<Band> in_file) {
                                   auto const outcome = cross.check(receipt, in_file).eligibility.outcome;
                                   confirmed += outcome == EligibilityOutcome::kConfirmed ? 1 : 0;
                                 }};
      checker.feed(file);
      receipts += checker.finish().receipts;
    }
  }
  if (confirmed * 2 < receipts) state.SkipWithError("most people should be insured as written");
  state.SetItemsProcessed(receipts);
}
BENCHMARK(check_beside_registers);

// A whole month of the shared window. The counters are its outcome: institutions that were not received by
// the deadline, and requests.
void month_at_the_window(benchmark::State& state, ClaimsMonth (*make)(std::uint32_t)) {
  auto totals = WindowTotals{};
  for (auto _ : state) totals = run(make(1)).totals;
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(totals.requests));
  state.counters["unreceived"] = totals.unreceived;
  state.counters["requests"] = static_cast<double>(totals.requests);
}
BENCHMARK_CAPTURE(month_at_the_window, april_2022, april_2022)->Unit(benchmark::kSecond);
BENCHMARK_CAPTURE(month_at_the_window, may_2022, may_2022)->Unit(benchmark::kSecond);

}  // namespace
}  // namespace kazasu::claims
