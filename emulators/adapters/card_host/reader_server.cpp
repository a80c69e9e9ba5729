#include "emulators/adapters/card_host/reader_server.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <list>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>

#include "emulators/adapters/card_host/command_desk.h"
#include "emulators/adapters/card_host/link_socket.h"
#include "emulators/adapters/card_host/presence_hub.h"
#include "emulators/adapters/card_host/unix_listener.h"

namespace kazasu::adapters {

namespace {

using namespace std::chrono_literals;
using reader::Frame;
using reader::FrameType;
using reader::Refusal;

// Connections that have not said yet what they want; beyond that the oldest has to go.
constexpr auto kGuests = std::size_t{64};

struct Guest {
  Descriptor connection;
  reader::FrameReader frames{};
};

// The numbers need only differ between two hosts that one pcscd meets.
std::uint64_t new_host_number() {
  auto const now = std::chrono::system_clock::now().time_since_epoch();
  return static_cast<std::uint64_t>(std::chrono::nanoseconds{now}.count()) ^
         static_cast<std::uint64_t>(::getpid()) << 40U;
}

void require(bool holds, std::string const& otherwise) {
  if (!holds) throw std::invalid_argument("the virtual reader: " + otherwise);
}

void refuse(int connection, Refusal why) {
  auto const payload = reader::encode(why);
  try_send_frame(connection, {.type = FrameType::kRefusal, .sequence = 0, .payload = payload});
}

}  // namespace

struct ReaderServer::Impl {
  Impl(std::filesystem::path const& socket, std::vector<CardSlot*> given, sim::Duration block_waiting_time);
  ~Impl();

  void watch_slots();
  void open_doors();
  void meet(std::vector<int> const& ready);
  void let_in();
  // False when the guest is to go, or has become a link.
  bool stays(Guest& guest);
  void introduce(Guest& guest, Frame const& first);

  std::vector<CardSlot*> slots;
  reader::Welcome welcome;
  UnixListener listener;
  Descriptor stop{::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)};
  std::shared_ptr<PresenceHub> hub;  // shared with the slots, which keep their watchers
  std::list<CommandDesk> desks;
  std::list<Guest> guests;  // of the doorman's thread
  std::jthread doorman;
};

ReaderServer::Impl::Impl(std::filesystem::path const& socket, std::vector<CardSlot*> given,
                         sim::Duration block_waiting_time)
    : slots(std::move(given)), listener(socket), hub(std::make_shared<PresenceHub>(slots)) {
  require(!slots.empty() && slots.size() <= std::numeric_limits<std::uint16_t>::max(),
          "it has 1 to 65,535 slots, not " + std::to_string(slots.size()));
  require(block_waiting_time >= 1ms && block_waiting_time <= 1h,
          "the block waiting time is between a millisecond and an hour");
  require(static_cast<bool>(stop), "no descriptor is left; raise the limit of open files (ulimit -n)");
  auto const waiting = std::chrono::duration_cast<std::chrono::milliseconds>(block_waiting_time);
  welcome = {.version = reader::kLinkVersion,
             .slots = static_cast<std::uint16_t>(slots.size()),
             .block_waiting_ms = static_cast<std::uint32_t>(waiting.count()),
             .host = new_host_number()};
  for (auto* const slot : slots) desks.emplace_back(*slot, block_waiting_time);
  watch_slots();
  doorman = std::jthread{[this] { open_doors(); }};
}

ReaderServer::Impl::~Impl() {
  ::eventfd_write(stop.number(), 1);
  doorman.join();
  hub->close();
}

void ReaderServer::Impl::watch_slots() {
  for (std::size_t i = 0; i < slots.size(); ++i) {
    slots[i]->watch([told = hub, i](SlotPresence) { told->publish(i); });
  }
}

void ReaderServer::Impl::open_doors() {
  auto waiting = std::vector<pollfd>{};
  auto ready = std::vector<int>{};
  for (;;) {
    waiting.assign({{stop.number(), POLLIN, 0}, {listener.number(), POLLIN, 0}});
    for (auto const& guest : guests) waiting.push_back({guest.connection.number(), POLLIN, 0});
    for (auto const connection : hub->connections()) waiting.push_back({connection, POLLIN, 0});
    if (::poll(waiting.data(), waiting.size(), -1) < 0) continue;  // only a signal
    if (waiting[0].revents != 0) return;
    ready.clear();
    for (auto const& one : waiting) {
      if (one.revents != 0) ready.push_back(one.fd);
    }
    meet(ready);
  }
}

void ReaderServer::Impl::meet(std::vector<int> const& ready) {
  auto const is_ready = [&ready](int number) { return std::ranges::find(ready, number) != ready.end(); };
  for (auto const connection : hub->connections()) {
    if (is_ready(connection)) hub->remove(connection);  // gone, or it spoke, which it must not
  }
  std::erase_if(guests, [&](Guest& guest) { return is_ready(guest.connection.number()) && !stays(guest); });
  if (is_ready(listener.number())) let_in();
}

void ReaderServer::Impl::let_in() {
  if (auto connection = listener.accept()) {
    if (guests.size() == kGuests) guests.pop_front();
    guests.push_back({.connection = std::move(connection)});
    return;
  }
  // Out of descriptors, most likely: the kernel keeps the caller waiting, and so does this.
  if (errno != EAGAIN && errno != EWOULDBLOCK) std::this_thread::sleep_for(10ms);
}

bool ReaderServer::Impl::stays(Guest& guest) {
  if (receive_into(guest.connection.number(), guest.frames, Patience::kNow) == Receipt::kClosed) return false;
  auto const first = guest.frames.next();
  if (!first) return !guest.frames.broken();
  introduce(guest, *first);
  return false;
}

void ReaderServer::Impl::introduce(Guest& guest, Frame const& first) {
  auto const hello = first.type == FrameType::kHello ? reader::decode_hello(first.payload) : std::nullopt;
  if (!hello) return;
  if (hello->version != reader::kLinkVersion) return refuse(guest.connection.number(), Refusal::kVersion);
  if (hello->slot >= slots.size()) return refuse(guest.connection.number(), Refusal::kNoSuchSlot);
  if (hello->role == reader::LinkRole::kCommands) {
    auto const desk = std::next(desks.begin(), hello->slot);
    return desk->serve(std::move(guest.connection), std::move(guest.frames), welcome);
  }
  auto const greeting = reader::encode(welcome);
  auto const frame = Frame{.type = FrameType::kWelcome, .sequence = 0, .payload = greeting};
  if (try_send_frame(guest.connection.number(), frame)) {
    hub->add(hello->slot, std::move(guest.connection));
  }
}

ReaderServer::ReaderServer(std::filesystem::path const& socket, std::vector<CardSlot*> slots,
                           sim::Duration block_waiting_time)
    : impl_(std::make_unique<Impl>(socket, std::move(slots), block_waiting_time)) {}

ReaderServer::~ReaderServer() = default;

std::filesystem::path const& ReaderServer::socket() const {
  return impl_->listener.path();
}

}  // namespace kazasu::adapters
