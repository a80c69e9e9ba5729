// Exchanges through pcscd and Debian's stock vpcd: how many a second, and how long one takes.
//
//   build/bench/vpcd_bench [SECONDS]
//
// Starts pcscd itself, in a mount and network namespace of its own; needs what tests/e2e needs.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <string>

#include "emulators/adapters/card_host/vpcd_link.h"
#include "sim/histogram.h"
#include "tests/card/card_fixture.h"
#include "tests/card/hex.h"
#include "tests/e2e/pcsc_client.h"
#include "tests/e2e/private_namespace.h"
#include "tests/e2e/private_pcscd.h"
#include "tests/e2e/stock_vpcd.h"
#include "tests/identity/temporary_folder.h"

namespace kazasu::e2e {
namespace {

using Clock = std::chrono::steady_clock;

constexpr auto kRoom = std::size_t{258};

void exchange(PcscCard& card, std::string const& command, std::size_t expected) {
  auto const answer = card.transmit(command, kRoom);
  if (answer.bytes.size() != expected) {
    throw std::runtime_error(answer.result + ", " + card::to_hex(answer.bytes));
  }
}

// READ BINARY of 256 bytes without cryptography, one after the other.
sim::Histogram measure(PcscCard& card, std::chrono::seconds time) {
  exchange(card, card::from_hex("00A4040C0AD392F000260100000001"), 2);
  auto const read = card::from_hex("00B08B0000");
  for (auto i = 0; i < 1000; ++i) exchange(card, read, kRoom);  // warm
  auto times = sim::Histogram{};
  auto const end = Clock::now() + time;
  for (auto before = Clock::now(); before < end;) {
    exchange(card, read, kRoom);
    auto const after = Clock::now();
    times.record(after - before);
    before = after;
  }
  return times;
}

void measure_and_print(std::chrono::seconds time) {
  auto const folder = identity::TemporaryFolder{};
  auto const driver_folder = identity::TemporaryFolder{};
  auto const driver = copy_of_vpcd(driver_folder.path());
  enter_private_namespace();
  enter_private_network();
  auto const pcscd = PrivatePcscd{
      PcscdOptions{.folder = folder.path(), .configuration = vpcd_configuration(driver, kVpcdDevice)}};
  auto client = PcscClient{};
  auto slot = adapters::CardSlot{0, nullptr};
  auto const link = adapters::VpcdLink{slot, {}};
  slot.insert({.card = card::test_card(),
               .atr = card::from_hex("3B888001000041E0B381A1003B"),
               .uid = {},
               .label = "bench"});
  if (!client.wait_for(kVpcdReader, true)) throw std::runtime_error("vpcd does not see the card");
  auto connected = client.connect(kVpcdReader);
  if (!connected.card) throw std::runtime_error(connected.result);
  auto const times = measure(*connected.card, time);
  auto const microseconds = [](sim::Duration duration) {
    return static_cast<double>(duration.count()) / 1e3;
  };
  std::printf(
      "stock vpcd, one slot, READ BINARY of 256 bytes: %llu exchanges in %lld s, %.0f/s, p50 %.1f us, "
      "p99 %.1f us, longest %.1f us\n",
      static_cast<unsigned long long>(times.count()), static_cast<long long>(time.count()),
      static_cast<double>(times.count()) / static_cast<double>(time.count()),
      microseconds(times.percentile(50)), microseconds(times.percentile(99)), microseconds(times.max()));
}

}  // namespace
}  // namespace kazasu::e2e

int main(int argc, char** argv) {
  try {
    kazasu::e2e::measure_and_print(std::chrono::seconds{argc > 1 ? std::max(1, std::atoi(argv[1])) : 5});
  } catch (std::exception const& failure) {
    std::fprintf(stderr, "%s\n", failure.what());
    return 1;
  }
  return 0;
}
