#include "harness/progress.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>

namespace kazasu::harness {

std::string progress_text(ProgressState const& state) {
  auto const elapsed = std::min(state.elapsed_s, state.duration_s);
  auto const rate = state.elapsed_s > 0 ? static_cast<double>(state.finished) / state.elapsed_s : 0.0;
  auto text = std::array<char, 160>{};
  std::snprintf(text.data(), text.size(), "%.0f s of %.0f s · %.1f/s · %llu done · %llu errors · ", elapsed,
                state.duration_s, rate, static_cast<unsigned long long>(state.finished),
                static_cast<unsigned long long>(state.errors));
  auto line = std::string{text.data()};
  if (elapsed < state.duration_s) {
    std::snprintf(text.data(), text.size(), "%.0f s left", state.duration_s - elapsed);
    return line + text.data();
  }
  return line + std::to_string(state.arrivals - state.finished) + " still under way";
}

ProgressLine::ProgressLine(bool quiet) : quiet_(quiet), terminal_(isatty(STDERR_FILENO) == 1) {}

ProgressLine::~ProgressLine() {
  if (dirty_) std::fputs("\r\033[K", stderr);
}

void ProgressLine::show(ProgressState const& state) {
  auto const now = std::chrono::steady_clock::now();
  auto const pause = terminal_ ? std::chrono::milliseconds{100} : std::chrono::milliseconds{10'000};
  if (quiet_ || now - last_ < pause) return;
  last_ = now;
  if (terminal_) {
    std::fprintf(stderr, "\r\033[K%s", progress_text(state).c_str());
    dirty_ = true;
  } else {
    std::fprintf(stderr, "%s\n", progress_text(state).c_str());
  }
  std::fflush(stderr);
}

void ProgressLine::say(std::string const& text) {
  if (quiet_) return;
  if (terminal_) {
    std::fprintf(stderr, "\r\033[K%s", text.c_str());
    dirty_ = true;
  } else {
    std::fprintf(stderr, "%s\n", text.c_str());
  }
  std::fflush(stderr);
}

}  // namespace kazasu::harness
