// The services' thread is whoever runs these calls.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <utility>

namespace kazasu::store {

class ServicesLoop {
 public:
  // From any thread.
  void post(std::function<void()> call) {
    auto const lock = std::lock_guard{mutex_};
    calls_.push_back(std::move(call));
    posted_.notify_one();
  }
  auto poster() {
    return [this](std::function<void()> call) { post(std::move(call)); };
  }
  // Waits for a call.
  void run_one() {
    auto call = std::function<void()>{};
    {
      auto lock = std::unique_lock{mutex_};
      posted_.wait(lock, [this] { return !calls_.empty(); });
      call = std::move(calls_.front());
      calls_.pop_front();
    }
    call();
  }
  void run_until(bool const& done) {
    while (!done) run_one();
  }

 private:
  std::mutex mutex_;
  std::condition_variable posted_;
  std::deque<std::function<void()>> calls_;
};

}  // namespace kazasu::store
