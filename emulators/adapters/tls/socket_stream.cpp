#include "emulators/adapters/tls/socket_stream.h"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <sys/socket.h>

#include <algorithm>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <cerrno>
#include <utility>

namespace kazasu::adapters {

namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using ErrorCode = boost::system::error_code;

// What an attempt that did not block has come to.
enum class Attempt : std::uint8_t { kDone, kWantsRead, kWantsWrite, kClosed, kFailed };

IoStatus status_of(Attempt attempt) {
  return attempt == Attempt::kClosed ? IoStatus::kClosed : IoStatus::kFailed;
}

Attempt judge_socket(ssize_t result, Attempt wanted) {
  if (result > 0) return Attempt::kDone;
  if (result == 0) return Attempt::kClosed;
  return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR ? wanted : Attempt::kFailed;
}

}  // namespace

struct SocketStream::Impl : std::enable_shared_from_this<SocketStream::Impl> {
  explicit Impl(asio::io_context& io) : socket(io), timer(io) {}
  ~Impl() { drop_tls(); }

  tcp::socket socket;
  asio::steady_timer timer;
  TlsConnection tls;
  bool established = false;  // the handshake is over and nothing fatal happened since
  WallTime deadline = kNoDeadline;
  WallTime armed = kNoDeadline;  // when the timer fires; it may be earlier than the deadline
  bool expired = false;

  void prepare_socket();
  void drop_tls();
  void arm(WallTime when);
  void on_timer();
  Attempt judge_tls(int result);
  Attempt try_handshake();
  Attempt try_read(std::span<char> into, std::size_t& bytes);
  Attempt try_write(std::string_view from, std::size_t& bytes);
  bool has_unread() const { return tls && SSL_has_pending(tls.get()) == 1; }
  asio::awaitable<IoStatus> wait_for(Attempt attempt);
};

void SocketStream::Impl::prepare_socket() {
  auto ignored = ErrorCode{};
  socket.set_option(tcp::no_delay{true}, ignored);
  socket.non_blocking(true, ignored);
}

void SocketStream::Impl::drop_tls() {
  if (!tls) return;
  // Without this OpenSSL takes the end for a truncation and makes the session unusable.
  if (established) SSL_set_shutdown(tls.get(), SSL_SENT_SHUTDOWN | SSL_RECEIVED_SHUTDOWN);
  tls.reset();
}

// Deadlines move on with every exchange, mostly before they come. So the timer is left alone when it fires
// too early, and set anew only then.
void SocketStream::Impl::arm(WallTime when) {
  armed = when;
  timer.expires_at(when);
  timer.async_wait([weak = weak_from_this()](ErrorCode const& error) {
    auto const self = weak.lock();
    if (!error && self) self->on_timer();
  });
}

void SocketStream::Impl::on_timer() {
  auto const now = std::chrono::steady_clock::now();
  if (now < armed) return;  // set anew after this firing was queued
  armed = kNoDeadline;
  if (deadline == kNoDeadline) return;
  if (now < deadline) return arm(deadline);
  expired = true;
  auto ignored = ErrorCode{};
  socket.cancel(ignored);
}

Attempt SocketStream::Impl::judge_tls(int result) {
  switch (SSL_get_error(tls.get(), result)) {
    case SSL_ERROR_NONE:
      return Attempt::kDone;
    case SSL_ERROR_WANT_READ:
      return Attempt::kWantsRead;
    case SSL_ERROR_WANT_WRITE:
      return Attempt::kWantsWrite;
    case SSL_ERROR_ZERO_RETURN:
      return Attempt::kClosed;
    default:
      break;
  }
  established = false;
  return Attempt::kFailed;
}

// After close() the socket's number may be another connection's already, hence the checks in the try_...().
Attempt SocketStream::Impl::try_handshake() {
  if (!socket.is_open()) return Attempt::kFailed;
  ERR_clear_error();
  return judge_tls(SSL_do_handshake(tls.get()));
}

Attempt SocketStream::Impl::try_read(std::span<char> into, std::size_t& bytes) {
  if (!socket.is_open()) return Attempt::kFailed;
  if (tls) {
    ERR_clear_error();
    return judge_tls(SSL_read_ex(tls.get(), into.data(), into.size(), &bytes));
  }
  auto const got = ::recv(socket.native_handle(), into.data(), into.size(), 0);
  bytes = static_cast<std::size_t>(std::max<ssize_t>(got, 0));
  return judge_socket(got, Attempt::kWantsRead);
}

Attempt SocketStream::Impl::try_write(std::string_view from, std::size_t& bytes) {
  if (!socket.is_open()) return Attempt::kFailed;
  if (tls) {
    ERR_clear_error();
    return judge_tls(SSL_write_ex(tls.get(), from.data(), from.size(), &bytes));
  }
  auto const sent = ::send(socket.native_handle(), from.data(), from.size(), MSG_NOSIGNAL);
  bytes = static_cast<std::size_t>(std::max<ssize_t>(sent, 0));
  return judge_socket(sent, Attempt::kWantsWrite);
}

