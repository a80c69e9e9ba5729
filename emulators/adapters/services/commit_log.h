// When what was noted is kept for good: what services ask that may not answer before.
#pragma once

#include <cstdint>
#include <functional>

namespace kazasu::adapters {

// For the thread of the services alone.
struct CommitLog {
  virtual ~CommitLog() = default;
  // How many changes were noted ever that an answer may not leave without.
  virtual std::uint64_t promised() const = 0;
  // Whether all of them are kept. May say so a little late.
  virtual bool settled() const = 0;
  // Calls `done` once, later: when everything noted so far is kept (true), or when it cannot be (false).
  using Done = std::function<void(bool kept)>;
  virtual void when_kept(Done done) = 0;
  // Nothing is kept any more, until the process is started again.
  virtual bool failed() const = 0;
};

}  // namespace kazasu::adapters
