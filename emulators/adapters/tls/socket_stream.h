// A TCP connection with or without TLS, awaited with Asio. Internal to the adapters.
//
// OpenSSL works on the socket itself and Asio only tells when the socket is ready: a TLS stream of Asio's own
// keeps four more 17 KB buffers a side.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "emulators/adapters/tls/tls_context.h"
#include "sim/realtime.h"

namespace kazasu::adapters {

enum class IoStatus : std::uint8_t { kOk, kClosed, kTimedOut, kFailed };

struct IoResult {
  IoStatus status = IoStatus::kFailed;
  std::size_t bytes = 0;
};

using WallTime = std::chrono::steady_clock::time_point;
inline constexpr WallTime kNoDeadline = WallTime::max();

// Nothing here throws for what the network does. One operation at a time; the stream must outlive it.
class SocketStream {
 public:
  explicit SocketStream(boost::asio::io_context& io);
  SocketStream(boost::asio::io_context& io, int accepted_socket);  // takes the socket
  SocketStream(SocketStream&&) noexcept;
  SocketStream& operator=(SocketStream&&) noexcept;
  ~SocketStream();

  // `address` is a literal one. TCP_NODELAY is set.
  boost::asio::awaitable<IoStatus> connect(std::string address, std::uint16_t port);
  // From here on the bytes are TLS.
  void use_tls(TlsConnection connection);
  boost::asio::awaitable<IoStatus> handshake();
  // At least one byte, or a status that says why not.
  boost::asio::awaitable<IoResult> read_some(std::span<char> into);
  boost::asio::awaitable<IoStatus> write_all(std::string_view bytes);

  // When the time comes, the present and every later operation ends with kTimedOut, until it is moved on.
  void expire_at(WallTime deadline);

  // Says goodbye as far as that does not block: close_notify, then the end of the data.
  void finish_sending();
  // Ends a waiting operation with kFailed. The TLS session stays resumable.
  void close();
  // The same, with a reset (RST) in place of an end: what was sent and not acknowledged is lost.
  void reset();
  bool is_open() const;

  int native_socket() const;
  ssl_st* tls() const;

 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace kazasu::adapters
