#include "emulators/claims/asp_queue.h"

#include <algorithm>
#include <functional>
#include <stdexcept>
#include <utility>

namespace kazasu::claims {

AspQueue::AspQueue(AspModel const& model, std::vector<AspFault> faults)
    : model_(model), faults_(std::move(faults)), free_(model.servers) {
  if (model.servers == 0) throw std::invalid_argument("the ASP queue needs a server");
  for (auto const& fault : std::exchange(faults_, {})) add_fault(fault);
}

void AspQueue::add_fault(AspFault const& fault) {
  if (fault.to < fault.from) throw std::invalid_argument("a fault of the ASP ends before it begins");
  faults_.insert(std::ranges::upper_bound(faults_, fault.from, {}, &AspFault::from), fault);
}

AspQueue::Time AspQueue::may_begin(std::size_t server, Time from) const {
  for (auto const& fault : faults_) {  // in their order, so that one may lead into the next
    if (fault.kind == AspFault::Kind::kWrongErrors) continue;
    auto const hinders = fault.kind == AspFault::Kind::kStopped || server != 0;
    if (hinders && from >= fault.from && from < fault.to) from = fault.to;
  }
  return from;
}

sim::Instant AspQueue::enter(sim::Instant now, std::uint32_t receipts) {
  while (!ready_.empty() && ready_.front() <= now) {
    std::ranges::pop_heap(ready_, std::greater{});
    ready_.pop_back();
  }
  auto server = std::size_t{0};
  auto begins = may_begin(0, std::max<Time>(now, free_[0]));
  for (std::size_t i = 1; i < free_.size(); ++i) {
    auto const could_begin = may_begin(i, std::max<Time>(now, free_[i]));
    if (could_begin < begins) {
      begins = could_begin;
      server = i;
    }
  }
  free_[server] = begins + model_.per_file + receipts * model_.per_receipt;
  auto const done = std::chrono::ceil<std::chrono::milliseconds>(free_[server]) + model_.fixed;
  ready_.push_back(done);
  std::ranges::push_heap(ready_, std::greater{});
  return done;
}

bool AspQueue::is_wrong(sim::Instant ready) const {
  return std::ranges::any_of(faults_, [ready](AspFault const& fault) {
    return fault.kind == AspFault::Kind::kWrongErrors && ready >= fault.from && ready < fault.to;
  });
}

void AspQueue::clear() {
  std::ranges::fill(free_, Time{});
  ready_.clear();
}

std::size_t AspQueue::waiting(sim::Instant now) const {
  return static_cast<std::size_t>(
      std::ranges::count_if(ready_, [now](sim::Instant ready) { return ready > now; }));
}

}  // namespace kazasu::claims
