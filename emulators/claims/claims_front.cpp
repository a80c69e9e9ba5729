#include "emulators/claims/claims_front.h"

#include <algorithm>
#include <functional>
#include <stdexcept>
#include <utility>

namespace kazasu::claims {

ClaimsFront::ClaimsFront(FrontModel model, std::vector<FrontFault> faults, std::uint64_t seed)
    : model_(std::move(model)), faults_(std::move(faults)), random_(seed, "claims front", 0) {
  if (model_.workers == 0) throw std::invalid_argument("the claims front needs a worker");
  if (model_.time_out <= std::chrono::milliseconds::zero()) {
    throw std::invalid_argument("the claims front needs a time-out above zero");
  }
  for (auto const& fault : faults_) {
    if (fault.to < fault.from)
      throw std::invalid_argument("a fault of the claims front ends before it begins");
    if (fault.kind == FrontFault::Kind::kDegraded && fault.workers == 0) {
      throw std::invalid_argument("a degraded claims front needs a worker left");
    }
  }
  std::ranges::sort(faults_, {}, &FrontFault::from);
  for (auto number = std::uint32_t{0}; number < model_.workers; ++number) {
    workers_.push_back({.free = {}, .number = number});
  }
}

bool ClaimsFront::is_closed(sim::Instant now) const {
  return std::ranges::any_of(faults_, [now](FrontFault const& fault) {
    return fault.kind == FrontFault::Kind::kClosed && now >= fault.from && now < fault.to;
  });
}

sim::Instant ClaimsFront::next_beginning(sim::Instant now) {
  auto const rests_until = [&](Worker const& worker, sim::Instant from) {
    for (auto const& fault : faults_) {  // in their order, so that one may lead into the next
      auto const rests = fault.kind == FrontFault::Kind::kDegraded && worker.number >= fault.workers;
      if (rests && from >= fault.from && from < fault.to) from = fault.to;
    }
    return from;
  };
  while (true) {
    auto const from = std::max(now, workers_.front().free);
    auto const until = rests_until(workers_.front(), from);
    if (until == from) return from;
    std::ranges::pop_heap(workers_, std::greater{});
    workers_.back().free = until;
    std::ranges::push_heap(workers_, std::greater{});
  }
}

FrontAnswer ClaimsFront::enter(sim::Instant now) {
  auto const begins = next_beginning(now);
  auto const wait = begins - now;
  auto const full = begins > now && waiting(now) >= model_.longest_queue;
  if (is_closed(now) || full) {
    return {.outcome = FrontOutcome::kTurnedAway, .answered_at = now, .wait = wait};
  }
  auto const gives_up = wait >= model_.time_out;
  if (gives_up && random_.chance(model_.given_up_ppm)) {
    return {.outcome = FrontOutcome::kTimedOut, .answered_at = now + model_.time_out, .wait = wait};
  }
  auto const work = std::chrono::ceil<std::chrono::milliseconds>(model_.service.sample(random_));
  std::ranges::pop_heap(workers_, std::greater{});
  auto const done = begins + work;
  workers_.back().free = done;
  std::ranges::push_heap(workers_, std::greater{});
  if (begins > now) begins_.push_back(begins);
  if (done - now <= model_.time_out) {
    return {.outcome = FrontOutcome::kServed, .answered_at = done, .wait = wait};
  }
  ++wasted_;
  return {.outcome = FrontOutcome::kTimedOut, .answered_at = now + model_.time_out, .wait = wait};
}

std::size_t ClaimsFront::waiting(sim::Instant now) {
  while (!begins_.empty() && begins_.front() <= now) begins_.pop_front();
  return begins_.size();
}

std::chrono::milliseconds ClaimsFront::wait(sim::Instant now) {
  return next_beginning(now) - now;
}

}  // namespace kazasu::claims
