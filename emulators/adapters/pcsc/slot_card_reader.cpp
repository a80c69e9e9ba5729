#include "emulators/adapters/pcsc/slot_card_reader.h"

#include <condition_variable>
#include <mutex>
#include <utility>

namespace kazasu::adapters {

namespace {

using terminal::CardResult;

// Rung by the slot, which keeps its watchers for life, and by cancel().
class Watch {
 public:
  void ring() {
    auto const lock = std::lock_guard{mutex_};
    ++rings_;
    changed_.notify_all();
  }
  void cancel() {
    auto const lock = std::lock_guard{mutex_};
    cancelled_ = true;
    changed_.notify_all();
  }
  // Until `is_so()`; false when the deadline or the cancellation came first.
  template <class Condition>
  bool wait_until(PcscDeadline deadline, Condition is_so) {
    while (true) {
      auto lock = std::unique_lock{mutex_};
      if (cancelled_) return false;
      auto const seen = rings_;
      lock.unlock();
      if (is_so()) return true;
      lock.lock();
      auto const rung = changed_.wait_until(lock, deadline, [&] { return cancelled_ || rings_ != seen; });
      if (!rung) return false;
    }
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::uint64_t rings_ = 0;
  bool cancelled_ = false;
};

class SlotCardReader final : public PcscReader {
 public:
  SlotCardReader(std::string name, std::shared_ptr<CardSlot> slot, sim::Duration patience)
      : name_(std::move(name)), slot_(std::move(slot)), patience_(patience) {
    slot_->watch([watch = watch_](SlotPresence) { watch->ring(); });
  }

  std::string const& name() const override { return name_; }
  LinkAnswer connect(PcscDeadline deadline) override {
    auto answer = SlotAnswer{};
    auto const powered = watch_->wait_until(deadline, [&] {
      answer = slot_->power_on();
      return answer.reply == SlotReply::kAnswer;
    });
    if (!powered) return {.result = CardResult::kTimedOut};
    return {.bytes = std::move(answer.bytes)};
  }
  LinkAnswer transmit(std::string_view command) override {
    auto answer = slot_->transmit(command, patience_);
    if (answer.reply == SlotReply::kAnswer) return {.bytes = std::move(answer.bytes)};
    return {.result = answer.reply == SlotReply::kMute ? CardResult::kTimedOut : CardResult::kCardRemoved};
  }
  void disconnect() override { slot_->power_off(); }
  bool wait_until_empty(PcscDeadline deadline) override {
    return watch_->wait_until(deadline, [this] { return !slot_->presence().present; });
  }
  void cancel() override { watch_->cancel(); }

 private:
  std::string name_;
  std::shared_ptr<CardSlot> slot_;
  sim::Duration patience_;
  std::shared_ptr<Watch> watch_ = std::make_shared<Watch>();
};

}  // namespace

std::unique_ptr<PcscReader> make_slot_card_reader(std::string name, std::shared_ptr<CardSlot> slot,
                                                  sim::Duration patience) {
  return std::make_unique<SlotCardReader>(std::move(name), std::move(slot), patience);
}

}  // namespace kazasu::adapters
