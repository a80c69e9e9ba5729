// How many sends of a usual file (29 receipts, 25 KB) the claims store keeps in a second, by how many are
// under way at once, on the disk of the folder that it is started in; what a file costs; what a login costs.
#include <benchmark/benchmark.h>
#include <sys/resource.h>
#include <unistd.h>

#include <filesystem>

#include "emulators/adapters/claims_store/claims_store.h"
#include "emulators/adapters/claims_store/content_pieces.h"
#include "emulators/adapters/claims_store/memory_claims_archive.h"
#include "emulators/adapters/claims_store/openssl_password_seal.h"
#include "emulators/adapters/claims_store/spooled_content.h"
#include "emulators/adapters/store/group_commit.h"
#include "sim/random.h"
#include "tests/store/services_loop.h"

namespace kazasu::adapters {
namespace {

using namespace claims;

constexpr auto kFileBytes = std::size_t{25'000};
constexpr auto kReceipts = std::size_t{29};
auto const kStart = sim::parse_iso_date_time("2025-01-05T08:00:00+09:00");
constexpr auto kMonth = std::chrono::year{2025} / std::chrono::January;

struct Folder {
  Folder() { std::filesystem::create_directories(path); }
  ~Folder() { std::filesystem::remove_all(path); }
  std::filesystem::path path = "claims-store-bench-" + std::to_string(getpid());
};

// CPU time of the whole process, all threads.
double cpu_seconds() {
  auto usage = rusage{};
  getrusage(RUSAGE_SELF, &usage);
  auto const seconds = [](timeval const& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

// Records as a claim has them: each receipt with another patient, and visits on days of its own.
std::string usual_file(std::uint64_t number) {
  auto random = sim::RandomStream{1, "claims store bench", number};
  auto const digits = [&random](std::uint64_t count) { return std::to_string(random.below(count)); };
  auto file = std::string{"HM,1,13,6,9012347,\x8E\x8E\x8C\xB1,202501,\r\n"};
  for (auto receipt = 1; file.size() < kFileBytes; ++receipt) {
    file.append("RE,").append(std::to_string(receipt)).append(",6112,202412,\x8E\x8E\x8C\xB1,,1,19");
    file.append(digits(90)).append("0101,,,,,,,\r\nHO,0113").append(digits(9999)).append(",");
    file.append(digits(9999)).append(",").append(digits(99999)).append(",8,46400,,,,,,\r\nIH,13,1,");
    file.append(digits(9'999'999)).append(",\x8E\x8E\x8C\xB1,\x8E\x8E\x8C\xB1,\r\nRJ,202412");
    file.append(digits(31)).append(",01,,,,,,,,,,,,,,,,,,,,,,,,,,\r\n");
    for (auto visit = 0; visit < 8; ++visit) {
      file.append("KA,202412").append(digits(31)).append(",1,5100001").append(digits(90));
      file.append(",,5550,03,01,01\r\n");
    }
  }
  return file.append("GO\r\n\x1A");
}

SendMade usual_send(std::uint64_t number, std::string const& text) {
  auto content = std::make_unique<SpooledContent>(SpoolSettings{.folder = "unused"});
  content->append(text);
  auto send = Send{.number = static_cast<std::uint32_t>(number / 200'000) + 1,
                   .content = content->sha256(),
                   .received = kStart,
                   .ready = kStart,
                   .receipts = std::vector<ReceiptEntry>(kReceipts)};
  for (auto identity = number * 1000; auto& receipt : send.receipts) receipt.identity = identity++;
  return {.key = {.station = static_cast<identity::StationIndex>(number % 200'000), .month = kMonth},
          .send = std::move(send),
          .file = {.content = std::move(content), .lines = std::vector<ListLine>(2)}};
}

std::vector<std::string> usual_files() {
  auto files = std::vector<std::string>{};
  for (auto i = std::uint64_t{0}; i < 64; ++i) files.push_back(usual_file(i));
  return files;
}

void sends(benchmark::State& state) {
  auto const folder = Folder{};
  auto const files = usual_files();
  auto store = ClaimsStore{folder.path / "claims.db", {{"seed", "1"}}};
  auto loop = store::ServicesLoop{};
  auto commits = ClaimsCommit{store.sink(), loop.poster(), [](std::string const&) {}};
  auto const journal = store.journal_to(commits);
  auto under_way = std::int64_t{0};
  auto next = std::uint64_t{0};
  auto lost = false;
  auto const cpu = cpu_seconds();
  for (auto _ : state) {
    while (under_way >= state.range(0)) loop.run_one();
    journal->note(usual_send(next, files[next % files.size()]));
    ++next;
    ++under_way;
    commits.when_kept([&](bool kept) {
      --under_way;
      lost = lost || !kept;
    });
  }
  while (under_way > 0) loop.run_one();
  auto const used = cpu_seconds() - cpu;
  if (lost) state.SkipWithError("not everything was kept");
  auto const counters = commits.counters();
  auto const count = static_cast<double>(state.iterations());
  state.SetItemsProcessed(state.iterations());
  state.counters["sends_per_commit"] = count / static_cast<double>(counters.commits);
  state.counters["commit_ms"] =
      static_cast<double>(counters.microseconds) / 1000 / static_cast<double>(counters.commits);
  state.counters["cpu_us_per_send"] = used * 1e6 / count;
  state.counters["bytes_per_send"] =
      static_cast<double>(std::filesystem::file_size(folder.path / "claims.db")) / count;
}
BENCHMARK(sends)->Arg(1)->Arg(8)->Arg(64)->Arg(256)->UseRealTime();

// To find the lines and read the text of any send, while nothing is written.
void reading_back(benchmark::State& state) {
  auto const folder = Folder{};
  auto const files = usual_files();
  auto store = ClaimsStore{folder.path / "claims.db", {{"seed", "1"}}};
  auto changes = std::vector<ClaimChange>{};
  for (auto i = std::uint64_t{0}; i < 10'000; ++i) changes.push_back(usual_send(i, files[i % files.size()]));
  store.sink().write(changes);
  auto next = std::uint64_t{0};
  for (auto _ : state) {
    auto const station = static_cast<identity::StationIndex>(next++ * 7919 % 10'000);
    auto const file = store.archive().file({.station = station, .month = kMonth}, 1);
    auto bytes = std::size_t{0};
    file.content->read([&bytes](std::string_view piece) { bytes += piece.size(); });
    if (bytes != files[station % files.size()].size()) state.SkipWithError("the file is another");
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(reading_back);

// Bringing back the nation's month after a restart.
void restart(benchmark::State& state) {
  auto const folder = Folder{};
  auto const path = folder.path / "claims.db";
  auto const files = usual_files();
  {
    auto store = ClaimsStore{path, {{"seed", "1"}}};
    for (auto i = std::uint64_t{0}; i < 34'000; i += 1000) {
      auto changes = std::vector<ClaimChange>{};
      for (auto j = i; j < i + 1000; ++j) changes.push_back(usual_send(j, files[j % files.size()]));
      store.sink().write(changes);
    }
  }
  for (auto _ : state) {
    auto store = ClaimsStore{path, {{"seed", "1"}}};
    auto receipts = std::size_t{0};
    store.load([&receipts](ClaimChange const& change) {
      receipts += std::get<SendMade>(change).send.receipts.size();
    });
    if (receipts != 34'000 * kReceipts) state.SkipWithError("not everything came back");
  }
  state.SetItemsProcessed(state.iterations() * 34'000);
}
BENCHMARK(restart)->Unit(benchmark::kMillisecond)->UseRealTime()->Iterations(3);

// One file of that many bytes, alone in its commit.
void large_send(benchmark::State& state) {
  auto const folder = Folder{};
  auto store = ClaimsStore{folder.path / "claims.db", {{"seed", "1"}}};
  auto const text = usual_file(1);
  auto next = std::uint64_t{0};
  for (auto _ : state) {
    state.PauseTiming();
    auto content = std::make_unique<SpooledContent>(SpoolSettings{.folder = folder.path / "incoming"});
    while (content->size() + text.size() <= static_cast<std::uint64_t>(state.range(0))) content->append(text);
    auto changes = std::vector<ClaimChange>{};
    auto made = usual_send(next++, "");
    made.send.content = content->sha256();
    made.file.content = std::move(content);
    changes.push_back(std::move(made));
    state.ResumeTiming();
    store.sink().write(changes);
  }
  state.SetBytesProcessed(state.iterations() * state.range(0));
  auto usage = rusage{};
  getrusage(RUSAGE_SELF, &usage);
  state.counters["most_memory_mb"] = static_cast<double>(usage.ru_maxrss) / 1024;
}
BENCHMARK(large_send)->Arg(100'000'000)->Unit(benchmark::kMillisecond)->UseRealTime()->Iterations(2);

void compressing(benchmark::State& state) {
  auto const made = usual_send(0, usual_file(0));
  auto packed = std::size_t{0};
  auto packer = Packer{};
  for (auto _ : state) {
    packed = 0;
    packer.pack(*made.file.content, [&packed](PackedPiece const& piece) { packed += piece.packed.size(); });
  }
  state.SetItemsProcessed(state.iterations());
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(made.file.content->size()));
  state.counters["packed_bytes"] = static_cast<double>(packed);
}
BENCHMARK(compressing);

void in_memory(benchmark::State& state) {
  auto archive = MemoryClaimsArchive{};
  auto const text = usual_file(0);
  auto next = std::uint64_t{0};
  for (auto _ : state) archive.note(usual_send(next++ % 10'000, text));
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(in_memory);

void login(benchmark::State& state) {
  auto const seal = OpensslPasswordSeal{};
  auto const sealed = seal.seal("abcDEF23");
  for (auto _ : state) {
    if (!seal.fits("abcDEF23", sealed)) state.SkipWithError("the password should fit");
  }
}
BENCHMARK(login);

}  // namespace
}  // namespace kazasu::adapters
