#include "emulators/adapters/http/https_server.h"

#include <sys/socket.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <cerrno>
#include <stdexcept>
#include <utility>

#include "emulators/adapters/http/http_session.h"
#include "emulators/adapters/http/target_url.h"

namespace kazasu::adapters {

namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using ErrorCode = boost::system::error_code;

// How long to leave connections waiting when there are no file descriptors left for them.
constexpr auto kOutOfFiles = std::chrono::milliseconds{50};

struct Place {
  std::string const& name;
  std::string const& address;
  std::uint16_t port;
};

[[noreturn]] void fail_to_listen(Place const& place, std::string const& reason) {
  throw std::runtime_error("cannot listen on " + place.address + ":" + std::to_string(place.port) + " (" +
                           place.name + "): " + reason);
}

tcp::acceptor open_acceptor(asio::io_context& io, Place const& place) {
  if (!is_loopback(place.address)) fail_to_listen(place, "only loopback addresses are served");
  auto const endpoint = tcp::endpoint{asio::ip::make_address(connect_address(place.address)), place.port};
  auto error = ErrorCode{};
  auto acceptor = tcp::acceptor{io};
  acceptor.open(endpoint.protocol(), error);
  if (!error) acceptor.set_option(tcp::acceptor::reuse_address{true}, error);
  if (!error) acceptor.bind(endpoint, error);
  if (!error) acceptor.listen(tcp::acceptor::max_listen_connections, error);
  if (!error) acceptor.non_blocking(true, error);
  if (error == asio::error::address_in_use) {
    fail_to_listen(place, "the port is in use; end the other program or choose another port");
  }
  if (error) fail_to_listen(place, error.message());
  return acceptor;
}

// The acceptor is shared with the listener: either may go first.
struct Acceptor {
  explicit Acceptor(tcp::acceptor opened) : socket(std::move(opened)), pause(socket.get_executor()) {}
  tcp::acceptor socket;
  asio::steady_timer pause;
};

// Takes what waits now. False when the process is out of file descriptors.
bool accept_waiting(Acceptor& acceptor, std::shared_ptr<ListenerState> const& state) {
  while (true) {
    auto const socket =
        ::accept4(acceptor.socket.native_handle(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (socket < 0) return errno != EMFILE && errno != ENFILE && errno != ENOBUFS && errno != ENOMEM;
    ++state->counters.connections;
    asio::co_spawn(state->io, run_session(state, SocketStream{state->io, socket}), asio::detached);
  }
}

asio::awaitable<void> accept_connections(std::shared_ptr<Acceptor> acceptor,
                                         std::shared_ptr<ListenerState> state) {
  while (acceptor->socket.is_open()) {
    auto error = ErrorCode{};
    co_await acceptor->socket.async_wait(tcp::acceptor::wait_read,
                                         asio::redirect_error(asio::use_awaitable, error));
    if (error || !acceptor->socket.is_open()) co_return;
    if (accept_waiting(*acceptor, state)) continue;
    acceptor->pause.expires_after(kOutOfFiles);
    co_await acceptor->pause.async_wait(asio::redirect_error(asio::use_awaitable, error));
  }
}

class Listener final : public HttpListener {
 public:
  Listener(std::shared_ptr<ListenerState> state, tcp::acceptor acceptor)
      : state_(std::move(state)),
        acceptor_(std::make_shared<Acceptor>(std::move(acceptor))),
        port_(acceptor_->socket.local_endpoint().port()) {
    asio::co_spawn(state_->io, accept_connections(acceptor_, state_), asio::detached);
  }
  ~Listener() override {
    Listener::stop();
    state_->gone = true;
    for (auto& [stream, connection] : state_->open) {
      connection.sink.reset();
      stream->close();
    }
  }
  Listener(Listener const&) = delete;
  Listener& operator=(Listener const&) = delete;

  std::uint16_t port() const override { return port_; }
  ServerCounters const& counters() const override { return state_->counters; }
  void stop() override {
    state_->stopping = true;
    auto ignored = ErrorCode{};
    acceptor_->socket.close(ignored);
    acceptor_->pause.cancel();
    for (auto const& [stream, connection] : state_->open) {
      if (!connection.idle) continue;
      stream->finish_sending();
      stream->close();
    }
  }

 private:
  std::shared_ptr<ListenerState> state_;
  std::shared_ptr<Acceptor> acceptor_;
  std::uint16_t port_;
};

}  // namespace

std::unique_ptr<HttpListener> listen_https(sim::Realtime& realtime, HttpsListenerOptions options) {
  auto acceptor = open_acceptor(realtime.io, {options.name, options.address, options.port});
  auto state = std::make_shared<ListenerState>(ListenerState{
      .io = realtime.io,
      .service = &options.service,
      .calendar = std::move(options.calendar),
      .limits = options.limits,
      .tls = make_server_context({.certificate_pem = options.certificate_pem,
                                  .key_pem = options.key_pem,
                                  .client_ca_pem = options.client_ca_pem}),
      .client_certificates = !options.client_ca_pem.empty(),
      .revoked = std::move(options.revoked),
      .observer = options.observer,
  });
  return std::make_unique<Listener>(std::move(state), std::move(acceptor));
}

std::unique_ptr<HttpListener> listen_plain(sim::Realtime& realtime, PlainListenerOptions options) {
  auto acceptor = open_acceptor(realtime.io, {options.name, options.address, options.port});
  auto state = std::make_shared<ListenerState>(ListenerState{
      .io = realtime.io,
      .service = &options.service,
      .calendar = std::move(options.calendar),
      .limits = options.limits,
  });
  return std::make_unique<Listener>(std::move(state), std::move(acceptor));
}

}  // namespace kazasu::adapters
