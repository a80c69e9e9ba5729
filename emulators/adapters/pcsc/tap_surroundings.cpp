#include "emulators/adapters/pcsc/tap_surroundings.h"

#include <utility>

#include "sim/realtime.h"

namespace kazasu::adapters {

void TapSurroundings::leave() {
  auto const lock = std::lock_guard{mutex_};
  realtime_ = nullptr;
  hand_ = nullptr;
  sink_ = nullptr;
}

void TapSurroundings::hold(std::string const& reader, identity::PersonIndex person) {
  auto const lock = std::lock_guard{mutex_};
  if (hand_ != nullptr) hand_->hold(reader, person);
}

void TapSurroundings::take_away(std::string const& reader) {
  auto const lock = std::lock_guard{mutex_};
  if (hand_ != nullptr) hand_->take_away(reader);
}

void TapSurroundings::record(reader::ApduRecord const& record) {
  auto const lock = std::lock_guard{mutex_};
  if (sink_ != nullptr) sink_->record(record);
}

void TapSurroundings::tell_engine(std::function<void()> action) {
  auto const lock = std::lock_guard{mutex_};
  if (realtime_ == nullptr) return;
  boost::asio::post(realtime_->io, [realtime = realtime_, action = std::move(action)] {
    realtime->clock.wake();
    action();
  });
}

}  // namespace kazasu::adapters
