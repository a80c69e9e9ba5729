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
  auto left = left_.load();
  if (left == 0) return StatusWord::kReferenceDataUnusable;
  if (matches(attempt)) {
    left_.store(tries_);
    return StatusWord::kSuccess;
  }
  while (left > 0 && !left_.compare_exchange_weak(left, static_cast<std::uint8_t>(left - 1))) {
  }
  return tries_left_status(std::max(left - 1, 0));
}

}  // namespace kazasu::card
