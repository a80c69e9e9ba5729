#include "emulators/claims/claim_month.h"

#include <algorithm>
#include <functional>

#include "emulators/claims/send_shape.h"
#include "sim/distribution.h"
#include "sim/random.h"

namespace kazasu::claims {

namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

constexpr auto kSlice = 10min;
constexpr auto kLongestBackOff = std::chrono::seconds{3600};
constexpr auto kResendAfter = std::chrono::minutes{30};  // after errors that were none
constexpr auto kThink = std::chrono::seconds{30};        // between two requests of a clerk
constexpr auto kReceipts = 500U;                         // of an average institution
constexpr auto kBudgetShare = 0.1;
constexpr auto kMorningRush = std::chrono::hours{2};  // in which those come back who were shut out

enum class Step : std::uint8_t { kLogIn, kUpload, kAskForList, kConfirm, kReceived };

struct Institution {
  Step step = Step::kLogIn;
  std::uint16_t failures = 0;  // of this step, in a row
  bool uploaded = false;
  sim::Instant ready{};
  sim::Instant received{};
};

struct Event {
  sim::Instant due;
  std::uint64_t order = 0;
  std::uint32_t institution = 0;
  bool operator>(Event const& other) const {
    return due != other.due ? due > other.due : order > other.order;
  }
};

// Workers that go on with what they have begun, whether anybody still waits for it or not.
class Front {
 public:
  Front(WindowFront const& model, std::uint64_t seed)
      : model_(model),
        service_(sim::Distribution::exponential(model.service)),
        random_(seed, "claims front", 0),
        free_(model.workers) {}

  struct Served {
    bool turned_away = false;
    sim::Instant done{};
    milliseconds wait{};
  };
  Served enter(sim::Instant now) {
    auto const begins = std::max(now, free_.front());
    if (begins - now > model_.longest_queue) return {.turned_away = true, .wait = begins - now};
    std::ranges::pop_heap(free_, std::greater{});
    auto const work = std::chrono::ceil<milliseconds>(service_.sample(random_));
    free_.back() = begins + work;
    auto const done = free_.back();
    std::ranges::push_heap(free_, std::greater{});
    return {.done = done, .wait = begins - now};
  }

 private:
  WindowFront model_;
  sim::Distribution service_;
  sim::RandomStream random_;
  std::vector<sim::Instant> free_;  // a heap, earliest first
};

class Month {
 public:
  explicit Month(ClaimMonthModel const& model)
      : model_(model),
        windows_(model.extension),
        front_(model.front, model.seed),
        asp_(model.asp, model.faults),
        deadline_(sim::from_jst({model.month / 10, 24h})),
        institutions_(model.institutions) {
    auto const opens = sim::from_jst({model.month / 5, {}});
    auto const ends = std::max(deadline_, model.extension.value_or(deadline_));
    for (auto at = opens; at < ends; at += kSlice) result_.slices.push_back({.begins = at});
  }

  ClaimMonthResult run() {
    auto const shape = SendShape{model_.month};
    auto random = sim::RandomStream{model_.seed, "claims meant", 0};
    for (std::uint32_t i = 0; i < model_.institutions; ++i) {
      auto const meant = shape.draw(random);
      ++slice(meant).meant;
      schedule(meant, i);
    }
    while (!events_.empty()) {
      std::ranges::pop_heap(events_, std::greater{});
      auto const event = events_.back();
      events_.pop_back();
      act(event);
    }
    for (auto const& institution : institutions_) count(institution);
    return std::move(result_);
  }

 private:
  ClaimSlice& slice(sim::Instant at) {
    auto const place = (at - result_.slices.front().begins) / kSlice;
    auto const last = static_cast<std::int64_t>(result_.slices.size()) - 1;
    return result_.slices[static_cast<std::size_t>(std::clamp<std::int64_t>(place, 0, last))];
  }

  void schedule(sim::Instant due, std::uint32_t institution) {
    events_.push_back({due, ++order_, institution});
    std::ranges::push_heap(events_, std::greater{});
  }

  sim::Instant end() const { return std::max(deadline_, model_.extension.value_or(deadline_)); }

  void act(Event const& event) {
    auto& institution = institutions_[event.institution];
    auto const now = event.due;
    if (now >= end()) return;
    if (!windows_.is_open(ClaimAction::kSend, now)) return come_back(event.institution, now);
    if (institution.step == Step::kAskForList && now < institution.ready && institution.ready < now + 5s) {
      return schedule(institution.ready, event.institution);
    }
    ask(event.institution, now);
  }

  // Shut out for the night: whoever still has to send comes back in the morning.
  void come_back(std::uint32_t number, sim::Instant now) {
    auto const opens = windows_.next_opening(ClaimAction::kSend, now);
    auto random = sim::RandomStream{model_.seed, "claims morning", number};
    institutions_[number].failures = 0;
    schedule(opens + milliseconds{random.below(milliseconds{kMorningRush}.count())}, number);
  }

