// The card reader of real time: APDU bytes to the same card, on a pool of threads, at the modelled pace.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

#include "emulators/card/card_model.h"
#include "emulators/card/card_stock.h"
#include "emulators/reader/apdu_record.h"
#include "emulators/terminal/card_reader.h"

namespace kazasu::sim {
struct Realtime;
}

namespace kazasu::adapters {

struct ByteReaderParts {
  card::CardStock& stock;
  card::CardModel model;
  std::uint64_t seed = 1;
  std::size_t threads = 1;  // for the work of all cards, signatures above all
  // Receives what the terminal sends and hears, with the visit's number as the slot; may be null and
  // otherwise outlives the source.
  reader::ApduSink* sink = nullptr;
};

// Cards are issued at their activation unless the stock was prepared. A step whose work the pool could not
// begin by its deadline times out without reaching the card; one that has begun is waited for, which takes no
// longer than the signature. Destroy the source before `realtime` and after the last run: that joins the
// pool, whose work refers to frames of the engine. Throws std::invalid_argument for no threads, and as
// NfcTiming does.
std::unique_ptr<terminal::CardReaderSource> make_byte_card_readers(sim::Realtime& realtime,
                                                                   ByteReaderParts parts);

}  // namespace kazasu::adapters
