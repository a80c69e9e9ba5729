#include "emulators/adapters/card_host/phone_server.h"

#include <poll.h>
#include <sys/socket.h>

#include <array>
#include <cstdint>
#include <list>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <stop_token>
#include <thread>
#include <utility>

#include "emulators/adapters/card_host/bell.h"
#include "emulators/adapters/card_host/phone_connection.h"

namespace kazasu::adapters {

namespace {

using Lock = std::lock_guard<std::mutex>;

// After a connection that could not be let in: the process may have no descriptor left.
constexpr auto kAcceptPause = 100;  // milliseconds

}  // namespace

struct PhoneServer::Impl {
  struct Place {
    CardSlot& slot;
    std::shared_ptr<Bell const> bell;  // with the slot's watcher, which may outlive the server
    bool taken = false;
  };
  struct Connection {
    Descriptor socket;
    std::optional<std::uint16_t> place{};
    bool ended = false;
    std::jthread thread{};  // last: it uses the others
  };

  Impl(PhoneServerOptions given, std::vector<CardSlot*> const& slots)
      : options(std::move(given)), listener(listen_on(options.address)) {
    if (options.token.empty()) throw std::invalid_argument("no phone token; use phone_token()");
    for (auto* const slot : slots) {
      auto bell = std::make_shared<Bell const>();
      slot->watch([bell](SlotPresence) { bell->ring(); });
      places.push_back({*slot, std::move(bell)});
    }
    acceptor = std::jthread{[this](std::stop_token const& stop) { accept_all(stop); }};
  }

  ~Impl() {
    acceptor.request_stop();
    acceptor.join();
    {
      auto const lock = Lock{mutex};
      for (auto const& connection : connections) ::shutdown(connection.socket.number(), SHUT_RDWR);
    }
    connections.clear();  // joins
  }

  void accept_all(std::stop_token const& stop) {
    auto const wake = std::stop_callback{stop, [this] { stopping.ring(); }};
    auto watched = std::array<pollfd, 2>{{{.fd = listener.number(), .events = POLLIN, .revents = 0},
                                          {.fd = stopping.descriptor(), .events = POLLIN, .revents = 0}}};
    while (!stop.stop_requested()) {
      ::poll(watched.data(), watched.size(), -1);
      if (watched[0].revents == 0) continue;
      if (auto socket = accept_from(listener)) {
        let_in(std::move(*socket));
      } else {
        ::poll(&watched[1], 1, kAcceptPause);
      }
    }
  }

  void let_in(Descriptor socket) {
    auto const lock = Lock{mutex};
    connections.remove_if([](auto const& connection) { return connection.ended; });
    if (connections.size() >= options.connections) {
      ++counters.turned_away;
      return;
    }
    auto& connection = connections.emplace_back(Connection{.socket = std::move(socket)});
    connection.thread = std::jthread{[this, &connection] { serve(connection); }};
  }

  void serve(Connection& connection) {
    auto const context = PhoneConnectionContext{
        .token = options.token,
        .patience = options.patience,
        .handshake = options.handshake,
        .refusal_delay = options.refusal_delay,
        .idle = options.idle,
        .take = [this, &connection](auto number, auto& why) { return take(connection, number, why); },
        .exclusively =
            [this](auto const& act) {
              auto const lock = Lock{mutex};
              act();
            },
        .summary = summary};
    auto const end = PhoneConnection{context, connection.socket}.serve();
    auto const lock = Lock{mutex};
    ++counter_of(end);
    if (connection.place) places[*connection.place].taken = false;
    ::shutdown(connection.socket.number(), SHUT_RDWR);
    connection.ended = true;
  }

  std::optional<PhoneSlot> take(Connection& connection, std::uint16_t number, reader::PhoneRefusal& why) {
    auto const lock = Lock{mutex};
    why = number < places.size() ? reader::PhoneRefusal::kSlotTaken : reader::PhoneRefusal::kNoSuchSlot;
    if (number >= places.size() || places[number].taken) return std::nullopt;
    auto& place = places[number];
    place.taken = true;
    connection.place = number;
    ++counters.accepted;
    return PhoneSlot{&place.slot, place.bell.get()};
  }

  std::uint64_t& counter_of(PhoneEnd end) {
    switch (end) {
      case PhoneEnd::kGone:
        return counters.ended;
      case PhoneEnd::kBroken:
        return counters.broken_links;
      case PhoneEnd::kWrongProof:
        return counters.wrong_proofs;
      case PhoneEnd::kTurnedAway:
        return counters.turned_away;
    }
    return counters.ended;
  }

  PhoneServerOptions options;
  Descriptor listener;
  Bell stopping;
  std::vector<Place> places;
  mutable std::mutex mutex;  // everything below
  PhoneCounters counters;
  reader::PhoneSummary summary;
  std::list<Connection> connections;
  std::jthread acceptor;  // last: it uses all of the above
};

PhoneServer::PhoneServer(PhoneServerOptions options, std::vector<CardSlot*> slots)
    : impl_(std::make_unique<Impl>(std::move(options), slots)) {}

PhoneServer::~PhoneServer() = default;

std::uint16_t PhoneServer::port() const {
  return port_of(impl_->listener);
}

PhoneCounters PhoneServer::counters() const {
  auto const lock = Lock{impl_->mutex};
  return impl_->counters;
}

reader::PhoneSummary PhoneServer::summary() const {
  auto const lock = Lock{impl_->mutex};
  return impl_->summary;
}

}  // namespace kazasu::adapters
