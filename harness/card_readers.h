// Where the cards of a run in real time are read: in process, or at readers of PC/SC.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "emulators/card/card_stock.h"
#include "emulators/terminal/card_hand.h"
#include "emulators/terminal/card_reader.h"
#include "harness/options.h"
#include "harness/run_trace.h"
#include "scenarios/scenario.h"
#include "sim/realtime.h"

namespace kazasu::harness {

// The order of the members is the order of teardown, backwards.
struct CardReaders {
  bool in_process = true;
  std::string description;                   // the readers' names
  std::unique_ptr<RunTrace> trace;           // null: nobody wants the APDUs
  std::unique_ptr<terminal::CardHand> hand;  // null: cards are in process, or lie on the readers
  std::unique_ptr<terminal::CardReaderSource> source;
};

// Looks before anything is made or started whether the readers of --reader can be used, and whether the hand
// reaches all of them; they are empty afterwards if there is a hand. Throws CommandError(kReader).
void require_card_readers(RunOptions const& options, scenarios::Scenario const& scenario);

// Throws as require_card_readers() does, and CommandError(kOutput) when the trace cannot be made.
CardReaders make_card_readers(sim::Realtime& realtime, card::CardStock& stock,
                              scenarios::Scenario const& scenario, RunOptions const& options);

// What `run` returns; throws CommandError(kReader) when pcscd or the card host is lost meanwhile.
bool with_card_readers(std::function<bool()> const& run);

}  // namespace kazasu::harness
