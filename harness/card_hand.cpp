#include "harness/card_hand.h"

#include "emulators/adapters/card_host/host_hand.h"

namespace kazasu::harness {

namespace {

constexpr auto kControlSocket = "card-control.sock";  // in the host's data folder

}  // namespace

std::unique_ptr<terminal::CardHand> make_card_hand(RunOptions const& options) {
  if (options.card_host.empty()) return nullptr;
  return adapters::make_host_hand(options.card_host / kControlSocket);
}

}  // namespace kazasu::harness
