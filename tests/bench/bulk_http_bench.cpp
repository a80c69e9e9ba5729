// A bulk inquiry of 100,000 people over mutual TLS on loopback, from the message to the message, and how long
// the others on the line wait meanwhile. The calendar jumps over the time that the emulated system takes by
// its model.
#include <benchmark/benchmark.h>
#include <sys/resource.h>

#include <algorithm>
#include <atomic>
#include <thread>

#include "emulators/adapters/http/https_connections.h"
#include "emulators/adapters/xml/bulk_xml.h"
#include "emulators/adapters/xml/eligibility_xml.h"
#include "emulators/eligibility/instant_credential_check.h"
#include "emulators/identity/generated_people.h"
#include "emulators/identity/generated_registry.h"
#include "emulators/identity/generated_stations.h"
#include "harness/closed_line_codec.h"
#include "tests/adapters/loopback.h"

namespace kazasu::adapters::testing {
namespace {

constexpr auto kPeople = std::uint64_t{10'000'000};
constexpr auto kLongest = std::chrono::seconds{120};

struct Country {
  identity::PopulationSettings settings{
      .seed = 1, .people = kPeople, .stations = 100, .calendar_start = jst(kInside)};
  identity::GeneratedPeople people{settings};
  identity::GeneratedRegistry registry{people, settings};
  identity::GeneratedStations stations{settings};
  eligibility::InstantCredentialCheck check;
  eligibility::EligibilitySystem system{
      {.stations = stations, .people = people, .registry = registry, .check = check}};
  std::string institution = stations.station(0).institution_code;

  std::string request(std::size_t records) const {
    auto bulk = eligibility::BulkRequest{.institution_code = institution};
    for (std::size_t i = 0; i < records; ++i) {
      auto const person = people.person(i * 97 % kPeople);
      bulk.items.push_back({.search = {.insurer_number = person.insurer_number,
                                       .symbol = person.insured_symbol,
                                       .number = person.insured_number,
                                       .branch = person.insured_branch,
                                       .birth_date = person.birth_date}});
    }
    return encode(bulk);
  }
};

// The closed line and its thread. The calendar is moved from outside.
class Line {
 public:
  explicit Line(Country& country)
      : service_(closed_line_handlers(country.system), harness::closed_line_server_codec()) {
    auto& listener = loop_.listen(
        HttpsListenerOptions{.name = "closed line",
                             .certificate_pem = credentials().server_pem,
                             .key_pem = credentials().server_key_pem,
                             .client_ca_pem = credentials().station_ca_pem,
                             .service = service_,
                             .calendar = [this] { return jst(kInside) + std::chrono::hours{hours.load()}; }});
    port = listener.port();
    thread_ = std::thread{[this] { loop_.run(); }};
  }
  ~Line() {
    loop_.request_stop();
    thread_.join();
  }
  Line(Line const&) = delete;
  Line& operator=(Line const&) = delete;

  std::atomic<int> hours = 0;
  std::uint16_t port = 0;

 private:
  ClosedLineHttp service_;
  ServerLoop loop_;
  std::thread thread_;
};

struct Bulk {
  Line& line;
  HttpsConnections& connections;
  sim::Realtime& realtime;
  std::string const& request;
  std::string const& institution;
  std::size_t bytes = 0;
  bool over = false;
  double longest_wait_ms = 0;
};

HttpCall call_of(std::string path, std::string body) {
  return {.path = std::move(path), .content_type = "application/xml; charset=utf-8", .body = std::move(body)};
}

sim::Task<void> ask_bulk(Bulk& bulk) {
  auto request = call_of("/eligibility/bulk/inquiry/requests", bulk.request);
  auto const first = bulk.realtime.engine.now() + kLongest;
  auto const accepted = co_await bulk.connections.call(std::move(request), first);
  auto const acceptance = decode_bulk_acceptance(accepted.body);
  bulk.line.hours += 1;
  auto question = call_of("/eligibility/bulk/inquiry/results",
                          encode(eligibility::BulkResultRequest{
                              .institution_code = bulk.institution,
                              .reception_number = acceptance.message.value().reception_number}));
  auto const second = bulk.realtime.engine.now() + kLongest;
  auto const result = co_await bulk.connections.call(std::move(question), second);
  bulk.bytes = result.body.size();
  bulk.over = true;
}

// Somebody else's small questions, one after the other.
sim::Task<void> ask_beside(Bulk& bulk) {
  while (!bulk.over) {
    auto notices = call_of("/eligibility/notices",
                           encode(eligibility::NoticeRequest{.institution_code = bulk.institution}));
    auto const deadline = bulk.realtime.engine.now() + kLongest;
    auto const reply = co_await bulk.connections.call(std::move(notices), deadline);
    auto const waited = std::chrono::duration<double, std::milli>{reply.connect + reply.exchange}.count();
    bulk.longest_wait_ms = std::max(bulk.longest_wait_ms, waited);
    co_await bulk.realtime.engine.sleep_for(std::chrono::milliseconds{5});
  }
}

double peak_mebibytes() {
  auto usage = rusage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

void bulk_over_https(benchmark::State& state) {
  auto country = Country{};
  auto line = Line{country};
  auto const request = country.request(static_cast<std::size_t>(state.range(0)));
  auto realtime = sim::Realtime{};
  auto connections = HttpsConnections{
      realtime,
      {.target = target_at(line.port),
       .legs = {LegPolicy{}},
       .credentials = [&](identity::StationIndex) { return credentials().station(country.institution); },
       .calendar = [] { return jst(kInside); },
       .longest_answer = kLongestBulkResult}};
  auto bulk = Bulk{line, connections, realtime, request, country.institution};
  for (auto _ : state) {
    bulk.over = false;
    realtime.engine.spawn(ask_bulk(bulk));
    realtime.engine.spawn(ask_beside(bulk));
    realtime.engine.run_until();
    if (bulk.bytes < 1000 * static_cast<std::size_t>(state.range(0)) / 2)
      state.SkipWithError("no whole result");
    line.hours += 24 * 8;
  }
  state.counters["request_MB"] = static_cast<double>(request.size()) / 1e6;
  state.counters["result_MB"] = static_cast<double>(bulk.bytes) / 1e6;
  state.counters["longest_wait_beside_ms"] = bulk.longest_wait_ms;
  state.counters["peak_MiB"] = peak_mebibytes();
}
BENCHMARK(bulk_over_https)->Arg(100'000)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace
}  // namespace kazasu::adapters::testing
