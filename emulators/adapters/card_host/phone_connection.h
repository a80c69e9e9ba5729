// One phone's connection with the host, from its greeting to its end.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "emulators/adapters/card_host/bell.h"
#include "emulators/adapters/card_host/card_slot.h"
#include "emulators/reader/phone_link.h"
#include "emulators/reader/phone_timing.h"
#include "sim/time.h"

namespace kazasu::adapters {

// A slot that belongs to this phone while the connection lasts. Neither is null.
struct PhoneSlot {
  CardSlot* slot;
  Bell const* bell;  // rings when presence may have changed
};

enum class PhoneEnd : std::uint8_t { kGone, kBroken, kWrongProof, kTurnedAway };

struct PhoneConnectionContext {
  std::string const& token;
  sim::Duration patience;
  sim::Duration handshake;
  sim::Duration refusal_delay;
  sim::Duration idle;
  // The slot of that number for this phone, or why it cannot have it. Called once, after the proof.
  std::function<std::optional<PhoneSlot>(std::uint16_t number, reader::PhoneRefusal& why)> take;
  // Runs what it is given while no other connection touches the summary.
  std::function<void(std::function<void()> const&)> exclusively;
  reader::PhoneSummary& summary;
};

class PhoneConnection {
 public:
  // Both outlive the connection. Shutting `socket` down from another thread ends it.
  PhoneConnection(PhoneConnectionContext const& context, Descriptor const& socket);
  // The field is off afterwards.
  PhoneEnd serve();

 private:
  using Clock = std::chrono::steady_clock;

  enum class Wake : std::uint8_t { kMessage, kBell, kEnd };
  Wake wait(Clock::time_point due, int bell);
  bool receive();
  bool send(reader::PhoneMessage const& message);

  std::optional<PhoneEnd> shake_hands();  // nothing: the phone has its slot
  PhoneEnd refuse(reader::PhoneRefusal why);
  void wait_before_closing();

  PhoneEnd serve_slot();
  bool tell_presence();
  bool obey(reader::PhoneMessage const& message);  // false: a message that is the host's, or out of order
  void turn_field_on();
  void turn_field_off(reader::PhoneTime handed);
  void exchange(reader::PhoneCommand const& command);

  PhoneConnectionContext const& context_;
  Descriptor const& socket_;
  reader::PhoneParser parser_;
  reader::PhoneTimeline timeline_;
  std::optional<reader::PhoneMessage> message_;
  std::optional<PhoneSlot> slot_;
  std::optional<SlotPresence> told_;
  Clock::time_point received_{};  // the last bytes
  bool field_ = false;
  bool lost_ = false;  // the phone takes nothing any more
};

}  // namespace kazasu::adapters
