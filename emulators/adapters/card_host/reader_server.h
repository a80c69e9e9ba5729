// The card host's end of the link to the virtual reader in pcscd: docs/protocols/reader.md.
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <vector>

#include "emulators/adapters/card_host/card_slot.h"
#include "sim/time.h"

namespace kazasu::adapters {

// How long a command may take before the reader gives the card up: what the CCID driver for real readers
// waits.
inline constexpr sim::Duration kDefaultBlockWaitingTime = std::chrono::seconds{3};

// Serves from its construction to its end, on threads of its own: one for each slot that a reader has opened,
// and one for all that comes in.
class ReaderServer {
 public:
  // `slots` outlive the server; their order is that of the reader's slots. Throws as UnixListener does, and
  // std::invalid_argument when there is no slot, more than 65,535, or `block_waiting_time` is below a
  // millisecond or above an hour.
  ReaderServer(std::filesystem::path const& socket, std::vector<CardSlot*> slots,
               sim::Duration block_waiting_time = kDefaultBlockWaitingTime);
  // Closes all links; a command that is under way ends first, one that waits for a mute card at once.
  ~ReaderServer();
  ReaderServer(ReaderServer const&) = delete;
  ReaderServer& operator=(ReaderServer const&) = delete;

  std::filesystem::path const& socket() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace kazasu::adapters
