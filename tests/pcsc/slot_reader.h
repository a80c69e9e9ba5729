// A reader on a slot without pcscd between them, which can be made to hang in the middle of a command.
#pragma once

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

#include "emulators/adapters/card_host/card_slot.h"
#include "emulators/adapters/pcsc/pcsc_reader.h"

namespace kazasu::adapters {

// Stops the next command until it is opened. Outlives every reader and thread that knows it.
class Gate {
 public:
  void shut() {
    auto const lock = std::lock_guard{mutex_};
    shut_ = true;
  }
  void open() {
    auto const lock = std::lock_guard{mutex_};
    shut_ = false;
    changed_.notify_all();
  }
  void pass() {
    auto lock = std::unique_lock{mutex_};
    waits_ = shut_;
    changed_.notify_all();
    changed_.wait(lock, [this] { return !shut_; });
    waits_ = false;
  }
  // Returns when a command stands before the gate.
  void wait_for_arrival() {
    auto lock = std::unique_lock{mutex_};
    changed_.wait(lock, [this] { return waits_; });
  }
  // A reader that is gone has reported it here.
  void leave() {
    auto const lock = std::lock_guard{mutex_};
    ++left_;
    changed_.notify_all();
  }
  void wait_for_leaving(int readers) {
    auto lock = std::unique_lock{mutex_};
    changed_.wait(lock, [&] { return left_ >= readers; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool shut_ = false;
  bool waits_ = false;
  int left_ = 0;
};

class SlotReader final : public PcscReader {
 public:
  SlotReader(std::string name, std::shared_ptr<CardSlot> slot, std::shared_ptr<Gate> gate)
      : name_(std::move(name)), slot_(std::move(slot)), gate_(std::move(gate)) {}
  ~SlotReader() override { gate_->leave(); }

  std::string const& name() const override { return name_; }
  LinkAnswer connect(PcscDeadline deadline) override {
    while (!cancelled_) {
      auto answer = slot_->power_on();
      if (answer.reply == SlotReply::kAnswer) return {.bytes = std::move(answer.bytes)};
      if (std::chrono::steady_clock::now() >= deadline) break;
      std::this_thread::sleep_for(std::chrono::milliseconds{1});
    }
    return {.result = terminal::CardResult::kTimedOut};
  }
  LinkAnswer transmit(std::string_view command) override {
    gate_->pass();
    auto answer = slot_->transmit(command, std::chrono::milliseconds{50});
    if (answer.reply == SlotReply::kAnswer) return {.bytes = std::move(answer.bytes)};
    return {.result = answer.reply == SlotReply::kMute ? terminal::CardResult::kTimedOut
                                                       : terminal::CardResult::kCardRemoved};
  }
  void disconnect() override { slot_->power_off(); }
  bool wait_until_empty(PcscDeadline) override { return !slot_->presence().present; }
  void cancel() override { cancelled_ = true; }

 private:
  std::string name_;
  std::shared_ptr<CardSlot> slot_;
  std::shared_ptr<Gate> gate_;
  std::atomic<bool> cancelled_ = false;
};

}  // namespace kazasu::adapters
