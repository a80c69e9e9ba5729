#include "sim/event_list.h"

#include <algorithm>

namespace kazasu::sim {

namespace {
constexpr std::size_t kArity = 4;
constexpr std::size_t kRebuildFloor = 64;
}  // namespace

EventKey EventList::push_cancellable(TimePoint due, void* address) {
  auto slot = std::uint32_t{};
  if (free_slots_.empty()) {
    slot = static_cast<std::uint32_t>(slots_.size());
    slots_.emplace_back();
  } else {
    slot = free_slots_.back();
    free_slots_.pop_back();
  }
  slots_[slot].address = address;
  insert({due, sequence_++, (std::uintptr_t{slot} << 1U) | 1U});
  return {slot, slots_[slot].generation};
}

bool EventList::cancel(EventKey key) {
  if (key.slot >= slots_.size()) return false;
  auto& slot = slots_[key.slot];
  if (slot.generation != key.generation || slot.address == nullptr) return false;
  slot.address = nullptr;
  ++cancelled_;
  if (heap_.size() > kRebuildFloor && cancelled_ * 2 > heap_.size()) {
    settle();
    rebuild();
  }
  return true;
}

void EventList::sift_up(Entry entry) {
  auto hole = heap_.size();
  heap_.push_back(entry);
  while (hole > 0) {
    auto const parent = (hole - 1) / kArity;
    if (!(entry < heap_[parent])) break;
    heap_[hole] = heap_[parent];
    hole = parent;
  }
  heap_[hole] = entry;
}

void EventList::sift_down(std::size_t hole, Entry entry) {
  auto const size = heap_.size();
  while (true) {
    auto const first = hole * kArity + 1;
    if (first >= size) break;
    auto const last = std::min(first + kArity, size);
    auto least = first;
    for (auto child = first + 1; child < last; ++child) {
      if (heap_[child] < heap_[least]) least = child;
    }
    if (!(heap_[least] < entry)) break;
    heap_[hole] = heap_[least];
    hole = least;
  }
  heap_[hole] = entry;
}

void EventList::remove_first() {
  auto const last = heap_.back();
  heap_.pop_back();
  if (!heap_.empty()) sift_down(0, last);
}

void* EventList::release_slot(std::uintptr_t payload) {
  auto const index = static_cast<std::uint32_t>(payload >> 1U);
  auto& slot = slots_[index];
  auto* const address = slot.address;
  slot.address = nullptr;
  ++slot.generation;
  free_slots_.push_back(index);
  return address;
}

void EventList::drop_cancelled_head() {
  while (cancelled_ > 0 && !heap_.empty()) {
    auto const payload = heap_.front().payload;
    if (!is_slot(payload) || slots_[payload >> 1U].address != nullptr) return;
    release_slot(payload);
    --cancelled_;
    remove_first();
  }
}

void EventList::rebuild() {
  auto const dead = [this](Entry const& entry) {
    return is_slot(entry.payload) && slots_[entry.payload >> 1U].address == nullptr;
  };
  for (auto const& entry : heap_) {
    if (dead(entry)) release_slot(entry.payload);
  }
  // Released slots keep a null address until they are reused, so the second pass still recognises them.
  std::erase_if(heap_, dead);
  std::sort(heap_.begin(), heap_.end());  // a sorted array is a heap
  cancelled_ = 0;
}

}  // namespace kazasu::sim
