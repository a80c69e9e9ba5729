#include "emulators/adapters/card_host/phone_client.h"

#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <stdexcept>
#include <utility>

#include "emulators/adapters/card_host/phone_token.h"
#include "emulators/adapters/card_host/send_all.h"
#include "emulators/reader/phone_auth.h"

namespace kazasu::adapters {

namespace {

using Clock = std::chrono::steady_clock;
using Message = reader::PhoneMessage;

[[noreturn]] void fail(std::string const& why) {
  throw std::runtime_error("phone: " + why);
}

reader::PhoneTime now() {
  return static_cast<reader::PhoneTime>(
      std::chrono::duration_cast<std::chrono::nanoseconds>(Clock::now().time_since_epoch()).count());
}

[[noreturn]] void fail_refused(reader::PhoneRefusal why) {
  switch (why) {
    case reader::PhoneRefusal::kVersion:
      fail("the host speaks another version of the protocol");
    case reader::PhoneRefusal::kNoSuchSlot:
      fail("the host has no slot of that number");
    case reader::PhoneRefusal::kSlotTaken:
      fail("another phone has that slot");
  }
  fail("the host refuses");
}

}  // namespace

struct PhoneClient::Impl {
  explicit Impl(PhoneClientOptions given) : options(std::move(given)) {
    auto connected = connect_to(options.address, {.patience = options.patience});
    if (!connected) fail("no card host listens for phones on " + text_of(options.address));
    socket = std::move(*connected);
    shake_hands();
  }

  void shake_hands() {
    auto transcript = reader::PhoneTranscript{.version = reader::kPhoneVersion,
                                              .slot = options.slot,
                                              .phone_nonce = random_bytes(reader::kPhoneNonceBytes)};
    send(reader::PhoneHello{.slot = options.slot, .nonce = transcript.phone_nonce});
    auto const greeting = next(options.patience);
    if (!greeting) fail("the host closed the link");
    if (auto const* const refused = std::get_if<reader::PhoneRefused>(&*greeting)) fail_refused(refused->why);
    transcript.host_nonce = expect<reader::PhoneChallenge>(*greeting).nonce;
    send(reader::PhoneProof{reader::phone_proof(options.token, reader::PhoneRole::kPhone, transcript)});
    auto const welcome = next(options.patience);
    if (!welcome) fail("the host closed the link on our proof: its phone.token is another one");
    if (auto const* const refused = std::get_if<reader::PhoneRefused>(&*welcome)) fail_refused(refused->why);
    auto const expected = reader::phone_proof(options.token, reader::PhoneRole::kHost, transcript);
    if (!reader::equal_in_constant_time(expect<reader::PhoneWelcome>(*welcome).mac, expected)) {
      fail("the host does not know our phone.token");
    }
  }

  void send(Message const& message) const {
    if (!send_all(socket, reader::encode(message))) fail("the host is gone");
  }

  // Nothing when the host closed the link. Throws when nothing came in time, or what is no message.
  std::optional<Message> next(sim::Duration patience) {
    auto const due = Clock::now() + patience;
    for (;;) {
      if (auto message = received()) return message;
      if (!readable(due)) fail("the host does not answer");
      if (!receive()) return std::nullopt;
    }
  }

  std::optional<Message> received() {
    auto message = parser.next();
    if (!message && parser.broken()) fail("the host sends what is no frame of the protocol");
    return message;
  }

  // False when the host closed the link.
  bool receive() {
    auto chunk = std::array<char, 16'384>{};
    auto const got = ::recv(socket.number(), chunk.data(), chunk.size(), MSG_DONTWAIT);
    if (got < 0) return errno == EINTR || errno == EAGAIN;
    parser.feed(std::string_view{chunk.data(), static_cast<std::size_t>(got)});
    return got > 0;
  }

