#include "emulators/adapters/card_host/presence_hub.h"

#include <sys/socket.h>

#include <algorithm>
#include <string>
#include <utility>

#include "emulators/adapters/card_host/link_socket.h"

namespace kazasu::adapters {

namespace {

void tell(int connection, SlotPresence const& now) {
  auto const payload =
      reader::encode(reader::LinkPresence{.present = now.present, .insertion = now.insertion});
  auto const frame = reader::Frame{.type = reader::FrameType::kPresence, .sequence = 0, .payload = payload};
  if (!try_send_frame(connection, frame)) ::shutdown(connection, SHUT_RDWR);
}

}  // namespace

void PresenceHub::add(std::size_t slot, Descriptor connection) {
  auto const lock = std::lock_guard{mutex_};
  tell(connection.number(), slots_[slot]->presence());
  listeners_.push_back({slot, std::move(connection)});
}

void PresenceHub::publish(std::size_t slot) {
  auto const lock = std::lock_guard{mutex_};
  for (auto const& listener : listeners_) {
    // Read under the hub's lock, so that what is told last is what is.
    if (listener.slot == slot) tell(listener.connection.number(), slots_[slot]->presence());
  }
}

std::vector<int> PresenceHub::connections() const {
  auto const lock = std::lock_guard{mutex_};
  auto numbers = std::vector<int>{};
  for (auto const& listener : listeners_) numbers.push_back(listener.connection.number());
  return numbers;
}

void PresenceHub::remove(int connection) {
  auto const lock = std::lock_guard{mutex_};
  std::erase_if(listeners_, [connection](auto const& l) { return l.connection.number() == connection; });
}

void PresenceHub::close() {
  auto const lock = std::lock_guard{mutex_};
  listeners_.clear();
}

}  // namespace kazasu::adapters
