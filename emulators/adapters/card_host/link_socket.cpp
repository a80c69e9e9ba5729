#include "emulators/adapters/card_host/link_socket.h"

#include <sys/socket.h>
#include <sys/uio.h>

#include <array>
#include <cerrno>

namespace kazasu::adapters {

namespace {

// Takes `sent` bytes off the beginning of two pieces.
void advance(std::array<iovec, 2>& pieces, std::size_t sent) {
  for (auto& piece : pieces) {
    auto const part = sent < piece.iov_len ? sent : piece.iov_len;
    piece.iov_base = static_cast<char*>(piece.iov_base) + part;
    piece.iov_len -= part;
    sent -= part;
  }
}

bool send_all(int socket, reader::Frame const& frame, int flags) {
  auto header = reader::encode_header(frame.type, frame.sequence, frame.payload.size());
  auto pieces = std::array<iovec, 2>{iovec{header.data(), header.size()},
                                     iovec{const_cast<char*>(frame.payload.data()), frame.payload.size()}};
  auto rest = header.size() + frame.payload.size();
  while (rest > 0) {
    auto message = msghdr{};
    message.msg_iov = pieces.data();
    message.msg_iovlen = pieces.size();
    auto const sent = ::sendmsg(socket, &message, MSG_NOSIGNAL | flags);
    if (sent < 0 && errno == EINTR) continue;
    if (sent <= 0) return false;
    advance(pieces, static_cast<std::size_t>(sent));
    rest -= static_cast<std::size_t>(sent);
  }
  return true;
}

}  // namespace

bool send_frame(int socket, reader::Frame const& frame) {
  return send_all(socket, frame, 0);
}

bool try_send_frame(int socket, reader::Frame const& frame) {
  return send_all(socket, frame, MSG_DONTWAIT);
}

Receipt receive_into(int socket, reader::FrameReader& frames, Patience patience) {
  auto const space = frames.space();
  for (;;) {
    auto const flags = patience == Patience::kNow ? MSG_DONTWAIT : 0;
    auto const count = ::recv(socket, space.data(), space.size(), flags);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) return Receipt::kNothing;
    if (count <= 0) return Receipt::kClosed;
    frames.filled(static_cast<std::size_t>(count));
    return Receipt::kBytes;
  }
}

}  // namespace kazasu::adapters
