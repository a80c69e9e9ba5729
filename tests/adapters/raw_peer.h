// The other end of a TCP link, which says what a test wants it to say, byte by byte.
#pragma once

#include <sys/socket.h>
#include <sys/time.h>

#include <cerrno>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include "emulators/adapters/card_host/send_all.h"
#include "emulators/adapters/card_host/tcp_socket.h"
#include "tests/card/hex.h"

namespace kazasu::adapters {

// Every wait ends after 20 seconds at the latest, as an error.
class RawPeer {
 public:
  explicit RawPeer(Descriptor socket) : socket_(std::move(socket)) {
    auto const patience = timeval{.tv_sec = 20, .tv_usec = 0};
    ::setsockopt(socket_.number(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  }
  static RawPeer connected_to(std::uint16_t port) {
    auto socket = connect_to(TcpAddress{.port = port}, {.patience = std::chrono::seconds{20}});
    if (!socket) throw std::runtime_error("nobody listens");
    return RawPeer{std::move(*socket)};
  }

  void send(std::string_view bytes) { sent_ = send_all(socket_, bytes); }
  void send_hex(std::string_view hex) { send(card::from_hex(hex)); }
  bool sent() const { return sent_; }

  // So many bytes, or fewer when the link ends before.
  std::string receive(std::size_t size) {
    auto bytes = std::string(size, '\0');
    auto const got = ::recv(socket_.number(), bytes.data(), size, MSG_WAITALL);
    if (got < 0 && errno == EAGAIN) throw std::runtime_error("nothing came for 20 seconds");
    error_ = got < 0 ? errno : 0;
    bytes.resize(got < 0 ? 0 : static_cast<std::size_t>(got));
    return bytes;
  }
  std::string receive_hex(std::size_t size) { return card::to_hex(receive(size)); }

  // How the link ends, whatever comes before: "end" for an orderly one, "reset".
  std::string ending() {
    while (!receive(1).empty()) {
    }
    return error_ == 0 ? "end" : error_ == ECONNRESET ? "reset" : "error " + std::to_string(error_);
  }

  void close() { socket_ = Descriptor{}; }
  Descriptor const& socket() const { return socket_; }

 private:
  Descriptor socket_;
  int error_ = 0;
  bool sent_ = true;
};

}  // namespace kazasu::adapters
