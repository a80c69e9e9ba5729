// Real card readers, or whatever PC/SC takes for one, for the terminals of a run in real time.
#pragma once

#include <memory>
#include <vector>

#include "emulators/adapters/pcsc/pcsc_reader.h"
#include "emulators/reader/apdu_record.h"
#include "emulators/terminal/card_hand.h"
#include "emulators/terminal/card_reader.h"

namespace kazasu::sim {
struct Realtime;
}

namespace kazasu::adapters {

struct PcscReaderParts {
  std::vector<std::unique_ptr<PcscReader>> readers;
  // Puts the person's card on the reader at activation, and takes it away when the tap is over. Null: the
  // card that lies there is used, whoever's it is.
  terminal::CardHand* hand = nullptr;
  // Receives what the terminals send and hear, with the reader's index as the slot. May be null.
  reader::ApduSink* sink = nullptr;
};

// A tap takes a free reader at its activation and gives it back when it is destroyed; taps that find none
// free are served in order. That wait, and the wait for a card to be held to the reader, are part of the
// activation. Times are measured, none is modelled. Every step returns by its deadline, also while a call to
// PC/SC hangs: the reader of such a tap is given to nobody until the call has returned. A step throws
// PcscError when pcscd ends during the run, and what the hand throws.
//
// `realtime`, hand and sink outlive the source. Destroy it after the last run: that takes the cards off the
// readers, and leaves behind the thread of a call that hangs for longer than two seconds. Throws
// std::invalid_argument for no readers.
std::unique_ptr<terminal::CardReaderSource> make_pcsc_card_readers(sim::Realtime& realtime,
                                                                   PcscReaderParts parts);

}  // namespace kazasu::adapters
