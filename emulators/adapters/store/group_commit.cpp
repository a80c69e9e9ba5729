#include "emulators/adapters/store/group_commit.h"

#include <algorithm>
#include <chrono>
#include <exception>
#include <iterator>
#include <utility>

namespace kazasu::adapters {

namespace {

// As claims_journal.h says; of the eligibility system's changes its journal.h knows.
constexpr bool is_promised(claims::ClaimChange const& /*change*/) {
  return true;
}

}  // namespace

template <class Journal, class Change>
BasicGroupCommit<Journal, Change>::BasicGroupCommit(BasicChangeSink<Change>& sink, Post post, Alarm alarm)
    : sink_(sink),
      post_(std::move(post)),
      alarm_(std::move(alarm)),
      writer_([this] { write_until_stopped(); }) {}

template <class Journal, class Change>
BasicGroupCommit<Journal, Change>::~BasicGroupCommit() {
  seal(nullptr);
  {
    auto const lock = std::lock_guard{mutex_};
    stopping_ = true;
  }
  arrived_.notify_one();
  writer_.join();
}

template <class Journal, class Change>
void BasicGroupCommit<Journal, Change>::note(Change change) {
  // Counted in any case: a failure may come while a request is under way, which must then wait and be
  // refused.
  if (is_promised(change)) ++promised_;
  if (failed_) return;
  // For those who do not wait: their changes go when the loop comes round.
  if (open_.empty()) post_([this] { seal(nullptr); });
  open_.push_back(std::move(change));
}

template <class Journal, class Change>
void BasicGroupCommit<Journal, Change>::when_kept(Done done) {
  seal(std::move(done));
}

template <class Journal, class Change>
void BasicGroupCommit<Journal, Change>::seal(Done done) {
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

template <class Journal, class Change>
void BasicGroupCommit<Journal, Change>::write_until_stopped() {
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

template <class Journal, class Change>
bool BasicGroupCommit<Journal, Change>::write(Batch const& batch) {
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

template <class Journal, class Change>
CommitCounters BasicGroupCommit<Journal, Change>::counters() const {
  auto const lock = std::lock_guard{mutex_};
  return counters_;
}

template class BasicGroupCommit<eligibility::Journal, eligibility::Change>;
template class BasicGroupCommit<claims::ClaimsJournal, claims::ClaimChange>;

}  // namespace kazasu::adapters
