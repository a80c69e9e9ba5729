// Commands a second through PC/SC: client, pcscd, the virtual reader in it, the card host, the card and back.
// Starts its own pcscd in a private namespace; see docs/benchmarks.md for how to read the figures.
//
//   reader_bench [--slots N] [--pinned] [--seconds S]
//   reader_bench --swaps N [--pinned]
//
// One client thread a slot sends READ BINARY of 256 bytes. --pinned puts all processes on one core. --swaps
// measures instead how long it takes from the swap of a card until the handle on the old one says so.
#include <sched.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "emulators/adapters/card_host/card_slot.h"
#include "emulators/adapters/card_host/reader_server.h"
#include "tests/card/card_fixture.h"
#include "tests/card/hex.h"
#include "tests/e2e/pcsc_client.h"
#include "tests/e2e/private_namespace.h"
#include "tests/e2e/private_pcscd.h"
#include "tests/identity/temporary_folder.h"

namespace {

using namespace kazasu;
using Clock = std::chrono::steady_clock;

struct Options {
  std::size_t slots = 1;
  bool pinned = false;
  int seconds = 5;
  int swaps = 0;
};

[[noreturn]] void usage() {
  std::fputs("usage: reader_bench [--slots 1-16] [--pinned] [--seconds S] [--swaps N]\n", stderr);
  std::exit(2);
}

Options parse(int count, char** arguments) {
  auto options = Options{};
  for (auto i = 1; i < count; ++i) {
    auto const word = std::string_view{arguments[i]};
    if (word == "--pinned") {
      options.pinned = true;
    } else if (word == "--slots" && i + 1 < count) {
      options.slots = static_cast<std::size_t>(std::atoi(arguments[++i]));
    } else if (word == "--seconds" && i + 1 < count) {
      options.seconds = std::atoi(arguments[++i]);
    } else if (word == "--swaps" && i + 1 < count) {
      options.swaps = std::atoi(arguments[++i]);
    } else {
      usage();
    }
  }
  if (options.slots < 1 || options.slots > 16 || options.seconds < 1) usage();
  return options;
}

// This process and all that it starts from now on.
void pin_to_one_core() {
  auto allowed = cpu_set_t{};
  CPU_ZERO(&allowed);
  CPU_SET(0, &allowed);
  ::sched_setaffinity(0, sizeof(allowed), &allowed);
}

std::string reader_name(std::size_t slot) {
  auto name = std::string{"kazasu 00 00"};
  name.back() = "0123456789ABCDEF"[slot];
  return name;
}

class Rig {
 public:
  explicit Rig(std::size_t count) {
    auto served = std::vector<adapters::CardSlot*>{};
    for (std::size_t i = 0; i < count; ++i) {
      slots_.push_back(std::make_unique<adapters::CardSlot>(static_cast<std::uint32_t>(i), nullptr));
      slots_.back()->insert(new_card());
      served.push_back(slots_.back().get());
    }
    auto const socket = folder_.path() / "reader.sock";
    server_ = std::make_unique<adapters::ReaderServer>(socket, std::move(served));
    pcscd_ = std::make_unique<e2e::PrivatePcscd>(
        e2e::PcscdOptions{.folder = folder_.path(), .socket = socket, .slots = count});
  }

  void swap() { slots_.front()->swap(new_card()); }

 private:
  adapters::SlotCard new_card() const {
    return {.card = card::whole_card(people_),
            .atr = card::from_hex("3B888001000041E0B381A1003B"),
            .uid = {},
            .label = "bench"};
  }

