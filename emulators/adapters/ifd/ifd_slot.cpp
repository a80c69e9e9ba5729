#include "emulators/adapters/ifd/ifd_slot.h"

#include <poll.h>
#include <sys/eventfd.h>

#include <algorithm>
#include <array>
#include <utility>

namespace kazasu::adapters {

namespace {

using namespace std::chrono_literals;
using reader::FrameType;
using reader::LinkRole;

// pcscd's start waits this long for each slot of a host that accepts connections and says nothing.
constexpr auto kFirstGreeting = 500ms;
constexpr auto kGreeting = 500ms;
// How often a polling thread looks whether a host has started.
constexpr auto kSearch = 200ms;

}  // namespace

IfdSlot::IfdSlot(std::string socket, std::uint16_t slot)
    : socket_(std::move(socket)), slot_(slot), end_wait_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
  look_for_host(kFirstGreeting);
}

bool IfdSlot::present() {
  auto const lock = std::lock_guard{presence_mutex_};
  if (polling_ == std::thread::id{}) return latch_.answer(PresenceLatch::Asker::kBeforePolling);
  if (std::this_thread::get_id() != polling_) return latch_.answer(PresenceLatch::Asker::kOther);
  // After wait() that thread may ask for a power-down before it asks for its own sake: what the first
  // question hears of a card that left, the others hear as well. What it asks behind "present" is part of
  // powering up.
  if (asked_since_wait_) return !told_absent_ && latch_.answer(PresenceLatch::Asker::kOther);
  asked_since_wait_ = true;
  auto const is_there = latch_.answer(PresenceLatch::Asker::kPolling);
  told_absent_ = !is_there;
  return is_there;
}

void IfdSlot::learn(std::optional<InsertedCard> const& card) {
  auto const lock = std::lock_guard{presence_mutex_};
  latch_.learn(card);
}

bool IfdSlot::pending() const {
  auto const lock = std::lock_guard{presence_mutex_};
  return latch_.pending();
}

std::optional<InsertedCard> IfdSlot::told() const {
  auto const lock = std::lock_guard{presence_mutex_};
  return latch_.told();
}

void IfdSlot::look_for_host(std::chrono::milliseconds time) {
  news_ = HostConnection::open(socket_, {.role = LinkRole::kPresence, .slot = slot_}, time);
  if (news_) take_news(time);
}

void IfdSlot::take_news(std::chrono::milliseconds time) {
  // All that has come: what one receive brought together does not make the socket readable again.
  for (;; time = 0ms) {
    auto const news = news_->next_presence(time);
    if (news.end == HostConnection::End::kTimeOut) return;
    if (news.end == HostConnection::End::kClosed) break;
    auto const card = InsertedCard{.host = news_->welcome().host, .insertion = news.presence.insertion};
    learn(news.presence.present ? std::optional{card} : std::nullopt);
  }
  news_.reset();
  learn(std::nullopt);
}

void IfdSlot::wait(std::chrono::milliseconds time) {
  auto const due = Clock::now() + time;
  {
    auto const lock = std::lock_guard{presence_mutex_};
    polling_ = std::this_thread::get_id();
    asked_since_wait_ = false;
    told_absent_ = false;
  }
  if (!news_) look_for_host(kGreeting);
  while (!pending()) {
    auto const rest = std::chrono::ceil<std::chrono::milliseconds>(due - Clock::now());
    if (rest <= 0ms) return;
    auto waiting = std::array<pollfd, 2>{pollfd{end_wait_.number(), POLLIN, 0},
                                         pollfd{news_ ? news_->number() : -1, POLLIN, 0}};
    auto const longest = news_ ? rest : std::min<std::chrono::milliseconds>(rest, kSearch);
    ::poll(waiting.data(), waiting.size(), static_cast<int>(longest.count()));
    auto called = eventfd_t{};
    if (::eventfd_read(end_wait_.number(), &called) == 0) return;
    if (news_) {
      take_news(0ms);
    } else {
      look_for_host(kGreeting);
    }
  }
}

void IfdSlot::end_wait() {
  ::eventfd_write(end_wait_.number(), 1);
}

// Precondition: commands_mutex_ is held. Forgets a connection that has ended.
HostConnection::Reply IfdSlot::ask(FrameType type, std::string_view payload) {
  if (!commands_) return {};
  auto const reply = commands_->ask(type, payload);
  if (reply.end == HostConnection::End::kClosed) commands_.reset();
  return reply;
}

// Precondition: commands_mutex_ is held.
HostConnection::Reply IfdSlot::ask_for_power(InsertedCard const& card) {
  if (commands_ && commands_->welcome().host != card.host) return {};
  return ask(FrameType::kPowerOn, reader::encode_insertion(card.insertion));
}

IfdSlot::Answer IfdSlot::power_up(std::span<unsigned char> atr) {
  auto const card = told();
  auto const lock = std::lock_guard{commands_mutex_};
  atr_.clear();
  if (!card) return {};
  auto reply = ask_for_power(*card);
  if (reply.end == HostConnection::End::kClosed) {  // never opened, or of a host that has gone
    commands_ = HostConnection::open(socket_, {.role = LinkRole::kCommands, .slot = slot_}, kGreeting);
    reply = ask_for_power(*card);
  }
  if (reply.end == HostConnection::End::kTimeOut) return {End::kMute};
  if (reply.end != HostConnection::End::kAnswered || reply.type != FrameType::kPowered) return {};
  if (reply.payload.size() > atr.size()) return {End::kTooLong};
  atr_ = reply.payload;
  std::ranges::copy(atr_, atr.begin());
  return {End::kDone, atr_.size()};
}

void IfdSlot::power_down() {
  auto const lock = std::lock_guard{commands_mutex_};
  atr_.clear();
  ask(FrameType::kPowerOff, {});
}

IfdSlot::Answer IfdSlot::transmit(std::span<unsigned char const> command, std::span<unsigned char> answer) {
  if (command.size() > reader::kLongestApdu) return {End::kTooLong};
  auto const lock = std::lock_guard{commands_mutex_};
  auto const reply =
      ask(FrameType::kTransmit, {reinterpret_cast<char const*>(command.data()), command.size()});
  if (reply.end == HostConnection::End::kTimeOut) return {End::kMute};
  if (reply.end != HostConnection::End::kAnswered) return {};
  if (reply.type == FrameType::kFailure) {
    return {reader::decode_failure(reply.payload) == reader::LinkFailure::kMute ? End::kMute : End::kFailed};
  }
  if (reply.type != FrameType::kAnswer) return {};
  if (reply.payload.size() > answer.size()) return {End::kTooLong, reply.payload.size()};
  std::ranges::copy(reply.payload, answer.begin());
  return {End::kDone, reply.payload.size()};
}

std::string IfdSlot::atr() const {
  auto const lock = std::lock_guard{commands_mutex_};
  return atr_;
}

}  // namespace kazasu::adapters
