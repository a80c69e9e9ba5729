#include "emulators/adapters/card_host/apdu_followers.h"

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <utility>

#include "emulators/reader/apdu_text.h"

namespace kazasu::adapters {

namespace {

constexpr std::size_t kMostBytesWaiting = 4U << 20U;

}  // namespace

class ApduFollowers::Follower {
 public:
  explicit Follower(std::function<bool(std::string const&)> listener)
      : listener_(std::move(listener)), thread_([this](std::stop_token const& stop) { run(stop); }) {}

  void push(std::string const& line) {
    auto const lock = std::lock_guard{mutex_};
    if (gone_) return;
    if (waiting_bytes_ + line.size() > kMostBytesWaiting) {
      ++missed_;
      return;
    }
    if (missed_ > 0) enqueue(missed_line());
    enqueue(line);
    changed_.notify_one();
  }

  bool gone() const {
    auto const lock = std::lock_guard{mutex_};
    return gone_;
  }

 private:
  void enqueue(std::string line) {
    waiting_bytes_ += line.size();
    lines_.push_back(std::move(line));
  }

  std::string missed_line() {
    return std::string{"("}.append(std::to_string(std::exchange(missed_, 0))).append(" events not shown)");
  }

  // Nothing when it is time to end.
  std::optional<std::string> next(std::stop_token const& stop) {
    auto lock = std::unique_lock{mutex_};
    if (!changed_.wait(lock, stop, [this] { return !lines_.empty() || missed_ > 0; })) return std::nullopt;
    if (lines_.empty()) return missed_line();
    auto line = std::move(lines_.front());
    lines_.pop_front();
    waiting_bytes_ -= line.size();
    return line;
  }

  void run(std::stop_token const& stop) {
    while (auto const line = next(stop)) {
      if (!listener_(*line)) break;
    }
    auto const lock = std::lock_guard{mutex_};
    gone_ = true;
  }

  std::function<bool(std::string const&)> listener_;
  mutable std::mutex mutex_;
  std::condition_variable_any changed_;
  std::deque<std::string> lines_;
  std::size_t waiting_bytes_ = 0;
  std::uint64_t missed_ = 0;
  bool gone_ = false;
  std::jthread thread_;  // last: it uses all of the above
};

ApduFollowers::ApduFollowers() = default;
ApduFollowers::~ApduFollowers() = default;

void ApduFollowers::follow(std::function<bool(std::string const&)> listener) {
  auto follower = std::make_unique<Follower>(std::move(listener));
  auto const lock = std::lock_guard{mutex_};
  followers_.push_back(std::move(follower));
}

void ApduFollowers::record(reader::ApduRecord const& record) {
  auto const lock = std::lock_guard{mutex_};
  if (followers_.empty()) return;
  auto const line = reader::text_line(record);
  for (auto const& follower : followers_) follower->push(line);
  std::erase_if(followers_, [](auto const& follower) { return follower->gone(); });
}

}  // namespace kazasu::adapters
