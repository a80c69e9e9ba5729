// What the thread of a reader reaches beyond what it owns, until its owner leaves it behind.
#pragma once

#include <functional>
#include <mutex>
#include <string>

#include "emulators/reader/apdu_record.h"
#include "emulators/terminal/card_hand.h"

namespace kazasu::sim {
struct Realtime;
}

namespace kazasu::adapters {

// A call of PC/SC cannot be ended from outside. So that nobody has to wait for one that hangs, everything
// that its thread touches afterwards is either shared with it or behind this.
class TapSurroundings final : public reader::ApduSink {
 public:
  // `hand` and `sink` may be null.
  TapSurroundings(sim::Realtime& realtime, terminal::CardHand* hand, reader::ApduSink* sink)
      : has_hand_(hand != nullptr), realtime_(&realtime), hand_(hand), sink_(sink) {}

  // From now on the other members do nothing; waits for one that is under way.
  void leave();

  bool has_hand() const { return has_hand_; }
  // Throw what the hand throws.
  void hold(std::string const& reader, identity::PersonIndex person);
  void take_away(std::string const& reader);
  void record(reader::ApduRecord const& record) override;
  // `action` runs on the engine's thread, after which the engine looks at its events.
  void tell_engine(std::function<void()> action);

 private:
  bool const has_hand_;
  std::mutex mutex_;
  sim::Realtime* realtime_;
  terminal::CardHand* hand_;
  reader::ApduSink* sink_;
};

}  // namespace kazasu::adapters
