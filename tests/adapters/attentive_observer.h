// Somebody who watches a card's commands and answers, pulls the plug, and knows what the card may then still
// have: what every crash test measures a card against.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "emulators/card/apdu.h"
#include "emulators/card/card_memory.h"

namespace kazasu::adapters {

enum class Act : std::uint8_t { kWrongPin, kRightPin, kChange };

inline constexpr std::uint8_t kAuthenticationTries = 3;

inline card::PinState pin_state(std::string_view pin, std::uint8_t tries) {
  auto state = card::PinState{.tries_left = tries, .length = static_cast<std::uint8_t>(pin.size())};
  pin.copy(state.pin.data(), state.pin.size());
  return state;
}

class AttentiveObserver {
 public:
  explicit AttentiveObserver(card::PinState known) : known_(known) {}

  std::string pin() const { return {known_.pin.data(), known_.length}; }
  bool blocked() const { return known_.tries_left == 0; }
  bool verified() const { return verified_; }

  // The card is in a new field: no PIN is verified.
  void powered_up() { verified_ = false; }
  void sent(Act act, std::string_view new_pin = {}) {
    under_way_ = act;
    new_pin_ = new_pin;
  }
  // False when the answer is not what the card had to say.
  bool answered(card::StatusWord status) {
    auto const act = under_way_;
    under_way_.reset();
    if (act == Act::kWrongPin) {
      --known_.tries_left;
      verified_ = false;
      return status == card::tries_left_status(known_.tries_left);
    }
    if (act == Act::kChange) known_ = pin_state(new_pin_, kAuthenticationTries);
    known_.tries_left = kAuthenticationTries;
    verified_ = true;
    return status == card::StatusWord::kSuccess;
  }

  // Whether a card found again in `state` has given nothing back and forgotten nothing: all that was answered
  // holds, and the command under way was done, or not, or is a try paid for in advance.
  bool allows(card::PinState const& state) const {
    if (state == known_) return true;
    if (!under_way_) return false;
    if (*under_way_ == Act::kChange) return state == pin_state(new_pin_, kAuthenticationTries);
    auto paid = known_;
    --paid.tries_left;
    if (state == paid) return true;
    return *under_way_ == Act::kRightPin && state == pin_state(pin(), kAuthenticationTries);
  }
  bool waits() const { return under_way_.has_value(); }

  // What was found is what is known from here on.
  void found(card::PinState const& state) {
    known_ = state;
    under_way_.reset();
    verified_ = false;
  }

 private:
  card::PinState known_;
  std::optional<Act> under_way_;
  std::string new_pin_;
  bool verified_ = false;
};

// Stores one store late: the mistake that the crash tests exist to find. What it was given last is on no disk
// while the card's answer is already on its way.
class LateMemory final : public card::CardMemory {
 public:
  explicit LateMemory(card::CardMemory& memory) : memory_(memory) {}
  std::optional<card::PinState> load(card::PinId pin) const override { return memory_.load(pin); }
  void store(card::PinId pin, card::PinState const& state) override {
    if (waiting_) memory_.store(pin, *waiting_);
    waiting_ = state;
  }

 private:
  card::CardMemory& memory_;
  std::optional<card::PinState> waiting_;
};

}  // namespace kazasu::adapters
