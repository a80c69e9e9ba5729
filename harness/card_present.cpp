// `kazasu card insert --vpcd` and `--vpcd-listen`: one card in the foreground, for readers that are not ours.
#include <cstdio>
#include <memory>
#include <stdexcept>
#include <string>

#include "emulators/adapters/card_host/card_slot.h"
#include "emulators/adapters/card_host/vpcd_link.h"
#include "emulators/adapters/card_host/vpcd_listener.h"
#include "harness/card_commands.h"
#include "harness/card_supply.h"
#include "harness/interruption.h"

namespace kazasu::harness {

namespace {

void say(adapters::VpcdLinkEvent event, std::string const& where) {
  switch (event) {
    case adapters::VpcdLinkEvent::kConnected:
      std::printf("connected to the vpcd at %s\n", where.c_str());
      break;
    case adapters::VpcdLinkEvent::kDisconnected:
      std::printf("disconnected\n");
      break;
    case adapters::VpcdLinkEvent::kUnreachable:
      std::printf("no vpcd listens at %s yet; waiting for one\n", where.c_str());
      break;
  }
  std::fflush(stdout);
}

adapters::TcpAddress address(std::string const& text) {
  try {
    return adapters::parse_tcp_address(text);
  } catch (std::invalid_argument const& error) {
    throw CommandError(ExitCode::kUsage, error.what());
  }
}

adapters::SlotCard card(CardSupply& supply, CardInsertOptions const& options) {
  try {
    return supply.card({.person = options.person,
                        .profile = options.profile,
                        .faults = options.faults,
                        .fault_seed = options.fault_seed,
                        .interface = options.contact ? adapters::CardInterface::kContact
                                                     : adapters::CardInterface::kContactless});
  } catch (std::invalid_argument const& mistake) {
    throw CommandError(ExitCode::kUsage, mistake.what());
  } catch (std::runtime_error const& error) {
    throw CommandError(ExitCode::kCardHost, error.what());
  }
}

void listen(adapters::CardSlot& slot, adapters::TcpAddress const& where, Interruption& interruption) {
  if (auto const warning = adapters::exposure_warning(where)) {
    std::fprintf(stderr, "kazasu: %s\n", warning->c_str());
  }
  auto listener = std::unique_ptr<adapters::VpcdListener>{};
  try {
    listener = std::make_unique<adapters::VpcdListener>(slot, adapters::VpcdLinkOptions{.address = where});
  } catch (std::runtime_error const& error) {
    throw CommandError(ExitCode::kPort, error.what());
  }
  std::printf("waiting for a remote reader on port %u\n", listener->port());
  std::fflush(stdout);
  interruption.wait();
}

void connect(adapters::CardSlot& slot, adapters::TcpAddress const& where, Interruption& interruption) {
  auto const name = adapters::text_of(where);
  auto const link = adapters::VpcdLink{
      slot, {.address = where, .on_event = [name](adapters::VpcdLinkEvent event) { say(event, name); }}};
  interruption.wait();
}

}  // namespace

ExitCode present_card(CardInsertOptions const& options) {
  auto interruption = Interruption{};  // before any thread
  auto const where = address(options.vpcd.empty() ? options.vpcd_listen : options.vpcd);
  if (options.vpcd_listen.empty()) require_own_host(where.host, options.owned_hosts);
  auto supply = CardSupply{{.world = options.world}};
  auto slot = adapters::CardSlot{0, nullptr};
  auto inserted = card(supply, options);
  slot.insert(std::move(inserted));
  if (options.vpcd.empty()) {
    listen(slot, where, interruption);
  } else {
    connect(slot, where, interruption);
  }
  return ExitCode::kOk;
}

}  // namespace kazasu::harness
