#include "emulators/adapters/card_host/command_desk.h"

#include <sys/socket.h>

#include <exception>
#include <string>
#include <utility>

#include "emulators/adapters/card_host/link_socket.h"

namespace kazasu::adapters {

namespace {

using reader::Frame;
using reader::FrameType;
using reader::LinkFailure;

LinkFailure failure_of(SlotReply reply) {
  switch (reply) {
    case SlotReply::kNotPowered:
      return LinkFailure::kNotPowered;
    case SlotReply::kRemoved:
      return LinkFailure::kRemoved;
    case SlotReply::kMute:
      return LinkFailure::kMute;
    case SlotReply::kNoCard:
    case SlotReply::kAnswer:
      break;
  }
  return LinkFailure::kNoCard;
}

bool send_failure(int connection, std::uint32_t sequence, LinkFailure failure) {
  auto const payload = reader::encode(failure);
  return send_frame(connection, {.type = FrameType::kFailure, .sequence = sequence, .payload = payload});
}

// A card whose key or memory fails does not answer.
SlotAnswer answer_of(CardSlot& slot, std::string_view command, sim::Duration patience) {
  try {
    return slot.transmit(command, patience);
  } catch (std::exception const&) {
    return {SlotReply::kMute, {}};
  }
}

}  // namespace

CommandDesk::~CommandDesk() {
  hang_up();
}

void CommandDesk::hang_up() {
  {
    auto const lock = std::lock_guard{mutex_};
    if (current_ < 0) return;
    ::shutdown(current_, SHUT_RDWR);
  }
  slot_.power_off();  // ends the wait for a mute or slow card
}

void CommandDesk::serve(Descriptor connection, reader::FrameReader received, reader::Welcome const& welcome) {
  hang_up();
  {
    auto const lock = std::lock_guard{mutex_};
    current_ = connection.number();
  }
  auto previous = std::move(worker_);
  worker_ = std::jthread{[this, welcome, previous = std::move(previous), mine = std::move(connection),
                          frames = std::move(received)]() mutable {
    if (previous.joinable()) previous.join();
    auto const greeting = reader::encode(welcome);
    if (send_frame(mine.number(), {.type = FrameType::kWelcome, .sequence = 0, .payload = greeting})) {
      run(mine.number(), frames);
    }
    slot_.power_off();
    auto const lock = std::lock_guard{mutex_};
    if (current_ == mine.number()) current_ = -1;
    mine.reset();  // under the lock: hang_up() must not meet a number that is another file's already
  }};
}

void CommandDesk::run(int connection, reader::FrameReader& frames) {
  for (;;) {
    while (auto const command = frames.next()) {
      if (!answer(connection, *command)) return;
    }
    if (frames.broken()) return;
    if (receive_into(connection, frames, Patience::kSocket) != Receipt::kBytes) return;
  }
}

bool CommandDesk::answer(int connection, Frame const& command) {
  switch (command.type) {
    case FrameType::kTransmit:
      return transmit(connection, command);
    case FrameType::kPowerOn:
      return power_on(connection, command);
    case FrameType::kPowerOff:
      slot_.power_off();
      return send_frame(connection, {.type = FrameType::kDone, .sequence = command.sequence, .payload = {}});
    default:
      return false;  // not a reader's message, or a second hello: not one of ours
  }
}

bool CommandDesk::power_on(int connection, Frame const& command) {
  auto const insertion = reader::decode_insertion(command.payload);
  if (!insertion) return false;
  auto const powered = slot_.power_on(*insertion);
  if (powered.reply != SlotReply::kAnswer) {
    return send_failure(connection, command.sequence, failure_of(powered.reply));
  }
  return send_frame(connection,
                    {.type = FrameType::kPowered, .sequence = command.sequence, .payload = powered.bytes});
}

bool CommandDesk::transmit(int connection, Frame const& command) {
  auto const answer = answer_of(slot_, command.payload, patience_);
  if (answer.reply != SlotReply::kAnswer) {
    return send_failure(connection, command.sequence, failure_of(answer.reply));
  }
  return send_frame(connection,
                    {.type = FrameType::kAnswer, .sequence = command.sequence, .payload = answer.bytes});
}

}  // namespace kazasu::adapters