  identity::TemporaryFolder folder_;
  card::TestPeople people_;
  std::vector<std::unique_ptr<adapters::CardSlot>> slots_;
  std::unique_ptr<adapters::ReaderServer> server_;
  std::unique_ptr<e2e::PrivatePcscd> pcscd_;
};

// What one client measures, in nanoseconds; nothing when an answer was not the certificate.
std::vector<std::int64_t> measure(e2e::PcscCard& card, std::atomic<bool> const& running) {
  auto const command = card::from_hex("00B08A0000");
  auto times = std::vector<std::int64_t>{};
  times.reserve(1U << 20U);
  while (running) {
    auto const begin = Clock::now();
    auto const answer = card.transmit(command, 258);
    auto const took = Clock::now() - begin;
    if (answer.bytes.size() != 258) {
      std::fprintf(stderr, "not the certificate: %s\n", answer.result.c_str());
      return {};
    }
    times.push_back(std::chrono::nanoseconds{took}.count());
  }
  return times;
}

double microseconds(std::vector<std::int64_t> const& sorted, double share) {
  auto const last = sorted.size() - 1;
  return static_cast<double>(sorted[static_cast<std::size_t>(share * static_cast<double>(last))]) / 1000;
}

void print_times(std::vector<std::int64_t>& times) {
  std::ranges::sort(times);
  std::printf("p50 %.0f us, p99 %.0f us, max %.0f us\n", microseconds(times, 0.5), microseconds(times, 0.99),
              microseconds(times, 1));
}

std::unique_ptr<e2e::PcscCard> selected(e2e::PcscClient& client, std::size_t slot) {
  auto const select = card::from_hex("00A4040C0AD392F000260100000001");
  auto const due = Clock::now() + std::chrono::seconds{20};
  while (Clock::now() < due) {
    auto connected = client.connect(reader_name(slot));
    if (connected.card && connected.card->transmit(select).result == "SCARD_S_SUCCESS") {
      return std::move(connected.card);
    }
    std::this_thread::sleep_for(std::chrono::microseconds{100});
  }
  throw std::runtime_error("no card in " + reader_name(slot));
}

void measure_swaps(Options const& options) {
  auto rig = Rig{1};
  auto client = e2e::PcscClient{};
  auto const command = card::from_hex("00B08A0000");
  auto times = std::vector<std::int64_t>{};
  for (auto i = 0; i < options.swaps; ++i) {
    auto const handle = selected(client, 0);
    auto const begin = Clock::now();
    rig.swap();
    while (handle->transmit(command).result != "SCARD_W_REMOVED_CARD") {
    }
    times.push_back(std::chrono::nanoseconds{Clock::now() - begin}.count());
  }
  std::printf("%d swaps%s, until the old handle is told: ", options.swaps,
              options.pinned ? " pinned to one core" : "");
  print_times(times);
}

void measure_commands(Options const& options) {
  auto const rig = Rig{options.slots};
  auto clients = std::vector<std::unique_ptr<e2e::PcscClient>>{};
  auto cards = std::vector<std::unique_ptr<e2e::PcscCard>>{};
  for (std::size_t i = 0; i < options.slots; ++i) {
    clients.push_back(std::make_unique<e2e::PcscClient>());
    cards.push_back(selected(*clients.back(), i));
  }
  auto running = std::atomic<bool>{true};
  auto results = std::vector<std::vector<std::int64_t>>(options.slots);
  auto threads = std::vector<std::jthread>{};
  auto const begin = Clock::now();
  for (std::size_t i = 0; i < options.slots; ++i) {
    threads.emplace_back([&, i] { results[i] = measure(*cards[i], running); });
  }
  std::this_thread::sleep_for(std::chrono::seconds{options.seconds});
  running = false;
  threads.clear();
  auto const seconds = std::chrono::duration<double>(Clock::now() - begin).count();
  auto all = std::vector<std::int64_t>{};
  for (auto const& one : results) {
    if (one.empty()) throw std::runtime_error("a client got no answer");
    all.insert(all.end(), one.begin(), one.end());
  }
  std::printf("%zu slots%s: %.0f APDU/s, ", options.slots, options.pinned ? " pinned to one core" : "",
              static_cast<double>(all.size()) / seconds);
  print_times(all);
}

void run(Options const& options) {
  e2e::enter_private_namespace();
  if (options.pinned) pin_to_one_core();
  if (options.swaps > 0) {
    measure_swaps(options);
  } else {
    measure_commands(options);
  }
}

}  // namespace

int main(int count, char** arguments) {
  try {
    run(parse(count, arguments));
    return 0;
  } catch (std::exception const& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
}
