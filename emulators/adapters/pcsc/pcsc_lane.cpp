#include "emulators/adapters/pcsc/pcsc_lane.h"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>

#include "emulators/card/nfc_timing.h"

namespace kazasu::adapters {

namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;
using terminal::CardAnswer;
using terminal::CardResult;

// How long a reader may take to see that its card is gone before the next tap must find out.
constexpr auto kTakenAway = 2s;
// How long an ending lane waits for a call that PC/SC does not return from.
constexpr auto kGrace = 2s;

// One card after the other in one reader: a hand puts it there, if there is one, else whatever lies there is
// used. On the lane's thread only.
class PcscLink final : public ApduLink {
 public:
  PcscLink(std::unique_ptr<PcscReader> reader, TapSurroundings& surroundings, std::uint32_t number)
      : ApduLink({.sink = &surroundings, .slot = number}),
        reader_(std::move(reader)),
        surroundings_(surroundings) {}

  void expect(identity::PersonIndex person, PcscDeadline deadline) {
    person_ = person;
    deadline_ = deadline;
  }
  void end_tap() {
    reader_->disconnect();
    if (!surroundings_.has_hand()) return;
    surroundings_.take_away(reader_->name());
    held_ = false;
    empty_ = reader_->wait_until_empty(steady_clock::now() + kTakenAway);
  }
  // From any thread.
  void cancel() { reader_->cancel(); }
  // PC/SC blocks here, too.
  void close() { reader_.reset(); }

 private:
  LinkAnswer power_up() override {
    if (surroundings_.has_hand() && !held_ && !card_is_put_there()) return {.result = CardResult::kTimedOut};
    return reader_->connect(deadline_);
  }
  // A card that replaces another one is only held to the reader once that one was seen to leave: a reader
  // that looks rarely would take them for the same.
  bool card_is_put_there() {
    if (!empty_) surroundings_.take_away(reader_->name());
    if (!empty_ && !reader_->wait_until_empty(deadline_)) return false;
    empty_ = false;
    surroundings_.hold(reader_->name(), person_);
    held_ = true;
    return true;
  }
  std::optional<LinkAnswer> transmit(std::string_view command) override {
    if (steady_clock::now() > deadline_) return std::nullopt;
    return reader_->transmit(command);
  }

  std::unique_ptr<PcscReader> reader_;
  TapSurroundings& surroundings_;
  identity::PersonIndex person_ = 0;
  PcscDeadline deadline_;
  bool held_ = false;
  bool empty_ = false;  // seen so, since the last card
};

}  // namespace

struct PcscLane::State {
  State(sim::Realtime& realtime, LaneParts parts)
      : surroundings(realtime, parts.hand, parts.sink),
        link(std::move(parts.reader), surroundings, parts.number) {}

  static void serve(std::shared_ptr<State> const& state) {
    while (auto const job = state->next()) job();
    state->end();
  }
  void push(std::function<void()> job) {
    auto const lock = std::lock_guard{mutex};
    if (stopping) return;
    jobs.push_back(std::move(job));
    changed.notify_all();
  }

  void perform(LaneStep& step) {
    if (steady_clock::now() > step.deadline) {
      step.answer.result = CardResult::kTimedOut;
      return;
    }
    tap_open = true;
    link.expect(step.person, step.deadline);
    step.answer = sequence.run(step.step, step.argument, sim::Duration::zero()).answer;
  }

  TapSurroundings surroundings;
  PcscLink link;
  card::NfcTiming no_model{card::CardModel{.timing = card::CardTiming::kNone}};  // times are the real ones
  terminal::CardSequence sequence{link, no_model, sim::RandomStream{0, terminal::kCardTimingPurpose, 0}};
  bool tap_open = false;

  std::mutex mutex;
  std::condition_variable changed;
  std::deque<std::function<void()>> jobs;
  bool stopping = false;
  bool over = false;
  steady_clock::time_point patience_ends;
  std::thread thread;

 private:
  // Empty when the lane ends.
  std::function<void()> next() {
    auto lock = std::unique_lock{mutex};
    changed.wait(lock, [this] { return stopping || !jobs.empty(); });
    if (stopping) return {};
    auto job = std::move(jobs.front());
    jobs.pop_front();
    return job;
  }
  void end() {
    try {
      if (tap_open) link.end_tap();
      link.close();
    } catch (...) {
      // Nobody is left to be told: pcscd or the hand was lost, which ended the run if it mattered to it.
    }
    auto const lock = std::lock_guard{mutex};
    over = true;
    changed.notify_all();
  }
};

PcscLane::PcscLane(sim::Realtime& realtime, LaneParts parts)
    : state_(std::make_shared<State>(realtime, std::move(parts))) {
  state_->thread = std::thread{[state = state_] { State::serve(state); }};
}

void PcscLane::take(std::shared_ptr<LaneStep> step) {
  state_->push([state = state_.get(), step = std::move(step)] {
    try {
      state->perform(*step);
    } catch (...) {
      step->failed = std::current_exception();
    }
    state->surroundings.tell_engine(step->done);
  });
}

void PcscLane::finish(std::function<void()> done) {
  state_->push([state = state_.get(), done = std::move(done)] {
    auto failed = std::exception_ptr{};
    try {
      state->tap_open = false;
      state->link.end_tap();
    } catch (...) {
      failed = std::current_exception();
    }
    state->surroundings.tell_engine([done, failed] {
      if (failed) std::rethrow_exception(failed);
      done();
    });
  });
}

void PcscLane::stop() {
  if (std::exchange(stopped_, true)) return;
  state_->link.cancel();  // while the thread is sure not to have closed it
  auto const lock = std::lock_guard{state_->mutex};
  state_->stopping = true;
  state_->jobs.clear();
  state_->patience_ends = steady_clock::now() + kGrace;
  state_->changed.notify_all();
}

PcscLane::~PcscLane() {
  stop();
  auto lock = std::unique_lock{state_->mutex};
  auto const ended = state_->changed.wait_until(lock, state_->patience_ends, [this] { return state_->over; });
  auto thread = std::move(state_->thread);
  lock.unlock();
  state_->surroundings.leave();
  if (ended) {
    thread.join();
  } else {
    thread.detach();
  }
}

}  // namespace kazasu::adapters
