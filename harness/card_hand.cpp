#include "harness/card_hand.h"

#include "emulators/adapters/card_host/host_hand.h"
#include "harness/card_commands.h"

namespace kazasu::harness {

std::unique_ptr<terminal::CardHand> make_card_hand(RunOptions const& options) {
  if (options.card_host.empty()) return nullptr;
  return adapters::make_host_hand(control_socket(options.card_host));
}

}  // namespace kazasu::harness
