// A slot's card in a stock vpcd, which it connects to: docs/protocols/vpcd.md.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>

#include "emulators/adapters/card_host/card_slot.h"
#include "emulators/adapters/card_host/tcp_socket.h"
#include "sim/time.h"

namespace kazasu::adapters {

// vpcd's port for its slot 0; its slot n is n further.
inline constexpr std::uint16_t kVpcdPort = 0x8C7B;

enum class VpcdLinkEvent : std::uint8_t {
  kConnected,
  kDisconnected,
  kUnreachable,  // no vpcd listens; once, until one does
};

struct VpcdLinkOptions {
  TcpAddress address{.port = kVpcdPort};
  // Block waiting time. A card that has not answered by then leaves vpcd and comes back, because the protocol
  // has no other way to say so.
  sim::Duration patience = std::chrono::milliseconds{2500};
  sim::Duration retry = std::chrono::milliseconds{100};  // between attempts to connect
  // A card that comes sooner than so long after another left is preceded by a connection whose first answer
  // breaks. vpcd forgets a connection that failed during a command and would take the next one for the same
  // card, still powered; later than this its own questions, every 400 ms, have found it empty.
  sim::Duration noticed = std::chrono::seconds{2};
  std::function<void(VpcdLinkEvent)> on_event{};  // from the link's thread
};

// Connected while a card is in the slot and vpcd is there. Each insertion is a connection of its own, so that
// vpcd sees every swap. A removal is a reset of the connection, during a command behind the first bytes of an
// answer: vpcd then reports a failed transmission and not an empty success.
class VpcdLink {
 public:
  // The slot is not shared with other threads yet (CardSlot::watch) and outlives the link.
  VpcdLink(CardSlot& slot, VpcdLinkOptions options);
  // Ends a command that is under way within its patience.
  ~VpcdLink();
  VpcdLink(VpcdLink const&) = delete;
  VpcdLink& operator=(VpcdLink const&) = delete;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace kazasu::adapters
