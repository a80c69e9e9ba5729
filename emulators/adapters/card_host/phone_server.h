// Lets phones reach the cards in the slots: docs/protocols/phone.md.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "emulators/adapters/card_host/card_slot.h"
#include "emulators/adapters/card_host/tcp_socket.h"
#include "emulators/reader/phone_timing.h"
#include "sim/time.h"

namespace kazasu::adapters {

struct PhoneServerOptions {
  TcpAddress address{};  // see exposure_warning() before listening anywhere but on loopback
  std::string token;     // phone_token()
  sim::Duration patience = std::chrono::milliseconds{2500};  // block waiting time
  sim::Duration handshake = std::chrono::seconds{5};         // for a phone to prove itself
  sim::Duration refusal_delay = std::chrono::seconds{1};     // before a wrong proof's link is closed
  sim::Duration idle = std::chrono::seconds{30};             // without a frame the phone is gone
  std::size_t connections = 64;                              // more are closed at once
};

struct PhoneCounters {
  std::uint64_t accepted = 0;      // phones that proved themselves
  std::uint64_t wrong_proofs = 0;  // phones that did not
  std::uint64_t broken_links = 0;  // frames that are none, or out of order
  std::uint64_t turned_away = 0;   // too many at a time, no such slot, slot taken, other version
  std::uint64_t ended = 0;         // in any other way: gone, silent
};

// One phone for each slot at a time. A thread for each connection; serves until it is destroyed.
class PhoneServer {
 public:
  // The slots are not shared with other threads yet (CardSlot::watch) and outlive the server; a phone names
  // one by its place in `slots`. Throws std::runtime_error when it cannot listen, std::invalid_argument
  // without a token.
  PhoneServer(PhoneServerOptions options, std::vector<CardSlot*> slots);
  // Ends commands that are under way within their patience.
  ~PhoneServer();
  PhoneServer(PhoneServer const&) = delete;
  PhoneServer& operator=(PhoneServer const&) = delete;

  std::uint16_t port() const;
  PhoneCounters counters() const;
  // Of all exchanges so far that were complete.
  reader::PhoneSummary summary() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace kazasu::adapters
