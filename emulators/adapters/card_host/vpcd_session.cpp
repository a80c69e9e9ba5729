#include "emulators/adapters/card_host/vpcd_session.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <optional>
#include <string_view>
#include <utility>

#include "emulators/adapters/card_host/send_all.h"
#include "emulators/adapters/card_host/tcp_socket.h"

namespace kazasu::adapters {

namespace {

using namespace std::string_view_literals;

constexpr std::size_t kChunk = 65'536;

// The length of an answer that never comes. With the reset behind it, vpcd's read of the answer fails, while
// a reset alone, or an orderly end, is an empty answer and a success to it.
constexpr auto kBrokenAnswer = "\x00\x02"sv;

// vpcd 0.8 sends a message's length and the message in two pieces, the second one only after the first is
// acknowledged: at once, not 40 ms later. The kernel forgets the option on its own.
void acknowledge_at_once(Descriptor const& socket) {
  auto const on = 1;
  ::setsockopt(socket.number(), IPPROTO_TCP, TCP_QUICKACK, &on, sizeof on);
}

}  // namespace

VpcdSession::VpcdSession(Context context, Descriptor socket)
    : context_(context), socket_(std::move(socket)), buffer_(kChunk, '\0') {}

VpcdEnd VpcdSession::serve(std::stop_token const& stop) {
  for (;;) {
    if (auto const end = wait(stop)) return leave(*end);
    while (auto const message = parser_.next()) {
      if (!obey(*message)) return leave(VpcdEnd::kCardLeft);
    }
    if (parser_.broken()) return leave(VpcdEnd::kCardLeft);
  }
}

VpcdEnd VpcdSession::show_absence(std::stop_token const& stop) {
  return leave(wait(stop).value_or(VpcdEnd::kCardLeft));
}

std::optional<VpcdEnd> VpcdSession::wait(std::stop_token const& stop) {
  auto watched = std::array<pollfd, 2>{{{.fd = socket_.number(), .events = POLLIN, .revents = 0},
                                        {.fd = context_.bell.descriptor(), .events = POLLIN, .revents = 0}}};
  for (;;) {
    if (::poll(watched.data(), watched.size(), -1) < 0 && errno != EINTR) return VpcdEnd::kStopped;
    if (watched[1].revents != 0) context_.bell.still();
    if (stop.stop_requested()) return VpcdEnd::kStopped;
    if (!same_card()) return VpcdEnd::kCardLeft;
    if (watched[0].revents != 0) return receive();
  }
}

std::optional<VpcdEnd> VpcdSession::receive() {
  acknowledge_at_once(socket_);
  auto const got = ::recv(socket_.number(), buffer_.data(), buffer_.size(), MSG_DONTWAIT);
  if (got < 0 && (errno == EINTR || errno == EAGAIN)) return std::nullopt;
  if (got <= 0) return VpcdEnd::kReaderLeft;
  acknowledge_at_once(socket_);
  parser_.feed(std::string_view{buffer_}.substr(0, static_cast<std::size_t>(got)));
  return std::nullopt;
}

bool VpcdSession::obey(reader::VpcdMessage const& message) {
  if (auto const* const control = std::get_if<reader::VpcdControl>(&message)) return act(*control);
  if (auto const* const command = std::get_if<reader::VpcdCommand>(&message)) return exchange(command->apdu);
  return true;
}

bool VpcdSession::act(reader::VpcdControl control) {
  switch (control) {
    case reader::VpcdControl::kPowerOff:
      context_.slot.power_off();
      return true;
    case reader::VpcdControl::kPowerOn:
    case reader::VpcdControl::kReset:
      return context_.slot.power_on().reply == SlotReply::kAnswer;
    case reader::VpcdControl::kGetAtr: {
      auto const facts = context_.slot.facts();
      return facts && facts->insertion == context_.insertion && answer(facts->atr);
    }
  }
  return true;
}

bool VpcdSession::exchange(std::string const& apdu) {
  auto const reply = context_.slot.transmit(apdu, context_.patience);
  return reply.reply == SlotReply::kAnswer && same_card() && answer(reply.bytes);
}

bool VpcdSession::answer(std::string const& bytes) {
  auto const frame = reader::encode_vpcd(bytes);
  return frame && send_all(socket_, *frame);
}

bool VpcdSession::same_card() const {
  return context_.slot.presence() == SlotPresence{.present = true, .insertion = context_.insertion};
}

VpcdEnd VpcdSession::leave(VpcdEnd end) {
  // A card that was put in meanwhile belongs to the next connection, which powers it up itself.
  context_.slot.power_off();
  ::send(socket_.number(), kBrokenAnswer.data(), kBrokenAnswer.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
  reset_connection(std::move(socket_));
  return end;
}

}  // namespace kazasu::adapters
