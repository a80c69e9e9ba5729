#include "emulators/adapters/ifd/host_connection.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>

#include <cerrno>
#include <cstring>

namespace kazasu::adapters {

namespace {

using reader::Frame;
using reader::FrameType;

// Does not wait: a host whose queue is full is a host that does not answer.
Descriptor connect_to(std::string const& path) {
  auto address = sockaddr_un{};
  address.sun_family = AF_UNIX;
  if (path.size() >= sizeof(address.sun_path)) return {};
  std::memcpy(address.sun_path, path.data(), path.size());
  auto made = Descriptor{::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)};
  if (!made) return {};
  auto const* const general = reinterpret_cast<sockaddr const*>(&address);
  if (::connect(made.number(), general, sizeof(address)) != 0) return {};
  auto const flags = ::fcntl(made.number(), F_GETFL);
  if (flags < 0 || ::fcntl(made.number(), F_SETFL, flags & ~O_NONBLOCK) != 0) return {};
  return made;
}

template <class Duration>
int poll_time(Duration rest) {
  auto const whole = std::chrono::ceil<std::chrono::milliseconds>(rest).count();
  return static_cast<int>(whole > 0 ? whole : 0);
}

// Whether there is something to read, or the other end has gone, before `rest` has passed.
template <class Duration>
bool readable(int connection, Duration rest) {
  auto waiting = pollfd{.fd = connection, .events = POLLIN, .revents = 0};
  auto ready = 0;
  do {
    ready = ::poll(&waiting, 1, poll_time(rest));
  } while (ready < 0 && errno == EINTR);
  return ready > 0;
}

}  // namespace

std::optional<HostConnection> HostConnection::open(std::string const& socket, reader::Hello const& hello,
                                                   Time time) {
  auto connection = connect_to(socket);
  if (!connection) return std::nullopt;
  auto made = HostConnection{std::move(connection)};
  if (!made.greet(hello, time)) return std::nullopt;
  return made;
}

bool HostConnection::limit_waits(Time time) {
  patience_ = time;
  auto const limit = timeval{.tv_sec = time.count() / 1000, .tv_usec = time.count() % 1000 * 1000};
  return ::setsockopt(connection_.number(), SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit)) == 0 &&
         ::setsockopt(connection_.number(), SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof(limit)) == 0;
}

bool HostConnection::greet(reader::Hello const& hello, Time time) {
  if (!limit_waits(time)) return false;
  auto const greeting = reader::encode(hello);
  if (!send_frame(number(), {.type = FrameType::kHello, .sequence = 0, .payload = greeting})) return false;
  auto const frame = next_frame(Clock::now() + time, Patience::kNow);
  if (!frame || frame->type != FrameType::kWelcome) return false;
  auto const welcome = reader::decode_welcome(frame->payload);
  if (!welcome || welcome->version != reader::kLinkVersion) return false;
  welcome_ = *welcome;
  return limit_waits(Time{welcome_.block_waiting_ms} + kLinkAllowance);
}

std::optional<Frame> HostConnection::next_frame(Clock::time_point due, Patience first) {
  for (auto patience = first;; patience = Patience::kNow) {
    if (auto const frame = frames_.next()) return frame;
    if (frames_.broken()) break;
    if (patience == Patience::kNow && !readable(number(), due - Clock::now())) return std::nullopt;
    auto const receipt = receive_into(number(), frames_, patience);
    if (receipt == Receipt::kClosed) break;
    if (patience == Patience::kSocket && receipt == Receipt::kNothing) return std::nullopt;
  }
  closed_ = true;
  return std::nullopt;
}

HostConnection::Reply HostConnection::ask(FrameType type, std::string_view payload) {
  auto const sequence = ++sequence_;
  auto const due = Clock::now() + patience_;
  if (closed_ || !send_frame(number(), {.type = type, .sequence = sequence, .payload = payload})) {
    closed_ = true;
    return {};
  }
  // The first receive waits by the socket's own time-out, which saves a system call for nearly every answer.
  for (auto patience = Patience::kSocket;; patience = Patience::kNow) {
    auto const frame = next_frame(due, patience);
    if (!frame) return {.end = closed_ ? End::kClosed : End::kTimeOut};
    if (frame->sequence == sequence) {
      return {.end = End::kAnswered, .type = frame->type, .payload = frame->payload};
    }
  }
}

HostConnection::News HostConnection::next_presence(Time time) {
  auto frame = frames_.next();
  if (!frame && !frames_.broken()) {
    if (!readable(number(), time)) return {.end = End::kTimeOut};
    if (receive_into(number(), frames_, Patience::kNow) == Receipt::kClosed) return {.end = End::kClosed};
    frame = frames_.next();
  }
  if (!frame) return {.end = frames_.broken() ? End::kClosed : End::kTimeOut};
  auto const presence =
      frame->type == FrameType::kPresence ? reader::decode_presence(frame->payload) : std::nullopt;
  if (!presence) return {.end = End::kClosed};
  return {.end = End::kAnswered, .presence = *presence};
}

}  // namespace kazasu::adapters
