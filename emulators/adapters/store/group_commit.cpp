#include "emulators/adapters/store/group_commit.h"

#include <algorithm>
#include <chrono>
#include <exception>
#include <iterator>
#include <utility>

namespace kazasu::adapters {

GroupCommit::GroupCommit(ChangeSink& sink, Post post, Alarm alarm)
    : sink_(sink),
      post_(std::move(post)),
      alarm_(std::move(alarm)),
      writer_([this] { write_until_stopped(); }) {}

GroupCommit::~GroupCommit() {
  seal(nullptr);
  {
    auto const lock = std::lock_guard{mutex_};
    stopping_ = true;
  }
  arrived_.notify_one();
  writer_.join();
}

void GroupCommit::note(eligibility::Change change) {
  // Counted in any case: a failure may come while a request is under way, which must then wait and be
  // refused.
  if (eligibility::is_promised(change)) ++promised_;
  if (failed_) return;
  // For those who do not wait: their changes go when the loop comes round.
  if (open_.empty()) post_([this] { seal(nullptr); });
  open_.push_back(std::move(change));
}

void GroupCommit::when_kept(Done done) {
  seal(std::move(done));
}

void GroupCommit::seal(Done done) {
  if (open_.empty() && !done) return;
  {
    auto const lock = std::lock_guard{mutex_};
    if (!open_.empty()) ++next_.requests;
    if (next_.changes.empty()) {
      next_.changes.swap(open_);
    } else {
      next_.changes.insert(next_.changes.end(), std::make_move_iterator(open_.begin()),
                           std::make_move_iterator(open_.end()));
    }
    next_.promised = promised_;
    if (done) next_.waiting.push_back(std::move(done));
  }
  open_.clear();
  arrived_.notify_one();
}

void GroupCommit::write_until_stopped() {
  while (true) {
    auto batch = Batch{};
    {
      auto lock = std::unique_lock{mutex_};
      arrived_.wait(lock, [this] { return stopping_ || !next_.empty(); });
      if (next_.empty()) return;
      std::swap(batch, next_);
    }
    auto const kept = write(batch);
    post_([this, promised = batch.promised, waiting = std::move(batch.waiting), kept] {
      if (kept) kept_ = promised;
      for (auto const& done : waiting) done(kept);
    });
  }
}

bool GroupCommit::write(Batch const& batch) {
  if (failed_) return false;
  if (batch.changes.empty()) return true;
  auto const begin = std::chrono::steady_clock::now();
  try {
    sink_.write(batch.changes);
  } catch (std::exception const& error) {
    failed_ = true;
    post_([alarm = alarm_, failure = std::string{error.what()}] { alarm(failure); });
    return false;
  }
  auto const took = std::chrono::steady_clock::now() - begin;
  auto const lock = std::lock_guard{mutex_};
  ++counters_.commits;
  counters_.changes += batch.changes.size();
  counters_.requests += batch.requests;
  counters_.most_requests = std::max(counters_.most_requests, batch.requests);
  counters_.microseconds +=
      static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::microseconds>(took).count());
  return true;
}

CommitCounters GroupCommit::counters() const {
  auto const lock = std::lock_guard{mutex_};
  return counters_;
}

}  // namespace kazasu::adapters
