// The simulation executive: owns the time, the future event list and the spawned processes.
#pragma once

#include <coroutine>
#include <cstddef>
#include <exception>

#include "sim/event_list.h"
#include "sim/synchronizer.h"
#include "sim/task.h"
#include "sim/time.h"

namespace kazasu::sim {

enum class RunStatus {
  kAllDone,     // every process ended
  kReachedEnd,  // the end time came first
  kStalled,     // processes wait, and nothing can wake them
  kStopped,     // stop() was called
};

// One engine belongs to one thread. Destroy it before the resources and ports its processes refer to.
class Engine {
 public:
  explicit Engine(Synchronizer& synchronizer) : synchronizer_(synchronizer) {}
  Engine(Engine const&) = delete;
  Engine& operator=(Engine const&) = delete;
  ~Engine();

  // Frozen for one turn of the loop: all processes resumed together see the same time.
  TimePoint now() const { return now_; }

  // Starts a process at the present time; the engine owns its frame. An exception that leaves the
  // process ends the run and is thrown by run_until().
  void spawn(Task<void> process);
  std::size_t processes() const { return live_; }
  // Destroys every process where it stands. For the end of a run, before the resources and ports that the
  // processes refer to are gone; the engine must not run afterwards.
  void drop_processes();

  // Runs until every process ended, `end` is reached, stop() is called or nothing can happen any more.
  RunStatus run_until(TimePoint end = kNever);
  void stop() { stopping_ = true; }

  // Puts a suspended coroutine on the event list.
  void schedule(TimePoint due, std::coroutine_handle<> handle) { events_.push(due, handle.address()); }
  EventKey schedule_cancellable(TimePoint due, std::coroutine_handle<> handle) {
    return events_.push_cancellable(due, handle.address());
  }
  bool cancel(EventKey key) { return events_.cancel(key); }

  auto sleep_until(TimePoint due) {
    struct Awaiter {
      Engine& engine;
      TimePoint due;
      bool await_ready() const noexcept { return false; }
      void await_suspend(std::coroutine_handle<> handle) const { engine.schedule(due, handle); }
      void await_resume() const noexcept {}
    };
    return Awaiter{*this, due > now_ ? due : now_};
  }
  auto sleep_for(Duration wait) { return sleep_until(saturating_add(now_, wait)); }

 private:
  struct Process;
  struct ProcessPromise;
  friend struct ProcessPromise;
  Process run_process(Task<void> body);
  void dispatch_due_events();

  Synchronizer& synchronizer_;
  EventList events_;
  TimePoint now_ = kRunStart;
  ProcessPromise* first_ = nullptr;  // intrusive list of live frames, so that teardown frees them all
  std::size_t live_ = 0;
  std::exception_ptr failure_;
  bool stopping_ = false;
};

}  // namespace kazasu::sim
