// A reader on a card slot of this process, without pcscd: the card that lies in the slot is held to it.
#pragma once

#include <memory>
#include <string>

#include "emulators/adapters/card_host/card_slot.h"
#include "emulators/adapters/pcsc/pcsc_reader.h"

namespace kazasu::adapters {

// `slot` is shared, since a call that waits for a card may outlive whoever holds the reader. `patience` is
// the block waiting time.
std::unique_ptr<PcscReader> make_slot_card_reader(std::string name, std::shared_ptr<CardSlot> slot,
                                                  sim::Duration patience);

}  // namespace kazasu::adapters
