#include "emulators/adapters/card_host/card_slot.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <thread>
#include <utility>
#include <vector>

#include "emulators/card/card_commands.h"
#include "emulators/reader/reader_commands.h"

namespace kazasu::adapters {

namespace {

using Clock = std::chrono::steady_clock;
using Lock = std::unique_lock<std::mutex>;
using reader::ExchangeEnd;
using reader::ReaderEvent;

std::int64_t unix_us() {
  auto const now = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::microseconds>(now).count();
}

// The longest that a card is waited for, so that adding it to a clock reading cannot overflow.
constexpr auto kLongestWait = std::chrono::hours{1};

}  // namespace

struct CardSlot::State {
  State(std::uint32_t slot_number, reader::ApduSink* record_sink) : number(slot_number), sink(record_sink) {}

  SlotPresence presence() const { return {card.has_value(), insertion}; }

  void note(ReaderEvent event, std::string const& atr = {}) {
    if (sink == nullptr) return;
    sink->record({.unix_us = unix_us(), .slot = number, .event = event, .command = {}, .answer = atr});
  }

  void put_in(SlotCard given) {
    given.card.power_off();
    card = std::move(given);
    powered = false;
    ++insertion;
    note(ReaderEvent::kInserted);
    changed.notify_all();
  }

  SlotCard take_out() {
    auto taken = std::move(*card);
    card.reset();
    powered = false;
    note(ReaderEvent::kRemoved);
    changed.notify_all();
    return taken;
  }

  // Tells the watchers. Precondition: `lock` is held; it is not afterwards. What they are told is read anew,
  // so that of two changes at once the one that is told last is the one that holds.
  void announce(Lock& lock) {
    lock.unlock();
    auto const telling = Lock{watching};
    lock.lock();
    auto const now = presence();
    lock.unlock();
    for (auto const& watcher : watchers) watcher(now);
  }

  bool same_card(std::uint64_t begun) const { return card && powered && insertion == begun; }

  // True when `time` has passed; false when the card that was there left before.
  bool wait(Lock& lock, sim::Duration time, std::uint64_t begun) {
    auto const due = Clock::now() + std::min<sim::Duration>(time, kLongestWait);
    return !changed.wait_until(lock, due, [&] { return !same_card(begun); });
  }

  // The card leaves in the middle of a command, and comes back later when the fault says so.
  void leave(Lock& lock, std::optional<sim::Duration> returns);
  void bring_back(std::stop_token const& stop, SlotCard const& gone, sim::Duration after);

  std::uint32_t number;
  reader::ApduSink* sink;
  std::mutex watching;  // taken before `mutex`
  std::vector<std::function<void(SlotPresence)>> watchers;
  std::mutex mutex;
  std::condition_variable_any changed;  // card, power or insertion
  std::optional<SlotCard> card;
  std::uint64_t insertion = 0;
  std::uint64_t exchanges = 0;
  bool powered = false;
  std::jthread returning;  // brings a card back that a fault took away; last, so that it ends first
};

void CardSlot::State::leave(Lock& lock, std::optional<sim::Duration> returns) {
  auto gone = take_out();
  auto earlier = std::move(returning);  // joins when this function ends, without the lock
  if (returns) {
    returning = std::jthread{[this, gone = std::move(gone), after = *returns](std::stop_token const& stop) {
      bring_back(stop, gone, after);
    }};
  }
  announce(lock);
}

// Unless a hand puts in another card meanwhile.
void CardSlot::State::bring_back(std::stop_token const& stop, SlotCard const& gone, sim::Duration after) {
  auto lock = Lock{mutex};
  auto const due = Clock::now() + std::min<sim::Duration>(after, kLongestWait);
  auto const occupied = changed.wait_until(lock, stop, due, [this] { return card.has_value(); });
  if (occupied || stop.stop_requested()) return;
  put_in(gone);
  announce(lock);
}

// One command on its way through the slot; its lock is held except while the card computes.
class CardSlot::Passage {
 public:
  Passage(State& state, std::string_view command, sim::Duration patience)
      : state_(state), command_(command), patience_(patience) {}

  SlotAnswer run() {
    if (!state_.card) return {SlotReply::kNoCard, {}};
    if (!state_.powered) return {SlotReply::kNotPowered, {}};
    ++state_.exchanges;
    if (auto own = reader::answer_of_reader(command_, state_.card->uid)) {
      return answered(std::move(*own), ExchangeEnd::kAnswer);
    }
    if (state_.card->faults) decision_ = state_.card->faults->before(command_.size());
    if (!decision_.reaches_card) return leaves();
    auto answer = computed();
    if (!here()) return ended(SlotReply::kRemoved, ExchangeEnd::kRemoved);
    if (decision_.mute) return mute();
    return delivered(std::move(answer));
  }

 private:
  bool here() const { return state_.same_card(insertion_); }