asio::awaitable<IoStatus> SocketStream::Impl::wait_for(Attempt attempt) {
  if (expired) co_return IoStatus::kTimedOut;
  auto error = ErrorCode{};
  auto const kind = attempt == Attempt::kWantsWrite ? tcp::socket::wait_write : tcp::socket::wait_read;
  co_await socket.async_wait(kind, asio::redirect_error(asio::use_awaitable, error));
  if (expired) co_return IoStatus::kTimedOut;
  co_return error ? IoStatus::kFailed : IoStatus::kOk;
}

SocketStream::SocketStream(asio::io_context& io) : impl_(std::make_shared<Impl>(io)) {}

SocketStream::SocketStream(asio::io_context& io, int accepted_socket) : SocketStream(io) {
  auto address = sockaddr_storage{};
  auto size = static_cast<socklen_t>(sizeof address);
  ::getsockname(accepted_socket, reinterpret_cast<sockaddr*>(&address), &size);
  auto ignored = ErrorCode{};
  impl_->socket.assign(address.ss_family == AF_INET6 ? tcp::v6() : tcp::v4(), accepted_socket, ignored);
  impl_->prepare_socket();
}

SocketStream::SocketStream(SocketStream&&) noexcept = default;
SocketStream& SocketStream::operator=(SocketStream&&) noexcept = default;
SocketStream::~SocketStream() = default;

asio::awaitable<IoStatus> SocketStream::connect(std::string address, std::uint16_t port) {
  auto& impl = *impl_;
  auto error = ErrorCode{};
  auto const parsed = asio::ip::make_address(address, error);
  if (error) co_return IoStatus::kFailed;
  co_await impl.socket.async_connect(tcp::endpoint{parsed, port},
                                     asio::redirect_error(asio::use_awaitable, error));
  if (impl.expired) co_return IoStatus::kTimedOut;
  if (error) co_return IoStatus::kFailed;
  impl.prepare_socket();
  co_return IoStatus::kOk;
}

void SocketStream::use_tls(TlsConnection connection) {
  impl_->tls = std::move(connection);
}

asio::awaitable<IoStatus> SocketStream::handshake() {
  auto& impl = *impl_;
  while (true) {
    auto const attempt = impl.try_handshake();
    if (attempt == Attempt::kDone) break;
    if (attempt != Attempt::kWantsRead && attempt != Attempt::kWantsWrite) co_return status_of(attempt);
    auto const waited = co_await impl.wait_for(attempt);
    if (waited != IoStatus::kOk) co_return waited;
  }
  impl.established = true;
  co_return IoStatus::kOk;
}

asio::awaitable<IoResult> SocketStream::read_some(std::span<char> into) {
  auto& impl = *impl_;
  // Both ends read when the other has yet to speak, so waiting first saves a call that finds nothing.
  auto attempt = Attempt::kWantsRead;
  auto bytes = std::size_t{0};
  if (impl.has_unread()) attempt = impl.try_read(into, bytes);
  while (attempt == Attempt::kWantsRead || attempt == Attempt::kWantsWrite) {
    auto const waited = co_await impl.wait_for(attempt);
    if (waited != IoStatus::kOk) co_return IoResult{waited, 0};
    attempt = impl.try_read(into, bytes);
  }
  if (attempt != Attempt::kDone) co_return IoResult{status_of(attempt), 0};
  co_return IoResult{IoStatus::kOk, bytes};
}

asio::awaitable<IoStatus> SocketStream::write_all(std::string_view bytes) {
  auto& impl = *impl_;
  while (!bytes.empty()) {
    auto sent = std::size_t{0};
    auto const attempt = impl.try_write(bytes, sent);
    if (attempt == Attempt::kDone) {
      bytes.remove_prefix(sent);
      continue;
    }
    if (attempt != Attempt::kWantsRead && attempt != Attempt::kWantsWrite) co_return status_of(attempt);
    auto const waited = co_await impl.wait_for(attempt);
    if (waited != IoStatus::kOk) co_return waited;
  }
  co_return IoStatus::kOk;
}

void SocketStream::expire_at(WallTime deadline) {
  impl_->deadline = deadline;
  impl_->expired = false;
  if (deadline < impl_->armed) impl_->arm(deadline);
}

void SocketStream::finish_sending() {
  if (!is_open()) return;
  if (impl_->tls && impl_->established) {
    ERR_clear_error();
    SSL_shutdown(impl_->tls.get());
  }
  auto ignored = ErrorCode{};
  impl_->socket.shutdown(tcp::socket::shutdown_send, ignored);
}

void SocketStream::close() {
  impl_->timer.cancel();
  impl_->armed = kNoDeadline;
  auto ignored = ErrorCode{};
  impl_->socket.close(ignored);
}

void SocketStream::reset() {
  auto ignored = ErrorCode{};
  if (is_open()) impl_->socket.set_option(asio::socket_base::linger{true, 0}, ignored);
  close();
}

bool SocketStream::is_open() const {
  return impl_->socket.is_open();
}
int SocketStream::native_socket() const {
  return impl_->socket.native_handle();
}
ssl_st* SocketStream::tls() const {
  return impl_->tls.get();
}

}  // namespace kazasu::adapters
