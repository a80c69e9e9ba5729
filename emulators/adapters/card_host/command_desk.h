// Answers the commands that a reader sends to one slot.
#pragma once

#include <mutex>
#include <thread>

#include "emulators/adapters/card_host/card_slot.h"
#include "emulators/adapters/files/descriptor.h"
#include "emulators/reader/reader_link.h"
#include "sim/time.h"

namespace kazasu::adapters {

// Serves one connection at a time on a thread of its own. A new one takes the old one's place: pcscd may have
// been killed and started again before its end was noticed. When a connection ends, the card loses its power.
class CommandDesk {
 public:
  CommandDesk(CardSlot& slot, sim::Duration patience) : slot_(slot), patience_(patience) {}
  ~CommandDesk();
  CommandDesk(CommandDesk const&) = delete;
  CommandDesk& operator=(CommandDesk const&) = delete;

  // Sends `welcome` as soon as the connection before has ended, then answers until this one ends.
  // `received`: what came behind the hello.
  void serve(Descriptor connection, reader::FrameReader received, reader::Welcome const& welcome);

 private:
  void hang_up();
  void run(int connection, reader::FrameReader& frames);
  bool answer(int connection, reader::Frame const& command);
  bool power_on(int connection, reader::Frame const& command);
  bool transmit(int connection, reader::Frame const& command);

  CardSlot& slot_;
  sim::Duration patience_;
  std::mutex mutex_;
  int current_ = -1;  // connection that is served, or will be next
  std::jthread worker_;
};

}  // namespace kazasu::adapters
