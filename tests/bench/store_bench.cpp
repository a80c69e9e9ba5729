// How many requests with changes the store keeps in a second, by how many are under way at once, on the disk
// of the folder that it is started in.
#include <benchmark/benchmark.h>
#include <unistd.h>

#include <filesystem>

#include "emulators/adapters/store/group_commit.h"
#include "emulators/adapters/store/sqlite_store.h"
#include "tests/store/services_loop.h"

namespace kazasu::adapters {
namespace {

using namespace eligibility;

auto const kStart = sim::parse_iso_date_time("2024-12-02T08:30:00+09:00");

struct Folder {
  Folder() { std::filesystem::create_directories(path); }
  ~Folder() { std::filesystem::remove_all(path); }
  std::filesystem::path path = "store-bench-" + std::to_string(getpid());
};

// What an accepted first visit changes: a registration and a consent.
void first_visits(benchmark::State& state) {
  auto const folder = Folder{};
  auto stores = EligibilityStores{};
  auto store = SqliteStore{folder.path / "eligibility.db", {{"seed", "1"}}, stores};
  auto loop = store::ServicesLoop{};
  auto commits = GroupCommit{store.sink(), loop.poster(), [](std::string const&) {}};
  stores.report_to(&commits);
  auto under_way = std::int64_t{0};
  auto next = std::uint64_t{0};
  auto now = kStart;
  auto const start_one = [&] {
    auto const station = static_cast<identity::StationIndex>(next % 1000);
    stores.registrations.add({.person = next, .registered = now, .station = station});
    stores.consents.put({.person = next, .station = station},
                        {.given = now, .items = ConsentSet::all(), .until = consent_valid_until(now)});
    ++next;
    now += std::chrono::milliseconds{1};
    ++under_way;
    commits.when_kept([&under_way](bool) { --under_way; });
  };
  for (auto _ : state) {
    while (under_way >= state.range(0)) loop.run_one();
    start_one();
  }
  while (under_way > 0) loop.run_one();
  auto const counters = commits.counters();
  state.SetItemsProcessed(state.iterations());
  state.counters["requests_per_commit"] =
      static_cast<double>(counters.requests) / static_cast<double>(counters.commits);
  state.counters["commit_ms"] =
      static_cast<double>(counters.microseconds) / 1000 / static_cast<double>(counters.commits);
}
BENCHMARK(first_visits)->Arg(1)->Arg(8)->Arg(64)->Arg(512)->UseRealTime();

// Accepting a bulk request of as many records, until it is on the disk.
void bulk_request(benchmark::State& state) {
  auto const folder = Folder{};
  auto stores = EligibilityStores{};
  auto store = SqliteStore{folder.path / "eligibility.db", {{"seed", "1"}}, stores};
  auto change = BulkJobAccepted{.ordinal = 0, .job = {.accepted = kStart, .ready = kStart, .request = {}}};
  for (auto i = std::int64_t{0}; i < state.range(0); ++i) {
    change.job.request.items.push_back({.search = {.insurer_number = "06130488",
                                                   .symbol = "3177",
                                                   .number = std::to_string(i),
                                                   .branch = "01",
                                                   .birth_date = std::chrono::year{1948} / 2 / 29}});
  }
  for (auto _ : state) {
    auto changes = std::vector<Change>{change};
    store.sink().write(changes);
    ++change.ordinal;
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(bulk_request)->Arg(100)->Arg(100'000)->Unit(benchmark::kMillisecond)->UseRealTime()->Iterations(5);

// Bringing back as many first visits after a restart.
void restart(benchmark::State& state) {
  auto const folder = Folder{};
  auto const file = folder.path / "eligibility.db";
  {
    auto stores = EligibilityStores{};
    auto store = SqliteStore{file, {{"seed", "1"}}, stores};
    auto changes = std::vector<Change>{};
    for (auto i = std::int64_t{0}; i < state.range(0); ++i) {
      auto const person = static_cast<identity::PersonIndex>(i);
      auto const at = kStart + std::chrono::milliseconds{i};
      auto const ordinal = static_cast<std::uint32_t>(i);
      changes.push_back(RegistrationMade{ordinal, ordinal + 1, {.person = person, .registered = at}});
      changes.push_back(ConsentPut{{.person = person}, {at, ConsentSet::all(), consent_valid_until(at)}});
    }
    store.sink().write(changes);
  }
  for (auto _ : state) {
    auto stores = EligibilityStores{};
    auto const store = SqliteStore{file, {{"seed", "1"}}, stores};
    if (stores.registrations.size() != static_cast<std::size_t>(state.range(0))) {
      state.SkipWithError("not everything came back");
    }
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(restart)->Arg(100'000)->Unit(benchmark::kMillisecond)->UseRealTime()->Iterations(3);

}  // namespace
}  // namespace kazasu::adapters
