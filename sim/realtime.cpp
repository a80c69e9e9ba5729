#include "sim/realtime.h"

#include <algorithm>
#include <stdexcept>

namespace kazasu::sim {

namespace {
// A due time further away than this is waited for in slices, so that clock arithmetic cannot overflow.
constexpr auto kLongestWait = std::chrono::hours{24};
}  // namespace

AsioSynchronizer::AsioSynchronizer(boost::asio::io_context& io)
    : io_(io), work_(boost::asio::make_work_guard(io)), timer_(io) {}

std::chrono::steady_clock::time_point AsioSynchronizer::to_wall(TimePoint time) const {
  return start_ + std::chrono::duration_cast<std::chrono::steady_clock::duration>(time.time_since_epoch());
}

void AsioSynchronizer::arm(TimePoint due) {
  // A timer's handler must know which arming it belongs to, hence the copy of `due`.
  armed_due_ = due;
  timer_.expires_at(to_wall(due));
  timer_.async_wait([this, due](boost::system::error_code const& error) {
    if (error || armed_due_ != due) return;
    armed_due_ = kNever;
    woken_ = true;
  });
}

TimePoint AsioSynchronizer::advance_to(TimePoint due) {
  woken_ = false;
  if (due <= wall_now()) {
    io_.poll();
    return wall_now();
  }
  auto const target = std::min(due, saturating_add(wall_now(), kLongestWait));
  if (armed_due_ != target) arm(target);
  while (!woken_) {
    if (io_.run_one() == 0) {
      throw std::runtime_error(
          "the io_context was stopped while its engine waits; end a run with Engine::stop()");
    }
  }
  // Whatever else is ready belongs to the same turn; without this every completion would cost one turn.
  io_.poll();
  return wall_now();
}

}  // namespace kazasu::sim
