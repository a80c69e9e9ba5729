// Ctrl-C as a question that the run asks now and then, instead of a handler with global state.
#pragma once

#include <csignal>

namespace kazasu::harness {

// Blocks SIGINT and SIGTERM for this thread and the threads it starts; put back on destruction. Create it
// before any thread is started.
class Interruption {
 public:
  Interruption();
  ~Interruption();
  Interruption(Interruption const&) = delete;
  Interruption& operator=(Interruption const&) = delete;

  // True once either signal has arrived.
  bool requested();
  // Returns when either signal has arrived.
  void wait();

 private:
  sigset_t signals_{};
  sigset_t before_{};
  bool seen_ = false;
};

}  // namespace kazasu::harness
