#include "emulators/adapters/card_host/vpcd_listener.h"

#include <poll.h>

#include <array>
#include <chrono>
#include <optional>
#include <stop_token>
#include <thread>
#include <utility>

#include "emulators/adapters/card_host/bell.h"
#include "emulators/adapters/card_host/tcp_socket.h"
#include "emulators/adapters/card_host/vpcd_session.h"

namespace kazasu::adapters {

namespace {

using Clock = std::chrono::steady_clock;

// After a connection that could not be let in: the process may have no descriptor left.
constexpr auto kAcceptPause = 100;  // milliseconds

}  // namespace

struct VpcdListener::Impl {
  Impl(CardSlot& card_slot, VpcdLinkOptions given)
      : slot(card_slot),
        options(std::move(given)),
        listener(listen_on(options.address)),
        bell(std::make_shared<Bell const>()) {
    slot.watch([bell = bell](SlotPresence) { bell->ring(); });
    thread = std::jthread{[this](std::stop_token const& stop) { run(stop); }};
  }

  void run(std::stop_token const& stop) {
    auto const wake = std::stop_callback{stop, [this] { bell->ring(); }};
    auto watched = std::array<pollfd, 2>{{{.fd = listener.number(), .events = POLLIN, .revents = 0},
                                          {.fd = bell->descriptor(), .events = POLLIN, .revents = 0}}};
    while (!stop.stop_requested()) {
      ::poll(watched.data(), watched.size(), -1);
      if (watched[1].revents != 0) bell->still();
      if (stop.stop_requested()) break;
      if (watched[0].revents == 0) continue;
      if (auto socket = accept_from(listener)) {
        serve(std::move(*socket), stop);
      } else {
        ::poll(&watched[1], 1, kAcceptPause);
      }
    }
  }

  void serve(Descriptor socket, std::stop_token const& stop) {
    auto const present = slot.presence();
    auto const unnoticed = left && Clock::now() - *left < options.noticed;
    left.reset();
    if (!present.present || unnoticed) return reset_connection(std::move(socket));
    tell(VpcdLinkEvent::kConnected);
    auto session = VpcdSession{{slot, *bell, options.patience, present.insertion}, std::move(socket)};
    if (session.serve(stop) == VpcdEnd::kCardLeft) left = Clock::now();
    tell(VpcdLinkEvent::kDisconnected);
  }

  void tell(VpcdLinkEvent event) const {
    if (options.on_event) options.on_event(event);
  }

  CardSlot& slot;
  VpcdLinkOptions options;
  Descriptor listener;
  std::shared_ptr<Bell const> bell;       // with the slot's watcher, which may outlive this
  std::optional<Clock::time_point> left;  // when the card did, while the reader may not know
  std::jthread thread;                    // last: it uses all of the above
};

VpcdListener::VpcdListener(CardSlot& slot, VpcdLinkOptions options)
    : impl_(std::make_unique<Impl>(slot, std::move(options))) {}

VpcdListener::~VpcdListener() = default;

std::uint16_t VpcdListener::port() const {
  return port_of(impl_->listener);
}

}  // namespace kazasu::adapters
