// One reader and the thread on which everything with it happens, one thing after the other.
#pragma once

#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <string>

#include "emulators/adapters/pcsc/pcsc_reader.h"
#include "emulators/adapters/pcsc/tap_surroundings.h"

namespace kazasu::adapters {

// One step of a tap. Shared by the terminal that waits for it and the thread that does it, because either may
// be gone first; `failed` and `answer` are set when `done` is called.
struct LaneStep {
  identity::PersonIndex person = 0;
  terminal::CardStep step = terminal::CardStep::kActivate;
  std::string argument;
  PcscDeadline deadline;       // nothing is sent to the card after it
  std::function<void()> done;  // on the engine's thread
  terminal::CardAnswer answer{};
  std::exception_ptr failed{};
};

struct LaneParts {
  std::uint32_t number = 0;  // the slot in the trace
  std::unique_ptr<PcscReader> reader;
  terminal::CardHand* hand = nullptr;
  reader::ApduSink* sink = nullptr;
};

// Its members are called on the engine's thread.
class PcscLane {
 public:
  PcscLane(sim::Realtime& realtime, LaneParts parts);
  // Takes the card off the reader. A call that still hangs after the grace of a stop() is left behind with
  // its thread, which ends when the call does and touches nothing of ours.
  ~PcscLane();
  PcscLane(PcscLane const&) = delete;
  PcscLane& operator=(PcscLane const&) = delete;

  void take(std::shared_ptr<LaneStep> step);
  // The tap is over: the card is taken off the reader, and `done` called on the engine's thread once the
  // reader is seen to be empty; without a hand, once the connection is closed. Rethrows there what went
  // wrong with it.
  void finish(std::function<void()> done);
  // Drops what has not begun and begins to end; several lanes can end at the same time.
  void stop();

 private:
  struct State;
  std::shared_ptr<State> state_;
  bool stopped_ = false;
};

}  // namespace kazasu::adapters
