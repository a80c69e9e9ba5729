// A network between two sides that takes its time: passes bytes on, in both directions, later than they come.
#pragma once

#include <poll.h>
#include <sys/socket.h>

#include <array>
#include <chrono>
#include <cstdint>
#include <string_view>
#include <thread>
#include <utility>

#include "emulators/adapters/card_host/bell.h"
#include "emulators/adapters/card_host/send_all.h"
#include "emulators/adapters/card_host/tcp_socket.h"

namespace kazasu::adapters {

// For one connection to `port`, which whoever wants the delay makes to port() instead.
class DelayedRelay {
 public:
  DelayedRelay(std::uint16_t port, std::chrono::milliseconds delay)
      : target_(port), delay_(delay), thread_([this] { run(); }) {}
  ~DelayedRelay() { stop_.ring(); }
  DelayedRelay(DelayedRelay const&) = delete;
  DelayedRelay& operator=(DelayedRelay const&) = delete;

  std::uint16_t port() const { return port_of(listener_); }

 private:
  bool wait(int left, int right) const {
    auto watched = std::array<pollfd, 3>{{{.fd = stop_.descriptor(), .events = POLLIN, .revents = 0},
                                          {.fd = left, .events = POLLIN, .revents = 0},
                                          {.fd = right, .events = POLLIN, .revents = 0}}};
    ::poll(watched.data(), watched.size(), -1);
    return watched[0].revents == 0;
  }

  bool pass_on(Descriptor const& from, Descriptor const& to) const {
    auto chunk = std::array<char, 4096>{};
    auto const got = ::recv(from.number(), chunk.data(), chunk.size(), MSG_DONTWAIT);
    if (got < 0) return true;  // nothing from this side
    if (got == 0) return false;
    std::this_thread::sleep_for(delay_);
    return send_all(to, std::string_view{chunk.data(), static_cast<std::size_t>(got)});
  }

  void run() {
    if (!wait(listener_.number(), -1)) return;
    auto const near = accept_from(listener_);
    auto const far = connect_to(TcpAddress{.port = target_}, {std::chrono::seconds{20}, stop_.descriptor()});
    if (!near || !far) return;
    while (wait(near->number(), far->number())) {
      if (!pass_on(*near, *far) || !pass_on(*far, *near)) return;
    }
  }

  std::uint16_t target_;
  std::chrono::milliseconds delay_;
  Bell stop_;
  Descriptor listener_ = listen_on(TcpAddress{});
  std::jthread thread_;  // last: it uses all of the above
};

}  // namespace kazasu::adapters