  bool readable(Clock::time_point due) const {
    for (;;) {
      auto const left = std::chrono::ceil<std::chrono::milliseconds>(due - Clock::now()).count();
      auto watched = pollfd{.fd = socket.number(), .events = POLLIN, .revents = 0};
      auto const ready = ::poll(&watched, 1, static_cast<int>(std::clamp<std::int64_t>(left, 0, 3'600'000)));
      if (ready >= 0 || errno != EINTR) return ready > 0;
    }
  }

  // The answer to what was asked, news of the slot noted by the way.
  Message answer(sim::Duration patience) {
    for (;;) {
      auto message = next(patience);
      if (!message) fail("the host closed the link");
      auto const* const news = std::get_if<reader::PhonePresence>(&*message);
      if (news == nullptr) return std::move(*message);
      presence = *news;
    }
  }

  template <class Expected>
  static Expected const& expect(Message const& message) {
    auto const* const expected = std::get_if<Expected>(&message);
    if (expected == nullptr) fail("the host answers with a message that does not belong there");
    return *expected;
  }

  PhoneClientOptions options;
  Descriptor socket;
  reader::PhoneParser parser;
  std::optional<reader::PhonePresence> presence;
  std::uint32_t sequence = 0;
  std::uint64_t pings = 0;
  reader::PhoneTime handed = 0;
  sim::Duration card_patience{};
};

PhoneClient::PhoneClient(PhoneClientOptions options) : impl_(std::make_unique<Impl>(std::move(options))) {}

PhoneClient::~PhoneClient() = default;

std::optional<reader::PhoneCard> PhoneClient::field_on() {
  impl_->handed = 0;
  impl_->send(reader::PhoneFieldOn{});
  auto const answer = impl_->answer(impl_->options.patience);
  if (std::holds_alternative<reader::PhoneNoCard>(answer)) return std::nullopt;
  auto const& card = Impl::expect<reader::PhoneCard>(answer);
  impl_->card_patience = std::chrono::milliseconds{card.patience_ms};
  return card;
}

void PhoneClient::field_off() {
  impl_->send(reader::PhoneFieldOff{impl_->handed});
  impl_->handed = 0;
}

PhoneExchange PhoneClient::transmit(std::string_view command) {
  auto const heard = now();
  auto const radio = reader::elapsed(impl_->handed, heard);
  impl_->send(reader::PhoneCommand{
      .sequence = ++impl_->sequence, .heard = heard, .handed = impl_->handed, .apdu = std::string{command}});
  auto message = impl_->answer(impl_->options.patience + impl_->card_patience);
  auto const& answer = Impl::expect<reader::PhoneAnswer>(message);
  if (answer.sequence != impl_->sequence) fail("the host answers another command");
  impl_->handed = now();
  auto const turnaround = reader::elapsed(heard, impl_->handed);
  return {.reply = answer.reply,
          .answer = answer.bytes,
          .radio = radio,
          .times = turnaround ? reader::separate(*turnaround, answer.host, answer.card) : std::nullopt};
}

void PhoneClient::handed() {
  impl_->handed = now();
}

sim::Duration PhoneClient::ping() {
  auto echo = std::string{};
  auto const number = ++impl_->pings;
  for (auto shift = 64U; shift > 0; shift -= 8)
    echo.push_back(static_cast<char>(number >> (shift - 8) & 0xFFU));
  auto const sent = Clock::now();
  impl_->send(reader::PhonePing{echo});
  auto const answer = impl_->answer(impl_->options.patience);
  if (Impl::expect<reader::PhonePong>(answer).echo != echo) fail("the host answers another ping");
  return Clock::now() - sent;
}

std::optional<reader::PhonePresence> PhoneClient::presence(sim::Duration wait) {
  auto due = Clock::now() + wait;
  do {
    while (auto const message = impl_->received()) {
      impl_->presence = Impl::expect<reader::PhonePresence>(*message);
      due = Clock::now();
    }
    if (!impl_->readable(due)) break;
  } while (impl_->receive());
  return impl_->presence;
}

}  // namespace kazasu::adapters
