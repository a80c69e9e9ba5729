// A body of 100 MB over mutual TLS on loopback, read in pieces by the client and taken in pieces by the
// server, and how long others on the same listener wait meanwhile. One process has both ends; peak_MiB is its
// own.
#include <benchmark/benchmark.h>
#include <sys/resource.h>

#include <algorithm>

#include "emulators/adapters/http/https_connections.h"
#include "tests/adapters/loopback.h"
#include "tests/adapters/upload_service.h"

namespace kazasu::adapters::testing {
namespace {

constexpr auto kLongest = std::chrono::seconds{120};
constexpr auto kPiece = std::size_t{256} * 1024;

struct Upload {
  HttpsConnections& connections;
  sim::Realtime& realtime;
  std::uint64_t size = 0;
  HttpReply reply{};
  bool over = false;
  double longest_wait_ms = 0;
};

sim::Task<void> send(Upload& upload) {
  auto call = HttpCall{.path = "/upload", .content_type = "application/octet-stream"};
  call.pieces = BodyPieces{.size = upload.size, .at = [](std::uint64_t) { return std::string(kPiece, 'x'); }};
  auto const deadline = upload.realtime.engine.now() + kLongest;
  auto reply = co_await upload.connections.call(std::move(call), deadline);
  upload.reply = std::move(reply);
  upload.over = true;
}

sim::Task<void> ask_beside(Upload& upload) {
  while (!upload.over) {
    auto call = HttpCall{.station = 1, .method = "GET", .path = "/other"};
    auto const deadline = upload.realtime.engine.now() + kLongest;
    auto const reply = co_await upload.connections.call(std::move(call), deadline);
    auto const waited = std::chrono::duration<double, std::milli>{reply.connect + reply.exchange}.count();
    upload.longest_wait_ms = std::max(upload.longest_wait_ms, waited);
    co_await upload.realtime.engine.sleep_for(std::chrono::milliseconds{5});
  }
}

double peak_mebibytes() {
  auto usage = rusage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

void upload_over_https(benchmark::State& state) {
  auto log = UploadLog{};
  log.keeps_text = false;
  auto service = UploadService{log};
  service.limit = static_cast<std::uint64_t>(state.range(0));
  auto server = TestServer{{.service = service, .client_certificates = true}};
  auto realtime = sim::Realtime{};
  auto connections = HttpsConnections{
      realtime,
      {.target = target_at(server.port()),
       .legs = {LegPolicy{}},
       .credentials = [](identity::StationIndex) { return credentials().station("0160109005"); },
       .calendar = [] { return jst(kInside); }}};
  auto upload = Upload{connections, realtime, service.limit};
  auto const before = peak_mebibytes();
  for (auto _ : state) {
    upload.over = false;
    realtime.engine.spawn(send(upload));
    realtime.engine.spawn(ask_beside(upload));
    realtime.engine.run_until();
    if (upload.reply.body != "/upload 0 " + std::to_string(upload.size))
      state.SkipWithError("not taken whole");
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations()) * state.range(0));
  state.counters["longest_wait_beside_ms"] = upload.longest_wait_ms;
  state.counters["peak_MiB"] = peak_mebibytes();
  state.counters["peak_before_MiB"] = before;
}
BENCHMARK(upload_over_https)
    ->Arg(1'000'000)
    ->Arg(100'000'000)
    ->Arg(400'000'000)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

}  // namespace
}  // namespace kazasu::adapters::testing
