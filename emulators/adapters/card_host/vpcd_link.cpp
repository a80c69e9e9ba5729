#include "emulators/adapters/card_host/vpcd_link.h"

#include <poll.h>

#include <algorithm>
#include <optional>
#include <stop_token>
#include <thread>
#include <utility>

#include "emulators/adapters/card_host/bell.h"
#include "emulators/adapters/card_host/vpcd_session.h"

namespace kazasu::adapters {

namespace {

using Clock = std::chrono::steady_clock;

// vpcd's queue holds one connection; one that finds it full is repeated by the kernel after a second.
constexpr auto kConnectPatience = std::chrono::seconds{5};
constexpr auto kForever = -1;

}  // namespace

struct VpcdLink::Impl {
  Impl(CardSlot& card_slot, VpcdLinkOptions given)
      : slot(card_slot), options(std::move(given)), bell(std::make_shared<Bell const>()) {
    slot.watch([bell = bell](SlotPresence) { bell->ring(); });
    thread = std::jthread{[this](std::stop_token const& stop) { run(stop); }};
  }

  void run(std::stop_token const& stop) {
    auto const wake = std::stop_callback{stop, [this] { bell->ring(); }};
    while (!stop.stop_requested()) {
      bell->still();
      auto const present = slot.presence();
      if (!present.present) {
        rest(kForever);
      } else if (auto socket = connect_to(options.address, {kConnectPatience, bell->descriptor()})) {
        serve({{slot, *bell, options.patience, present.insertion}, std::move(*socket)}, stop);
      } else if (slot.presence() == present && !stop.stop_requested()) {
        tell(VpcdLinkEvent::kUnreachable);
        rest(retry_ms());
      }
    }
  }

  void serve(VpcdSession session, std::stop_token const& stop) {
    if (left && Clock::now() - *left < options.noticed) {
      if (session.show_absence(stop) != VpcdEnd::kStopped) left.reset();
      return;
    }
    tell(VpcdLinkEvent::kConnected);
    left.reset();
    if (session.serve(stop) == VpcdEnd::kCardLeft) left = Clock::now();
    tell(VpcdLinkEvent::kDisconnected);
  }

  // Until the bell rings, which is left to be heard, or so many milliseconds have passed.
  void rest(int milliseconds) const {
    auto watched = pollfd{.fd = bell->descriptor(), .events = POLLIN, .revents = 0};
    ::poll(&watched, 1, milliseconds);
  }

  int retry_ms() const {
    auto const retry = std::chrono::ceil<std::chrono::milliseconds>(options.retry).count();
    return static_cast<int>(std::clamp<std::int64_t>(retry, 1, 60'000));
  }

  void tell(VpcdLinkEvent event) {
    auto const again = event == VpcdLinkEvent::kUnreachable && last == event;
    last = event;
    if (!again && options.on_event) options.on_event(event);
  }

  CardSlot& slot;
  VpcdLinkOptions options;
  std::shared_ptr<Bell const> bell;  // with the slot's watcher, which may outlive the link
  std::optional<VpcdLinkEvent> last;
  std::optional<Clock::time_point> left;  // when the card did, while vpcd may not know
  std::jthread thread;                    // last: it uses all of the above
};

VpcdLink::VpcdLink(CardSlot& slot, VpcdLinkOptions options)
    : impl_(std::make_unique<Impl>(slot, std::move(options))) {}

VpcdLink::~VpcdLink() = default;

}  // namespace kazasu::adapters
