#include "emulators/adapters/card_host/control_server.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <list>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <utility>
#include <variant>

#include "emulators/adapters/card_host/line_socket.h"
#include "emulators/adapters/card_host/send_all.h"
#include "emulators/adapters/card_host/unix_listener.h"

namespace kazasu::adapters {

namespace {

constexpr std::size_t kLongestOrder = 65'536;
// A follower that is this far behind is let go: the card's answers do not wait for it.
constexpr int kTraceBuffer = 4 << 20;

bool send_line(Descriptor const& socket, std::string line) {
  return send_all(socket, line += '\n');
}

// Whole or not at all, and never waiting: a line cut in two would be the end of the listener.
bool push_line(Descriptor const& socket, std::string line) {
  line += '\n';
  auto const sent = ::send(socket.number(), line.data(), line.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
  return sent == static_cast<ssize_t>(line.size());
}

}  // namespace

struct ControlServer::Impl {
  struct Connection {
    std::shared_ptr<Descriptor const> socket;  // shared with the trace, which may outlive the thread
    std::jthread thread{};
    bool ended = false;
  };

  Impl(std::filesystem::path const& path, ControlActions given)
      : actions(std::move(given)), listener(path), acceptor([this] { accept_all(); }) {}

  ~Impl() {
    ::eventfd_write(stop.number(), 1);
    acceptor.join();
    {
      auto const lock = std::lock_guard{mutex};
      for (auto const& connection : connections) ::shutdown(connection.socket->number(), SHUT_RDWR);
    }
    connections.clear();  // joins
  }

  void accept_all() {
    for (;;) {
      auto waiting = std::array{pollfd{stop.number(), POLLIN, 0}, pollfd{listener.number(), POLLIN, 0}};
      if (::poll(waiting.data(), waiting.size(), -1) < 0) continue;  // only a signal
      if (waiting[0].revents != 0) return;
      if (auto socket = listener.accept()) let_in(std::move(socket));
    }
  }

  void let_in(Descriptor socket) {
    auto const lock = std::lock_guard{mutex};
    connections.remove_if([](auto const& connection) { return connection.ended; });
    auto& connection =
        connections.emplace_back(Connection{.socket = std::make_shared<Descriptor const>(std::move(socket))});
    connection.thread = std::jthread{[this, &connection] {
      serve(connection.socket);
      ::shutdown(connection.socket->number(), SHUT_RDWR);
      auto const done = std::lock_guard{mutex};
      connection.ended = true;
    }};
  }

  void serve(std::shared_ptr<Descriptor const> const& socket) {
    auto lines = LineReader{*socket, kLongestOrder};
    while (auto const line = lines.next()) {
      auto order = ControlOrder{};
      try {
        order = parse_order(*line);
      } catch (std::invalid_argument const& mistake) {
        auto const answer =
            ControlAnswer{.verdict = ControlVerdict::kNotUnderstood, .message = mistake.what()};
        if (!send_line(*socket, text_of(answer))) return;
        continue;
      }
      auto const traces = std::holds_alternative<TraceOrder>(order);
      if (!send_line(*socket, text_of(traces ? ControlAnswer{} : actions.obey(order)))) return;
      if (traces) follow(socket);  // behind the answer, which is the first line
    }
  }

  void follow(std::shared_ptr<Descriptor const> const& socket) {
    ::setsockopt(socket->number(), SOL_SOCKET, SO_SNDBUF, &kTraceBuffer, sizeof kTraceBuffer);
    actions.follow([socket](std::string const& text) { return push_line(*socket, text); });
  }

  ControlActions actions;
  UnixListener listener;
  Descriptor stop{::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)};
  std::mutex mutex;
  std::list<Connection> connections;
  std::jthread acceptor;  // last: it uses all of the above
};

ControlServer::ControlServer(std::filesystem::path const& socket, ControlActions actions)
    : impl_(std::make_unique<Impl>(socket, std::move(actions))) {}

ControlServer::~ControlServer() = default;

}  // namespace kazasu::adapters