  void ask(std::uint32_t number, sim::Instant now) {
    auto& here = slice(now);
    ++here.requests;
    ++result_.requests;
    auto const served = front_.enter(now);
    here.wait = std::chrono::duration_cast<std::chrono::seconds>(served.wait);
    if (served.turned_away) {
      ++here.turned_away;
      return fail(number, now + 1s);
    }
    if (served.done - now > model_.patience) {
      ++here.timed_out;
      ++result_.wasted;
      return fail(number, now + model_.patience);
    }
    ++here.answered;
    if (institutions_[number].failures == 0) budget_ = std::min(budget_ + kBudgetShare, 1000.0);
    institutions_[number].failures = 0;
    succeed(number, served.done);
  }

  void fail(std::uint32_t number, sim::Instant at) {
    auto const failures = ++institutions_[number].failures;
    if (model_.tries_a_day != 0 && failures >= model_.tries_a_day) return come_back_tomorrow(number, at);
    auto random = sim::RandomStream{model_.seed ^ failures, "claims retry", number};
    auto const back_off = std::min<std::chrono::seconds>(
        model_.retry_after * (std::int64_t{1} << std::min<unsigned>(failures - 1U, 12U)), kLongestBackOff);
    auto const jittered =
        milliseconds{random.below(static_cast<std::uint64_t>(milliseconds{back_off}.count()) + 1)};
    switch (model_.retries) {
      case RetryPolicy::kNone:
        return come_back_tomorrow(number, at);
      case RetryPolicy::kImmediate:
        return schedule(at, number);
      case RetryPolicy::kConstant:
        // People do not come back to the second.
        return schedule(at + model_.retry_after / 2 +
                            milliseconds{random.below(
                                static_cast<std::uint64_t>(milliseconds{model_.retry_after}.count()) + 1)},
                        number);
      case RetryPolicy::kBackOff:
        return schedule(at + back_off, number);
      case RetryPolicy::kJitter:
        return schedule(at + jittered, number);
      case RetryPolicy::kBudget:
        break;
    }
    if (budget_ < 1) return schedule(at + kLongestBackOff / 2 + jittered, number);
    budget_ -= 1;
    schedule(at + jittered, number);
  }

  void come_back_tomorrow(std::uint32_t number, sim::Instant at) {
    auto const tomorrow =
        std::chrono::year_month_day{std::chrono::sys_days{sim::date_jst(at)} + std::chrono::days{1}};
    come_back(number, sim::from_jst({tomorrow, {}}));
  }

  void succeed(std::uint32_t number, sim::Instant now) {
    auto& institution = institutions_[number];
    switch (institution.step) {
      case Step::kLogIn:
        institution.step = Step::kUpload;
        return schedule(now + kThink, number);
      case Step::kUpload:
        institution.step = Step::kAskForList;
        institution.ready = asp_.enter(now, kReceipts);
        institution.uploaded = true;
        return schedule(std::max(institution.ready, now + kThink) < now + model_.poll_every
                            ? std::max(institution.ready, now + kThink)
                            : now + model_.poll_every,
                        number);
      case Step::kAskForList:
        if (now < institution.ready) return schedule(now + model_.poll_every, number);
        if (model_.wrong_errors && institution.ready >= model_.wrong_errors->from &&
            institution.ready < model_.wrong_errors->to) {
          institution.step = Step::kUpload;  // errors that are none: sent again
          institution.uploaded = false;
          return schedule(now + kResendAfter, number);
        }
        institution.step = Step::kConfirm;
        return schedule(now + kThink, number);
      case Step::kConfirm:
      case Step::kReceived:
        break;
    }
    institution.step = Step::kReceived;
    institution.received = now;
    ++slice(now).received;
  }

  void count(Institution const& institution) {
    // What was sent and checked by the deadline is confirmed by the system.
    auto const confirmed = institution.step == Step::kReceived && institution.received < deadline_;
    auto const by_system = institution.uploaded && institution.ready < deadline_;
    if (confirmed || by_system) {
      ++result_.by_deadline;
      return;
    }
    ++result_.unreceived;
    if (institution.step == Step::kReceived || (institution.uploaded && institution.ready < end())) {
      ++result_.by_extension;
    }
  }

  ClaimMonthModel model_;
  ClaimWindows windows_;
  Front front_;
  AspQueue asp_;
  sim::Instant deadline_;
  std::vector<Institution> institutions_;
  std::vector<Event> events_;  // a heap, earliest first
  std::uint64_t order_ = 0;
  double budget_ = 100;
  ClaimMonthResult result_;
};

}  // namespace

ClaimMonthResult simulate_claim_month(ClaimMonthModel const& model) {
  return Month{model}.run();
}

}  // namespace kazasu::claims
