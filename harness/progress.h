// One line on the terminal: how far the run is, its rate, its errors and the time left.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace kazasu::harness {

struct ProgressState {
  double elapsed_s = 0;   // on the run's own clock
  double duration_s = 0;  // of the arrivals
  std::uint64_t arrivals = 0;
  std::uint64_t finished = 0;
  std::uint64_t errors = 0;
};

// "12 s of 30 s · 25.1/s · 302 done · 0 errors · 18 s left"
std::string progress_text(ProgressState const& state);

// Rewrites one line on a terminal at most ten times a second; elsewhere (a log) writes a line every ten
// seconds.
class ProgressLine {
 public:
  explicit ProgressLine(bool quiet);
  ~ProgressLine();
  ProgressLine(ProgressLine const&) = delete;
  ProgressLine& operator=(ProgressLine const&) = delete;
  void show(ProgressState const& state);
  void say(std::string const& text);  // a phase before the run: "issuing 750 cards"

 private:
  bool quiet_;
  bool terminal_;
  bool dirty_ = false;
  std::chrono::steady_clock::time_point last_{};
};

}  // namespace kazasu::harness
