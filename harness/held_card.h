// The one card that a command holds: emulated in this process, or whichever lies on a reader of PC/SC.
#pragma once

#include <memory>

#include "emulators/adapters/card_host/card_slot.h"
#include "emulators/adapters/pcsc/pcsc_reader.h"
#include "emulators/terminal/card_reader.h"
#include "harness/card_options.h"
#include "harness/card_supply.h"
#include "sim/realtime.h"

namespace kazasu::harness {

class HeldCard {
 public:
  // Throws CommandError: kUsage, kCardHost for a card's state in use elsewhere, kReader.
  explicit HeldCard(HeldCardOptions const& options);
  HeldCard(HeldCard const&) = delete;
  HeldCard& operator=(HeldCard const&) = delete;

  // Once. The source is destroyed before this.
  std::unique_ptr<terminal::CardReaderSource> readers(sim::Realtime& realtime);

 private:
  std::unique_ptr<CardSupply> supply_;  // null with a reader of PC/SC
  std::shared_ptr<adapters::CardSlot> slot_;
  std::unique_ptr<adapters::PcscReader> reader_;
};

}  // namespace kazasu::harness
