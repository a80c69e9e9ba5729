#include "sim/event_list.h"

#include <gtest/gtest.h>

#include <map>
#include <utility>
#include <vector>

#include "sim/random.h"

namespace kazasu::sim {
namespace {

using namespace std::chrono_literals;

TimePoint at(std::int64_t nanoseconds) {
  return TimePoint{Duration{nanoseconds}};
}

// Stands for a coroutine handle: an even address that tells events apart and is never resumed.
void* tag(std::uintptr_t number) {
  return reinterpret_cast<void*>(number * 16 + 16);
}

TEST(EventList, IsEmptyAtFirst) {
  auto list = EventList{};
  EXPECT_TRUE(list.empty());
  EXPECT_EQ(list.next_due(), kNever);
  EXPECT_EQ(list.pop_due(kNever), nullptr);
}

TEST(EventList, PopsOnlyWhatIsDue) {
  auto list = EventList{};
  list.push(at(20), tag(2));
  list.push(at(10), tag(1));
  EXPECT_EQ(list.pop_due(at(9)), nullptr);
  EXPECT_EQ(list.pop_due(at(10)), tag(1));
  EXPECT_EQ(list.pop_due(at(19)), nullptr);
  EXPECT_EQ(list.next_due(), at(20));
}

TEST(EventList, BreaksTiesByInsertion) {
  auto list = EventList{};
  for (std::uintptr_t i = 0; i < 100; ++i) {
    if (i % 3 == 0) {
      list.push_cancellable(at(5), tag(i));
    } else {
      list.push(at(5), tag(i));
    }
  }
  for (std::uintptr_t i = 0; i < 100; ++i) ASSERT_EQ(list.pop_due(at(5)), tag(i));
}

TEST(EventList, CancelsOnce) {
  auto list = EventList{};
  auto const key = list.push_cancellable(at(5), tag(1));
  EXPECT_EQ(list.size(), 1U);
  EXPECT_TRUE(list.cancel(key));
  EXPECT_FALSE(list.cancel(key));
  EXPECT_TRUE(list.empty());
  EXPECT_EQ(list.next_due(), kNever);
}

TEST(EventList, AKeyOfAFiredEventCancelsNothing) {
  auto list = EventList{};
  auto const old_key = list.push_cancellable(at(5), tag(1));
  EXPECT_EQ(list.pop_due(at(5)), tag(1));
  EXPECT_FALSE(list.cancel(old_key));
  auto const new_key = list.push_cancellable(at(6), tag(2));  // takes the same slot
  EXPECT_EQ(new_key.slot, old_key.slot);
  EXPECT_FALSE(list.cancel(old_key));
  EXPECT_EQ(list.pop_due(at(6)), tag(2));
}

TEST(EventList, ADefaultKeyCancelsNothing) {
  auto list = EventList{};
  EXPECT_FALSE(list.cancel(EventKey{}));
  list.push_cancellable(at(5), tag(1));
  EXPECT_FALSE(list.cancel(EventKey{}));
  EXPECT_EQ(list.size(), 1U);
}

TEST(EventList, RebuildKeepsOrderAndSlots) {
  auto list = EventList{};
  auto keys = std::vector<EventKey>{};
  for (std::uintptr_t i = 0; i < 1000; ++i) keys.push_back(list.push_cancellable(at(5), tag(i)));
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (i % 10 != 0) {
      ASSERT_TRUE(list.cancel(keys[i]));
    }
  }
  EXPECT_EQ(list.size(), 100U);
  for (std::uintptr_t i = 0; i < 50; ++i)
    ASSERT_NE(list.push_cancellable(at(5), tag(5000 + i)).slot, keys[0].slot);
  for (std::uintptr_t i = 0; i < 1000; i += 10) ASSERT_EQ(list.pop_due(at(5)), tag(i));
  for (std::uintptr_t i = 0; i < 50; ++i) ASSERT_EQ(list.pop_due(at(5)), tag(5000 + i));
  EXPECT_TRUE(list.empty());
}

// The list against a reference that sorts by (due, insertion).
class Model {
 public:
  void push(TimePoint due, void* address, EventKey key) {
    pending_.emplace(std::pair{due, sequence_}, address);
    if (key.generation != 0) cancellable_.emplace_back(key, std::pair{due, sequence_});
    ++sequence_;
  }
  void* pop(TimePoint now) {
    if (pending_.empty() || pending_.begin()->first.first > now) return nullptr;
    auto* const address = pending_.begin()->second;
    pending_.erase(pending_.begin());
    return address;
  }
  std::pair<EventKey, bool> cancel(std::size_t which) {
    auto const [key, order] = cancellable_[which % cancellable_.size()];
    return {key, pending_.erase(order) == 1};
  }
  bool can_cancel() const { return !cancellable_.empty(); }
  std::size_t size() const { return pending_.size(); }
  TimePoint next_due() const { return pending_.empty() ? kNever : pending_.begin()->first.first; }

 private:
  std::map<std::pair<TimePoint, std::uint64_t>, void*> pending_;
  std::vector<std::pair<EventKey, std::pair<TimePoint, std::uint64_t>>> cancellable_;
  std::uint64_t sequence_ = 0;
};

void agree_under_random_use(std::uint64_t seed, std::uint64_t cancel_share) {
  auto list = EventList{};
  auto model = Model{};
  auto random = RandomStream{seed, "event_list_test", 0};
  auto now = kRunStart;
  for (std::uintptr_t step = 0; step < 20'000; ++step) {
    auto const dice = random.below(100);
    if (dice < 45) {
      auto const due = now + Duration{random.below(50)};  // few distinct times, hence many ties
      auto const cancellable = random.below(2) == 0;
      auto const key = cancellable ? list.push_cancellable(due, tag(step)) : EventKey{};
      if (!cancellable) list.push(due, tag(step));
      model.push(due, tag(step), key);
    } else if (dice < 45 + cancel_share && model.can_cancel()) {
      auto const [key, expected] = model.cancel(random.next());
      ASSERT_EQ(list.cancel(key), expected);
    } else {
      now += Duration{random.below(3)};
      ASSERT_EQ(list.pop_due(now), model.pop(now));
    }
    ASSERT_EQ(list.size(), model.size());
    ASSERT_EQ(list.next_due(), model.next_due());
  }
}

TEST(EventList, AgreesWithAReferenceUnderRandomUse) {
  for (std::uint64_t seed = 1; seed <= 5; ++seed) agree_under_random_use(seed, 10);
}

TEST(EventList, AgreesWithAReferenceWhenMostEventsAreCancelled) {
  for (std::uint64_t seed = 1; seed <= 5; ++seed) agree_under_random_use(seed, 50);
}

}  // namespace
}  // namespace kazasu::sim
