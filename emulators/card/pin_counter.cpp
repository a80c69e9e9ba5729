#include "emulators/card/pin_counter.h"

#include <algorithm>
#include <stdexcept>

namespace kazasu::card {

PinCounter::PinCounter(std::string_view pin, int tries)
    : length_(static_cast<std::uint8_t>(std::min(pin.size(), kLongestPin))),
      tries_(static_cast<std::uint8_t>(pin.empty() ? 0 : tries)),
      left_(tries_) {
  if (pin.size() > kLongestPin) throw std::invalid_argument("a card's PIN has at most 16 characters");
  std::copy(pin.begin(), pin.end(), pin_.begin());
}

bool PinCounter::matches(std::string_view attempt) const {
  return attempt == std::string_view{pin_.data(), length_};
}

StatusWord PinCounter::verify(std::string_view attempt) {
  auto const lock = std::lock_guard{mutex_};
  if (left_ == 0) return StatusWord::kReferenceDataUnusable;
  if (matches(attempt)) {
    left_ = tries_;
    return StatusWord::kSuccess;
  }
  --left_;
  return tries_left_status(left_);
}

void PinCounter::change(std::string_view pin) {
  auto const lock = std::lock_guard{mutex_};
  std::copy(pin.begin(), pin.end(), pin_.begin());
  length_ = static_cast<std::uint8_t>(pin.size());
  left_ = tries_;
}

int PinCounter::tries_left() const {
  auto const lock = std::lock_guard{mutex_};
  return left_;
}

}  // namespace kazasu::card
