// Keeps changes on a thread of its own, as many at a time as came while the last ones were being written.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "emulators/adapters/services/commit_log.h"
#include "emulators/adapters/store/change_sink.h"
#include "emulators/claims/claims_journal.h"
#include "emulators/eligibility/journal.h"

namespace kazasu::adapters {

struct CommitCounters {
  std::uint64_t commits = 0;
  std::uint64_t changes = 0;
  std::uint64_t requests = 0;       // groups of changes that were made together
  std::uint64_t most_requests = 0;  // in one commit
  std::uint64_t microseconds = 0;   // in commits, altogether
};

// What one request changes is written in one transaction: the changes between two turns of the services'
// loop, or up to when_kept(), belong together. After the first commit that fails nothing more is written.
// Changes are moved on, never copied.
template <class Journal, class Change>
class BasicGroupCommit final : public Journal, public CommitLog {
 public:
  // Runs a call on the thread of the services, soon; from any thread.
  using Post = std::function<void(std::function<void()>)>;

  // Told once, on the services' thread, why nothing is kept any more.
  using Alarm = std::function<void(std::string const& failure)>;

  // `sink` must outlive it, and is used on its thread. What was posted must not run after its destruction.
  BasicGroupCommit(BasicChangeSink<Change>& sink, Post post, Alarm alarm);
  // Writes what was noted; nobody is told any more.
  ~BasicGroupCommit() override;
  BasicGroupCommit(BasicGroupCommit const&) = delete;
  BasicGroupCommit& operator=(BasicGroupCommit const&) = delete;

  void note(Change change) override;
  std::uint64_t promised() const override { return promised_; }
  bool settled() const override { return promised_ == kept_; }
  void when_kept(Done done) override;
  bool failed() const override { return failed_; }
  CommitCounters counters() const;

 private:
  struct Batch {
    std::vector<Change> changes;
    std::vector<Done> waiting;
    std::uint64_t requests = 0;
    std::uint64_t promised = 0;  // ever, with these
    bool empty() const { return changes.empty() && waiting.empty(); }
  };
  void seal(Done done);
  void write_until_stopped();
  bool write(Batch const& batch);

  BasicChangeSink<Change>& sink_;
  Post post_;
  Alarm alarm_;
  // Of the services' thread.
  std::vector<Change> open_;
  std::uint64_t promised_ = 0;
  std::uint64_t kept_ = 0;  // of those
  // Of both.
  mutable std::mutex mutex_;
  std::condition_variable arrived_;
  Batch next_;
  CommitCounters counters_;
  bool stopping_ = false;
  std::atomic<bool> failed_ = false;
  std::thread writer_;
};

// The two that exist (group_commit.cpp).
using GroupCommit = BasicGroupCommit<eligibility::Journal, eligibility::Change>;
using ClaimsCommit = BasicGroupCommit<claims::ClaimsJournal, claims::ClaimChange>;

}  // namespace kazasu::adapters