  std::string computed() {
    auto working = state_.card->card;  // the same card: copies share what stays
    lock_.unlock();
    auto answer = card::transmit(working, command_);
    lock_.lock();
    if (here()) state_.card->card = std::move(working);
    return answer;
  }

  SlotAnswer mute() {
    if (!state_.wait(lock_, patience_, insertion_)) return ended(SlotReply::kRemoved, ExchangeEnd::kRemoved);
    return ended(SlotReply::kMute, ExchangeEnd::kMute);
  }

  SlotAnswer delivered(std::string answer) {
    auto& lying = *state_.card;
    if (lying.faults) answer = lying.faults->after(std::move(answer), decision_);
    auto const delay = decision_.delay + (lying.pace ? lying.pace(command_, answer) : sim::Duration::zero());
    if (delay > patience_) return mute();
    if (delay > sim::Duration::zero() && !state_.wait(lock_, delay, insertion_)) {
      return ended(SlotReply::kRemoved, ExchangeEnd::kRemoved);
    }
    if (decision_.leaves_after) return leaves();
    return answered(std::move(answer), decision_.distorted ? ExchangeEnd::kDistorted : ExchangeEnd::kAnswer);
  }

  SlotAnswer leaves() {
    auto gone = ended(SlotReply::kRemoved, ExchangeEnd::kRemoved);
    state_.leave(lock_, decision_.returns);
    return gone;
  }

  SlotAnswer answered(std::string answer, ExchangeEnd end) {
    note(end, answer);
    return {SlotReply::kAnswer, std::move(answer)};
  }

  SlotAnswer ended(SlotReply reply, ExchangeEnd end) {
    note(end, {});
    return {reply, {}};
  }

  void note(ExchangeEnd end, std::string const& answer) {
    if (state_.sink == nullptr) return;
    state_.sink->record({.unix_us = began_unix_us_,
                         .took = Clock::now() - began_,
                         .slot = state_.number,
                         .event = ReaderEvent::kExchange,
                         .end = end,
                         .command = std::string{command_},
                         .answer = answer});
  }

  State& state_;
  std::string_view command_;
  sim::Duration patience_;
  Clock::time_point began_ = Clock::now();
  std::int64_t began_unix_us_ = unix_us();
  Lock lock_{state_.mutex};
  std::uint64_t insertion_ = state_.insertion;
  reader::FaultDecision decision_;
};

CardSlot::CardSlot(std::uint32_t number, reader::ApduSink* sink)
    : state_(std::make_unique<State>(number, sink)) {}

CardSlot::~CardSlot() = default;

bool CardSlot::insert(SlotCard card) {
  auto lock = Lock{state_->mutex};
  if (state_->card) return false;
  state_->put_in(std::move(card));
  state_->announce(lock);
  return true;
}

bool CardSlot::remove() {
  auto lock = Lock{state_->mutex};
  if (!state_->card) return false;
  state_->take_out();
  state_->announce(lock);
  return true;
}

void CardSlot::swap(SlotCard card) {
  auto lock = Lock{state_->mutex};
  if (state_->card) state_->take_out();
  state_->put_in(std::move(card));
  state_->announce(lock);
}

std::optional<std::string> CardSlot::label() const {
  auto const lock = Lock{state_->mutex};
  return state_->card ? std::optional{state_->card->label} : std::nullopt;
}

std::optional<SlotCardFacts> CardSlot::facts() const {
  auto const lock = Lock{state_->mutex};
  if (!state_->card) return std::nullopt;
  return SlotCardFacts{.atr = state_->card->atr, .uid = state_->card->uid, .insertion = state_->insertion};
}

SlotAnswer CardSlot::power_on(std::optional<std::uint64_t> insertion) {
  auto const lock = Lock{state_->mutex};
  if (!state_->card || (insertion && *insertion != state_->insertion)) return {SlotReply::kNoCard, {}};
  state_->card->card.power_off();
  state_->note(state_->powered ? ReaderEvent::kReset : ReaderEvent::kPowerOn, state_->card->atr);
  state_->powered = true;
  return {SlotReply::kAnswer, state_->card->atr};
}

void CardSlot::power_off() {
  auto const lock = Lock{state_->mutex};
  if (!state_->card || !state_->powered) return;
  state_->card->card.power_off();
  state_->powered = false;
  state_->note(ReaderEvent::kPowerOff);
  state_->changed.notify_all();
}

SlotAnswer CardSlot::transmit(std::string_view command, sim::Duration patience) {
  return Passage{*state_, command, patience}.run();
}

std::uint64_t CardSlot::exchanges() const {
  auto const lock = Lock{state_->mutex};
  return state_->exchanges;
}

SlotPresence CardSlot::presence() const {
  auto const lock = Lock{state_->mutex};
  return state_->presence();
}

void CardSlot::watch(std::function<void(SlotPresence)> watcher) {
  auto const telling = Lock{state_->watching};
  state_->watchers.push_back(std::move(watcher));
}

}  // namespace kazasu::adapters
