// Wakes a thread that waits on sockets: a descriptor that becomes readable when it is rung.
#pragma once

#include "emulators/adapters/files/descriptor.h"

namespace kazasu::adapters {

// Thread-safe. Shared between a link and a slot's watcher, of which either may go first.
class Bell {
 public:
  // Throws std::runtime_error when the system has no descriptor left.
  Bell();

  void ring() const;
  // Quiet again, for a thread that is about to look at what has changed.
  void still() const;
  // For poll().
  int descriptor() const { return event_.number(); }

 private:
  Descriptor event_;
};

}  // namespace kazasu::adapters
