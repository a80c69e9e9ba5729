// How long the eligibility system takes for an inquiry by stored data and for a bulk inquiry of 100,000
// people, among ten million.
#include <benchmark/benchmark.h>
#include <sys/resource.h>

#include <string>

#include "emulators/adapters/xml/bulk_xml.h"
#include "emulators/eligibility/eligibility_system.h"
#include "emulators/eligibility/instant_credential_check.h"
#include "emulators/identity/generated_registry.h"
#include "emulators/identity/generated_stations.h"

namespace kazasu::eligibility {
namespace {

auto const kStart = sim::parse_iso_date_time("2024-12-02T08:30:00+09:00");
constexpr auto kPeople = std::uint64_t{10'000'000};

struct Country {
  identity::PopulationSettings settings{
      .seed = 1, .people = kPeople, .stations = 100, .calendar_start = kStart};
  identity::GeneratedPeople people{settings};
  identity::GeneratedRegistry registry{people, settings};
  identity::GeneratedStations stations{settings};
  InstantCredentialCheck check;
  EligibilitySystem system{{.stations = stations, .people = people, .registry = registry, .check = check}};

  InsuredSearch search(identity::PersonIndex index) const {
    auto const person = people.person(index);
    return {.insurer_number = person.insurer_number,
            .symbol = person.insured_symbol,
            .number = person.insured_number,
            .branch = person.insured_branch,
            .birth_date = person.birth_date};
  }
  BulkRequest request(std::size_t records) const {
    auto bulk = BulkRequest{.institution_code = stations.station(0).institution_code};
    for (std::size_t i = 0; i < records; ++i) bulk.items.push_back({.search = search(i * 97 % kPeople)});
    return bulk;
  }
};

double peak_mebibytes() {
  auto usage = rusage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

// A person under stored data, history included.
void find_by_items(benchmark::State& state) {
  auto const country = Country{};
  auto next = identity::PersonIndex{0};
  for (auto _ : state) {
    auto const search = country.search(next);
    benchmark::DoNotOptimize(country.registry.by_insured_items(search.items(), search.birth_date));
    next = (next + 7919) % kPeople;
  }
  state.SetItemsProcessed(state.iterations());
  state.counters["peak_MiB"] = peak_mebibytes();
}
BENCHMARK(find_by_items);

// Request and result of 100,000 records, without and with the XML on both sides.
void bulk_inquiry(benchmark::State& state, bool as_xml) {
  auto country = Country{};
  auto const records = static_cast<std::size_t>(state.range(0));
  auto const request = country.request(records);
  auto const xml = as_xml ? adapters::encode(request) : std::string{};
  auto meter = NoMeter{};
  auto now = kStart;
  for (auto _ : state) {
    auto bulk = as_xml ? adapters::decode_bulk_request(xml, BulkKind::kInquiry).message.value() : request;
    auto const accepted = country.system.request_bulk(std::move(bulk), now, meter);
    now += std::chrono::hours{1};
    auto const result = country.system.bulk_result(
        {.institution_code = request.institution_code, .reception_number = accepted.reception_number}, now,
        meter);
    if (result.units.size() != records || result.errors() != 0)
      state.SkipWithError("not every record answered");
    if (as_xml) benchmark::DoNotOptimize(adapters::encode(result).size());
    now += std::chrono::days{8};
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
  state.counters["peak_MiB"] = peak_mebibytes();
}
BENCHMARK_CAPTURE(bulk_inquiry, domain, false)->Arg(100'000)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(bulk_inquiry, xml, true)->Arg(100'000)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace kazasu::eligibility
