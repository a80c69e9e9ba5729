// What a million personalised cards cost, and what it costs to remember a PIN on disk.
#include <benchmark/benchmark.h>
#include <unistd.h>

#include <fstream>
#include <string>

#include "emulators/adapters/card/card_profiles_file.h"
#include "emulators/adapters/card/card_state_files.h"
#include "emulators/card/card_commands.h"
#include "emulators/card/card_deck.h"
#include "emulators/identity/generated_people.h"
#include "emulators/identity/instant_crypto.h"
#include "tests/card/hex.h"
#include "tests/identity/temporary_folder.h"

namespace kazasu::card {
namespace {

constexpr identity::PersonIndex kMillion = 1'000'000;

auto const kSelectJpki = from_hex("00A4040C0AD392F000260100000001");
auto const kReadTokenInfo = from_hex("00B0860000");

double resident_bytes() {
  auto pages = 0.0;
  auto all = 0.0;
  std::ifstream{"/proc/self/statm"} >> all >> pages;
  return pages * static_cast<double>(::sysconf(_SC_PAGESIZE));
}

// Each card is addressed: SELECT of the JPKI application, and EF 0006 read.
void a_million_cards(benchmark::State& state) {
  auto const people = identity::GeneratedPeople{{.people = kMillion}};
  auto const issuer = identity::make_instant_issuer();
  auto const world = CardWorld{.people = people, .issuer = *issuer};
  for (auto _ : state) {
    auto const before = resident_bytes();
    auto deck = CardDeck{world, adapters::built_in_card_profiles()};
    for (identity::PersonIndex person = 0; person < kMillion; ++person) {
      auto card = deck.card(person, "ordinary");
      auto const selected = transmit(card, kSelectJpki);
      auto const read = transmit(card, kReadTokenInfo);
      if (selected.size() != 2 || read.size() != 162) state.SkipWithError("a card did not answer");
    }
    auto const after = resident_bytes();
    state.counters["resident_MB"] = after / 1e6;
    state.counters["bytes_a_card"] = (after - before) / static_cast<double>(deck.cards());
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(kMillion));
}
BENCHMARK(a_million_cards)->Iterations(1)->Unit(benchmark::kMillisecond);

void personalise(benchmark::State& state) {
  auto const people = identity::GeneratedPeople{{.people = kMillion}};
  auto const issuer = identity::make_instant_issuer();
  auto const maker = CardMaker{{.people = people, .issuer = *issuer}, CardProfile{}};
  auto person = identity::PersonIndex{0};
  for (auto _ : state) benchmark::DoNotOptimize(maker.make(person++ % kMillion, nullptr));
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(personalise);

// VERIFY with the right PIN: two stores, where there is something to store to.
void verify(benchmark::State& state, bool on_disk, adapters::Durability durability) {
  auto const temporary = identity::TemporaryFolder{};
  auto files = adapters::CardStateFiles{temporary.path() / "cards", durability};
  auto const people = identity::GeneratedPeople{{.people = 10}};
  auto const issuer = identity::make_instant_issuer();
  auto const maker = CardMaker{{.people = people, .issuer = *issuer}, CardProfile{}};
  auto card = maker.make(0, on_disk ? &files : nullptr);
  transmit(card, kSelectJpki);
  auto const command = from_hex("0020009804") + people.person(0).pin;
  for (auto _ : state) {
    if (transmit(card, command) != std::string("\x90\x00", 2)) state.SkipWithError("VERIFY failed");
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK_CAPTURE(verify, in_memory, false, adapters::Durability::kProcess);
BENCHMARK_CAPTURE(verify, on_disk, true, adapters::Durability::kProcess)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(verify, on_disk_and_flushed, true, adapters::Durability::kPower)
    ->Unit(benchmark::kMicrosecond)
    ->UseRealTime();

}  // namespace
}  // namespace kazasu::card

BENCHMARK_MAIN();
