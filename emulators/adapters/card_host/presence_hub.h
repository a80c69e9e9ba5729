// Who is told when a card comes or goes.
#pragma once

#include <cstddef>
#include <mutex>
#include <vector>

#include "emulators/adapters/card_host/card_slot.h"
#include "emulators/adapters/files/descriptor.h"

namespace kazasu::adapters {

// Thread-safe. Slots keep their watchers for life, which is why the hub may outlive the server that made it.
class PresenceHub {
 public:
  explicit PresenceHub(std::vector<CardSlot*> slots) : slots_(std::move(slots)) {}

  // A connection that is told the presence of `slot` now and at every change. Precondition: there is such a
  // slot.
  void add(std::size_t slot, Descriptor connection);
  // Tells all connections of `slot`. One that does not read is hung up on; it will come back and ask.
  void publish(std::size_t slot);

  // Of all connections, to wait on; readable when the other end has gone or spoken, which it must not.
  std::vector<int> connections() const;
  void remove(int connection);
  void close();

 private:
  struct Listener {
    std::size_t slot;
    Descriptor connection;
  };

  std::vector<CardSlot*> slots_;
  mutable std::mutex mutex_;
  std::vector<Listener> listeners_;
};

}  // namespace kazasu::adapters
