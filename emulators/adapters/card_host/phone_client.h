// The phone's side of docs/protocols/phone.md: a reference for apps, used by the tests and by
// `kazasu card phone`.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "emulators/adapters/card_host/tcp_socket.h"
#include "emulators/reader/phone_link.h"
#include "emulators/reader/phone_timing.h"
#include "sim/time.h"

namespace kazasu::adapters {

struct PhoneClientOptions {
  TcpAddress address{};
  std::string token;
  std::uint16_t slot = 0;
  sim::Duration patience = std::chrono::seconds{10};  // with the host, beyond the card's own time
};

struct PhoneExchange {
  reader::PhoneReply reply = reader::PhoneReply::kAnswer;
  std::string answer{};
  // Since the previous answer was handed over; nothing for the first command in a field.
  std::optional<sim::Duration> radio{};
  std::optional<reader::PhoneTimes> times{};  // nothing when they contradict each other
};

// Blocking, one thread at a time. Every function throws std::runtime_error when the host is gone, does not
// answer in time or says what it must not.
class PhoneClient {
 public:
  // Connects and proves itself. Throws std::runtime_error that says whether nobody listens, the token is
  // wrong (on either side), or the slot is not there or taken.
  explicit PhoneClient(PhoneClientOptions options);
  ~PhoneClient();
  PhoneClient(PhoneClient const&) = delete;
  PhoneClient& operator=(PhoneClient const&) = delete;

  // The terminal's field is on: the card that it finds, if any.
  std::optional<reader::PhoneCard> field_on();
  void field_off();
  // A command from the radio, which came now. When this returns, the answer counts as handed to the radio,
  // unless handed() says that it was later.
  PhoneExchange transmit(std::string_view command);
  // The answer of the last exchange has been handed to the radio just now.
  void handed();
  // There and back.
  sim::Duration ping();
  // What the host said last about the slot; nothing when it said nothing. Reads what has come, and waits up
  // to `wait` for more.
  std::optional<reader::PhonePresence> presence(sim::Duration wait = {});

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace kazasu::adapters
