#include "emulators/adapters/card_host/phone_connection.h"

#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <string_view>
#include <utility>

#include "emulators/adapters/card_host/phone_token.h"
#include "emulators/adapters/card_host/send_all.h"
#include "emulators/reader/phone_auth.h"

namespace kazasu::adapters {

namespace {

// Longest frame behind its length before the phone has proved itself: its greeting.
constexpr std::size_t kLongestGreeting = 64;
constexpr auto kNoBell = -1;
constexpr std::int64_t kLongestPoll = 3'600'000;  // milliseconds

reader::PhoneReply reply_of(SlotReply reply) {
  switch (reply) {
    case SlotReply::kAnswer:
      return reader::PhoneReply::kAnswer;
    case SlotReply::kNoCard:
      return reader::PhoneReply::kNoCard;
    case SlotReply::kNotPowered:
      return reader::PhoneReply::kFieldOff;
    case SlotReply::kRemoved:
      return reader::PhoneReply::kRemoved;
    case SlotReply::kMute:
      return reader::PhoneReply::kMute;
  }
  return reader::PhoneReply::kNoCard;
}

std::uint32_t milliseconds_of(sim::Duration time) {
  auto const count = std::chrono::ceil<std::chrono::milliseconds>(time).count();
  return static_cast<std::uint32_t>(std::clamp<std::int64_t>(count, 0, 3'600'000));
}

}  // namespace

PhoneConnection::PhoneConnection(PhoneConnectionContext const& context, Descriptor const& socket)
    : context_(context), socket_(socket), parser_(kLongestGreeting), timeline_(context.summary) {}

PhoneEnd PhoneConnection::serve() {
  if (auto const ended = shake_hands()) return *ended;
  auto const end = serve_slot();
  slot_->slot->power_off();
  return end;
}

PhoneConnection::Wake PhoneConnection::wait(Clock::time_point due, int bell) {
  auto watched = std::array<pollfd, 2>{{{.fd = socket_.number(), .events = POLLIN, .revents = 0},
                                        {.fd = bell, .events = POLLIN, .revents = 0}}};
  for (;;) {
    if (lost_) return Wake::kEnd;
    message_ = parser_.next();
    if (message_) return Wake::kMessage;
    auto const left = std::chrono::ceil<std::chrono::milliseconds>(due - Clock::now()).count();
    if (parser_.broken() || left <= 0) return Wake::kEnd;
    auto const milliseconds = static_cast<int>(std::min<std::int64_t>(left, kLongestPoll));
    if (::poll(watched.data(), watched.size(), milliseconds) < 0 && errno != EINTR) return Wake::kEnd;
    if (watched[1].revents != 0) return Wake::kBell;
    if (watched[0].revents != 0 && !receive()) return Wake::kEnd;
  }
}

bool PhoneConnection::receive() {
  auto chunk = std::array<char, 16'384>{};
  auto const got = ::recv(socket_.number(), chunk.data(), chunk.size(), MSG_DONTWAIT);
  if (got < 0) return errno == EINTR || errno == EAGAIN;
  received_ = Clock::now();
  parser_.feed(std::string_view{chunk.data(), static_cast<std::size_t>(got)});
  return got > 0;
}

bool PhoneConnection::send(reader::PhoneMessage const& message) {
  // Half a frame may have gone: nothing can follow it.
  if (!lost_ && !send_all(socket_, reader::encode(message))) lost_ = true;
  return !lost_;
}

std::optional<PhoneEnd> PhoneConnection::shake_hands() {
  auto const due = Clock::now() + context_.handshake;
  if (wait(due, kNoBell) != Wake::kMessage) return parser_.broken() ? PhoneEnd::kBroken : PhoneEnd::kGone;
  auto const* const hello = std::get_if<reader::PhoneHello>(&*message_);
  if (hello == nullptr) return PhoneEnd::kBroken;
  if (hello->version != reader::kPhoneVersion) return refuse(reader::PhoneRefusal::kVersion);
  auto const transcript = reader::PhoneTranscript{.version = hello->version,
                                                  .slot = hello->slot,
                                                  .phone_nonce = hello->nonce,
                                                  .host_nonce = random_bytes(reader::kPhoneNonceBytes)};
  if (!send(reader::PhoneChallenge{.nonce = transcript.host_nonce})) return PhoneEnd::kGone;
  if (wait(due, kNoBell) != Wake::kMessage) return parser_.broken() ? PhoneEnd::kBroken : PhoneEnd::kGone;
  auto const* const proof = std::get_if<reader::PhoneProof>(&*message_);
  if (proof == nullptr) return PhoneEnd::kBroken;
  auto const expected = reader::phone_proof(context_.token, reader::PhoneRole::kPhone, transcript);
  if (!reader::equal_in_constant_time(proof->mac, expected)) {
    wait_before_closing();
    return PhoneEnd::kWrongProof;
  }
  auto why = reader::PhoneRefusal::kNoSuchSlot;
  slot_ = context_.take(transcript.slot, why);
  if (!slot_) return refuse(why);
  parser_.accept_up_to(reader::kPhoneLongest);
  send(reader::PhoneWelcome{reader::phone_proof(context_.token, reader::PhoneRole::kHost, transcript)});
  return std::nullopt;
}

PhoneEnd PhoneConnection::refuse(reader::PhoneRefusal why) {
  send(reader::PhoneRefused{why});
  return PhoneEnd::kTurnedAway;
}

void PhoneConnection::wait_before_closing() {
  auto watched = pollfd{.fd = socket_.number(), .events = POLLRDHUP, .revents = 0};
  ::poll(&watched, 1, static_cast<int>(milliseconds_of(context_.refusal_delay)));
}

PhoneEnd PhoneConnection::serve_slot() {
  for (;;) {
    if (!tell_presence()) return PhoneEnd::kGone;
    switch (wait(Clock::now() + context_.idle, slot_->bell->descriptor())) {
      case Wake::kBell:
        slot_->bell->still();
        break;
      case Wake::kMessage:
        if (!obey(*message_)) return PhoneEnd::kBroken;
        break;
      case Wake::kEnd:
        return parser_.broken() ? PhoneEnd::kBroken : PhoneEnd::kGone;
    }
  }
}

bool PhoneConnection::tell_presence() {
  auto const now = slot_->slot->presence();
  if (told_ == now) return true;
  told_ = now;
  return send(
      reader::PhonePresence{.present = now.present, .insertion = static_cast<std::uint32_t>(now.insertion)});
}

bool PhoneConnection::obey(reader::PhoneMessage const& message) {
  if (auto const* const command = std::get_if<reader::PhoneCommand>(&message)) {
    exchange(*command);
  } else if (std::holds_alternative<reader::PhoneFieldOn>(message)) {
    turn_field_on();
  } else if (auto const* const off = std::get_if<reader::PhoneFieldOff>(&message)) {
    turn_field_off(off->handed);
  } else if (auto const* const ping = std::get_if<reader::PhonePing>(&message)) {
    send(reader::PhonePong{ping->echo});
  } else {
    return false;
  }
  return true;
}

void PhoneConnection::turn_field_on() {
  context_.exclusively([this] { timeline_.field_on(); });
  field_ = true;
  auto const powered = slot_->slot->power_on();
  auto const facts = slot_->slot->facts();
  if (powered.reply != SlotReply::kAnswer || !facts) {
    send(reader::PhoneNoCard{});
    return;
  }
  send(reader::PhoneCard{.insertion = static_cast<std::uint32_t>(facts->insertion),
                         .patience_ms = milliseconds_of(context_.patience),
                         .uid = facts->uid,
                         .atr = facts->atr,
                         .atqb = reader::atqb_of(facts->atr, facts->uid)});
}

void PhoneConnection::turn_field_off(reader::PhoneTime handed) {
  context_.exclusively([this, handed] { timeline_.field_off(handed); });
  field_ = false;
  slot_->slot->power_off();
}

void PhoneConnection::exchange(reader::PhoneCommand const& command) {
  auto const received = received_;
  context_.exclusively([this, &command] { timeline_.command(command.heard, command.handed); });
  auto const begun = Clock::now();
  auto reply = SlotAnswer{.reply = SlotReply::kNotPowered, .bytes = {}};
  if (field_) reply = slot_->slot->transmit(command.apdu, context_.patience);
  auto const ended = Clock::now();
  auto const answer = reader::PhoneAnswer{.sequence = command.sequence,
                                          .reply = reply_of(reply.reply),
                                          .host = ended - received,
                                          .card = ended - begun,
                                          .bytes = std::move(reply.bytes)};
  context_.exclusively([this, &answer] { timeline_.answered(answer.host, answer.card); });
  send(answer);
}

}  // namespace kazasu::adapters
