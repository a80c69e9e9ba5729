// The future event list: what is due when, in order of (due, insertion).
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "sim/time.h"

namespace kazasu::sim {

// Names a cancellable event; stays safe to cancel after the event has fired. A default key names none.
struct EventKey {
  std::uint32_t slot = 0;
  std::uint32_t generation = 0;
};

// A four-ary heap of resumable addresses (coroutine handles). Ties are broken by insertion order, so a run is
// a function of its inputs alone. Plain events cost 24 bytes; cancellable ones pass through a slot, and a
// cancelled event leaves the heap lazily: whenever more than half of the heap is cancelled it is rebuilt.
class EventList {
 public:
  bool empty() const { return size() == 0; }
  std::size_t size() const { return heap_.size() - cancelled_ - (first_taken_ ? 1 : 0); }

  // Due time of the first live event; kNever when there is none.
  TimePoint next_due() {
    settle();
    return heap_.empty() ? kNever : heap_.front().due;
  }

  void push(TimePoint due, void* address) {
    insert({due, sequence_++, reinterpret_cast<std::uintptr_t>(address)});
  }
  EventKey push_cancellable(TimePoint due, void* address);
  // True when the event was still pending and is now gone.
  bool cancel(EventKey key);

  // The first live event if it is due at or before `now`, removed from the list; nullptr otherwise.
  void* pop_due(TimePoint now) {
    settle();
    if (heap_.empty() || heap_.front().due > now) return nullptr;
    auto const payload = heap_.front().payload;
    first_taken_ = true;
    return is_slot(payload) ? release_slot(payload) : reinterpret_cast<void*>(payload);
  }

 private:
  struct Entry {
    TimePoint due;
    std::uint64_t sequence;
    std::uintptr_t payload;  // a handle's address, or (slot << 1 | 1)
    bool operator<(Entry const& other) const {
      return due != other.due ? due < other.due : sequence < other.sequence;
    }
  };
  struct Slot {
    void* address = nullptr;
    std::uint32_t generation = 1;
  };

  static bool is_slot(std::uintptr_t payload) { return (payload & 1U) != 0; }
  // A process that runs mostly schedules its next event at once, so the place of the event just taken is kept
  // open for it: one walk down the heap instead of two.
  void insert(Entry entry) {
    if (!first_taken_) return sift_up(entry);
    first_taken_ = false;
    sift_down(0, entry);
  }
  // Makes the first place that of a live event again, if there is one.
  void settle() {
    if (first_taken_) {
      first_taken_ = false;
      remove_first();
    }
    if (cancelled_ > 0) drop_cancelled_head();
  }
  void sift_up(Entry entry);
  void sift_down(std::size_t hole, Entry entry);
  void remove_first();
  void* release_slot(std::uintptr_t payload);
  void drop_cancelled_head();
  void rebuild();

  std::vector<Entry> heap_;
  std::vector<Slot> slots_;
  std::vector<std::uint32_t> free_slots_;
  std::uint64_t sequence_ = 0;
  std::size_t cancelled_ = 0;
  bool first_taken_ = false;  // the first entry is no event any more, only its place
};

}  // namespace kazasu::sim
