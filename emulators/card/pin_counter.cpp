#include "emulators/card/pin_counter.h"

#include <algorithm>
#include <stdexcept>

namespace kazasu::card {

namespace {

PinState with_pin(std::string_view pin, std::uint8_t tries) {
  auto state = PinState{.tries_left = tries, .length = static_cast<std::uint8_t>(pin.size())};
  std::copy(pin.begin(), pin.end(), state.pin.begin());
  return state;
}

PinState with_tries(PinState state, std::uint8_t tries) {
  state.tries_left = tries;
  return state;
}

PinState first_state(PinSettings const& settings, std::uint8_t tries) {
  if (settings.pin.size() > kLongestPin) {
    throw std::invalid_argument("a card's PIN has at most 16 characters");
  }
  if (settings.pin.empty()) return {};
  return with_pin(settings.pin, std::min(settings.left.value_or(tries), tries));
}

}  // namespace

PinCounter::PinCounter(PinSettings const& settings)
    : memory_(settings.memory),
      id_(settings.id),
      tries_(static_cast<std::uint8_t>(settings.tries)),
      state_(first_state(settings, tries_)) {
  auto const kept = memory_ == nullptr ? std::nullopt : memory_->load(id_);
  if (!kept) return;
  auto const most = kept->length > 0 ? tries_ : std::uint8_t{0};
  state_ = with_tries(*kept, std::min(kept->tries_left, most));
}

bool PinCounter::matches(std::string_view attempt) const {
  return attempt == std::string_view{state_.pin.data(), std::min<std::size_t>(state_.length, kLongestPin)};
}

bool PinCounter::keep(PinState const& state) {
  if (memory_ != nullptr) {
    try {
      memory_->store(id_, state);
    } catch (std::runtime_error const&) {
      return false;  // the memory has told its owner why
    }
  }
  state_ = state;
  return true;
}

// The try is gone before anything is compared: whoever cuts the power in between has learnt nothing.
StatusWord PinCounter::verify(std::string_view attempt) {
  auto const lock = std::lock_guard{mutex_};
  if (state_.tries_left == 0) return StatusWord::kReferenceDataUnusable;
  auto const left = static_cast<std::uint8_t>(state_.tries_left - 1);
  if (!keep(with_tries(state_, left))) return StatusWord::kMemoryFailure;
  if (!matches(attempt)) return tries_left_status(left);
  return keep(with_tries(state_, tries_)) ? StatusWord::kSuccess : StatusWord::kMemoryFailure;
}

StatusWord PinCounter::change(std::string_view pin) {
  auto const lock = std::lock_guard{mutex_};
  return keep(with_pin(pin, tries_)) ? StatusWord::kSuccess : StatusWord::kMemoryFailure;
}

int PinCounter::tries_left() const {
  auto const lock = std::lock_guard{mutex_};
  return state_.tries_left;
}

}  // namespace kazasu::card
