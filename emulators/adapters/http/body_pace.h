// How fast a body has to come that is taken in pieces: an honest slow line may go on, whoever holds a
// connection for nothing may not.
#pragma once

#include <chrono>
#include <cstdint>

namespace kazasu::adapters {

// All positive. The figures are ours: a line of 128 kbit/s passes.
struct PaceLimits {
  std::chrono::milliseconds window{10'000};  // from the time that the last bytes below were complete
  std::uint64_t window_bytes = std::uint64_t{32} * 1024;    // of the body, at least, within each window
  std::uint64_t bytes_a_second = std::uint64_t{16} * 1024;  // the whole: a window, and so long for what came
};

class BodyPace {
 public:
  using Clock = std::chrono::steady_clock;

  BodyPace(PaceLimits const& limits, Clock::time_point begun)
      : limits_(limits), begun_(begun), window_begun_(begun) {}

  void note(std::uint64_t bytes, Clock::time_point now) {
    received_ += bytes;
    in_window_ += bytes;
    if (in_window_ < limits_.window_bytes) return;
    in_window_ = 0;
    window_begun_ = now;
  }
  std::uint64_t received() const { return received_; }
  // When the body is too slow, unless more of it comes before.
  Clock::time_point deadline() const {
    auto const earned = std::chrono::milliseconds{received_ * 1000 / limits_.bytes_a_second};
    auto const whole = begun_ + limits_.window + earned;
    auto const window = window_begun_ + limits_.window;
    return whole < window ? whole : window;
  }

 private:
  PaceLimits limits_;
  Clock::time_point begun_;
  Clock::time_point window_begun_;
  std::uint64_t received_ = 0;
  std::uint64_t in_window_ = 0;
};

}  // namespace kazasu::adapters
