// What certificate status costs: signing, keeping, judging, and the whole exchange over loopback.
#include <benchmark/benchmark.h>

#include "emulators/adapters/http/server_loop.h"
#include "emulators/adapters/ocsp/ocsp_client.h"
#include "emulators/adapters/ocsp/ocsp_http.h"
#include "sim/realtime.h"
#include "tests/adapters/ocsp_world.h"

namespace kazasu::adapters::testing {
namespace {

void sign_new(benchmark::State& state) {
  auto world = OcspWorld{};
  auto serial = std::uint32_t{0};
  for (auto _ : state) {
    auto const request = world.verifier.request_for(++serial);
    benchmark::DoNotOptimize(world.responder.answer(request, kOcspNow).der.data());
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(sign_new)->Unit(benchmark::kMicrosecond);

void answer_kept(benchmark::State& state) {
  auto world = OcspWorld{};
  auto const request = world.verifier.request_for(kSerial);
  for (auto _ : state) benchmark::DoNotOptimize(world.responder.answer(request, kOcspNow).der.data());
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(answer_kept)->Unit(benchmark::kMicrosecond);

void judge(benchmark::State& state) {
  auto world = OcspWorld{};
  auto const der = world.responder.answer(world.verifier.request_for(kSerial), kOcspNow).der;
  for (auto _ : state) benchmark::DoNotOptimize(world.verifier.judge(der, kSerial, kOcspNow).trust);
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(judge)->Unit(benchmark::kMicrosecond);

// Both ends on one thread, 64 questions at a time, each about another certificate.
void exchange(benchmark::State& state) {
  auto world = OcspWorld{};
  auto http = OcspHttp{world.responder};
  auto loop = ServerLoop{};
  auto const calendar = [] { return kOcspNow; };
  auto const& listener =
      loop.listen(PlainListenerOptions{.name = "ocsp", .service = http, .calendar = calendar});
  auto client = OcspClient{loop.realtime(), OcspClientOptions{.port = listener.port(),
                                                              .card_ca_pem = world.pki.card_ca_pem(),
                                                              .calendar = calendar}};
  auto serial = std::uint32_t{0};
  for (auto _ : state) {
    auto left = 64;
    for (auto i = 0; i < 64; ++i) {
      client.ask(++serial, kOcspNow, [&](eligibility::CertificateStatus const&) { --left; });
    }
    while (left > 0) loop.realtime().io.run_one();
  }
  state.SetItemsProcessed(state.iterations() * 64);
  if (client.counters().by_trust[0] != serial) state.SkipWithError("not every answer was trusted");
}
BENCHMARK(exchange)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace kazasu::adapters::testing

BENCHMARK_MAIN();
