#include "scenarios/claim_session.h"

#include <algorithm>
#include <utility>

#include "emulators/claims/claims_accounts.h"
#include "emulators/claims/office_hours.h"
#include "sim/random.h"

namespace kazasu::scenarios {

namespace {

using claims::ClaimAction;
using claims::ClaimOutcome;
using std::chrono::milliseconds;

constexpr auto kDeadlineDay = std::chrono::day{10};
// Whoever begins late in the evening stays at least so long.
constexpr auto kShortestStay = std::chrono::hours{2};
// A client that tries again at once takes at least so long about it.
constexpr auto kQuickestTry = std::chrono::seconds{1};
// Of the run's own clock, beyond what the window may take.
constexpr auto kLinePatience = std::chrono::seconds{30};

ClaimOutcome outcome_of(ClaimOutcome outcome) {
  return outcome;
}
template <class Answer>
ClaimOutcome outcome_of(Answer const& answer) {
  return answer.outcome;
}

class Session {
 public:
  Session(ClaimWorld& world, ClaimErrand const& errand)
      : world_(world),
        station_(world.stations.station(errand.station)),
        caller_{errand.station, errand.payer},
        random_(world.scenario.population.seed, "claims clerk",
                std::uint64_t{errand.station} * 4 + static_cast<unsigned>(errand.payer)),
        habits_random_(world.scenario.population.seed, "claims station", errand.station),
        attendance_(world.habits.office, habits_random_),
        deadline_(claim_deadline(world.scenario)),
        end_(claims_end(world.scenario)) {
    record_.station = errand.station;
    record_.payer = errand.payer;
    record_.meant = errand.meant;
    record_.intended = world.calendar.when(errand.meant);
    auto const& stations = world.scenario.claims.stations;
    with_asp_ = !random_.chance(stations.without_asp_ppm);
    corrects_ = random_.chance(stations.corrects_ppm);
  }

  sim::Task<ClaimRecord> run();

 private:
  enum class Step : std::uint8_t { kSend, kLook, kTakeList, kCancel, kConfirm, kTakeReceipt, kDone };
  enum class Course : std::uint8_t { kGoesOn, kRests, kGaveUp };

  sim::Instant now() const { return world_.calendar.at(world_.engine.now()); }
  auto sleep_until(sim::Instant instant) { return world_.engine.sleep_until(world_.calendar.when(instant)); }
  auto think() { return sleep_until(now() + draw(world_.habits.think)); }
  milliseconds draw(sim::Distribution const& distribution) {
    return std::chrono::ceil<milliseconds>(distribution.sample(random_));
  }
  std::chrono::year_month month() const { return claim_month(world_.scenario); }
  bool may_send() const {
    return world_.windows.is_open(ClaimAction::kSend, now()) ||
           (record_.sends > 0 && world_.windows.is_open(ClaimAction::kCorrect, now()));
  }
  // Nobody begins another request after the end of the run: what is counted then is what was received by
  // then.
  void sit_until(sim::Instant leaves) { leaves_ = std::min(leaves, end_); }
  bool is_last_day(std::chrono::year_month_day day) const {
    return day.day() == kDeadlineDay || day == sim::date_jst(end_ - milliseconds{1});
  }
  sim::TimePoint line_deadline() const {
    auto const window = world_.scenario.claims.front.time_out / world_.calendar.speed();
    return world_.engine.now() + window + kLinePatience;
  }

  // What a request came to: an answer, or how the clerk goes on without one.
  template <class Answer>
  struct Asked {
    std::optional<Answer> answer;
    Course otherwise = Course::kGaveUp;
  };
  // One request with its retries. Without a login the clerk goes on with that. `call` makes one try.
  template <class Answer, class Call>
  sim::Task<Asked<Answer>> ask(Call call);
  sim::Task<bool> log_in();
  sim::Task<Course> sit();
  sim::Task<Course> take_step();
  sim::Task<Course> send();
  sim::Task<Course> look();
  sim::Task<Course> take_list(claims::ClaimList list);
  sim::Task<Course> decide(bool cancel);
  Course refuse(ClaimOutcome outcome);
  sim::Instant next_sitting(bool gave_up);
  void note_step(ClaimStep step, sim::Instant since);
  std::uint32_t claimed_receipts() const;
  void conclude();

  ClaimWorld& world_;
  identity::Station station_;
  claims::ClaimCaller caller_;
  sim::RandomStream random_;
  sim::RandomStream habits_random_;
  claims::Attendance attendance_;
  sim::Instant deadline_;
  sim::Instant end_;
  ClaimRecord record_;
  Step step_ = Step::kSend;
  bool with_asp_ = true;
  bool corrects_ = true;
  bool password_chosen_ = false;
  bool logged_in_ = false;
  std::uint32_t version_ = 0;
  std::uint32_t number_ = 0;  // of the send
  sim::Instant leaves_{};
  sim::Instant due_{};  // not before
  sim::Instant uploaded_{};
};

template <class Answer, class Call>
sim::Task<Session::Asked<Answer>> Session::ask(Call call) {
  for (auto failures = std::uint32_t{0};;) {
    auto const begins = now();
    if (begins >= leaves_ || !may_send()) co_return Asked<Answer>{};
    if (failures == 0) world_.retries.note_first_request();
    world_.series.note_request(begins, failures > 0);
    ++record_.requests;
    if (failures > 0) ++record_.retries;
    auto reply = co_await call(line_deadline());
    auto const delivered = reply.delivery == claims::ClaimDelivery::kDelivered;
    auto const outcome = delivered ? outcome_of(reply.answer) : ClaimOutcome::kGatewayTimeOut;
    auto const failed = outcome == ClaimOutcome::kBusy || outcome == ClaimOutcome::kGatewayTimeOut;
    world_.series.note_answer(now(), outcome == ClaimOutcome::kBusy ? claims::FrontOutcome::kTurnedAway
                                     : failed                       ? claims::FrontOutcome::kTimedOut
                                                                    : claims::FrontOutcome::kServed);
    if (!delivered) ++record_.no_answers;
    if (outcome == ClaimOutcome::kNotLoggedIn) {
      logged_in_ = false;
      co_return Asked<Answer>{.answer = {}, .otherwise = Course::kGoesOn};
    }
    if (!failed) co_return Asked<Answer>{.answer = std::move(reply.answer)};
    auto const pause = world_.retries.pause_after(++failures, random_);
    if (!pause) co_return Asked<Answer>{};
    co_await sleep_until(std::max(now() + *pause, begins + kQuickestTry));
  }
}

void Session::note_step(ClaimStep step, sim::Instant since) {
  auto& time = record_.steps[static_cast<std::size_t>(step)];
  if (!time) time = now() - since;
}

// Nothing of a send whose checks were not seen.
std::uint32_t Session::claimed_receipts() const {
  auto const how = with_asp_ ? claims::Confirmation::kWithoutErrors : claims::Confirmation::kUnchecked;
  auto claimed = std::uint32_t{0};
  for (std::size_t i = 0; i < claims::kReceiptClasses; ++i) {
    if (claims::is_claimed(static_cast<claims::ReceiptClass>(i), how)) claimed += record_.counts[i];
  }
  return claimed;
}

// The first password is changed at the first login. An answer may have been lost after it was.
sim::Task<bool> Session::log_in() {
  auto const since = now();
  auto const seed = world_.scenario.population.seed;
  auto const first = claims::first_login(seed, station_);
  auto const chosen = claims::chosen_password(seed, station_, caller_.payer);
  for (auto tries = 0; tries < 2; ++tries) {
    auto request = first;
    if (password_chosen_)
      request.password = chosen;
    else
      request.new_password = chosen;
    auto const asked = co_await ask<claims::LoginAnswer>(
        [this, &request](sim::TimePoint deadline) { return world_.port.log_in(caller_, request, deadline); });
    if (!asked.answer) co_return false;
    auto const outcome = asked.answer->outcome;
    if (outcome == ClaimOutcome::kAccepted) {
      password_chosen_ = true;
      logged_in_ = true;
      note_step(ClaimStep::kLogIn, since);
      co_return true;
    }
    if (outcome != ClaimOutcome::kWrongPassword || password_chosen_) {
      refuse(outcome);
      co_return false;
    }
    password_chosen_ = true;
  }
  co_return false;
}

Session::Course Session::refuse(ClaimOutcome outcome) {
  record_.refusal = outcome;
  record_.end = ClaimEnd::kRefused;
  step_ = Step::kDone;
  return Course::kRests;
}

sim::Task<Session::Course> Session::send() {
  auto const since = now();
  auto const upload =
      claims::ClaimUpload{.file = {record_.station, record_.payer, month(), version_}, .with_asp = with_asp_};
  auto const asked = co_await ask<claims::SendAnswer>(
      [this, &upload](sim::TimePoint deadline) { return world_.port.send(caller_, upload, deadline); });
  if (!asked.answer) co_return asked.otherwise;
  auto const& answer = *asked.answer;
  if (answer.outcome == ClaimOutcome::kOutsideWindow || answer.outcome == ClaimOutcome::kNothingToCorrect) {
    co_return Course::kGaveUp;
  }
  if (!claims::is_accepted(answer.outcome)) co_return refuse(answer.outcome);
  note_step(ClaimStep::kUpload, since);
  uploaded_ = now();
  number_ = answer.number;
  ++record_.sends;
  if (version_ > 0) ++record_.corrected;
  record_.counts = {};
  if (!record_.received) record_.received = uploaded_;
  step_ = Step::kLook;
  if (!with_asp_) co_return Course::kGoesOn;
  due_ = uploaded_ + draw(world_.habits.look_after);
  co_return Course::kRests;
}

sim::Task<Session::Course> Session::look() {
  auto const asked = co_await ask<claims::StatusAnswer>(
      [this](sim::TimePoint deadline) { return world_.port.status(caller_, month(), deadline); });
  if (!asked.answer) co_return asked.otherwise;
  auto const& answer = *asked.answer;
  auto const send = std::ranges::find(answer.sends, number_, &claims::SendStatus::number);
  if (send == answer.sends.end()) co_return refuse(ClaimOutcome::kSendUnknown);
  if (send->state == claims::SendState::kBeingChecked) {
    due_ = now() + draw(world_.habits.look_after);
    co_return Course::kRests;
  }
  note_step(ClaimStep::kCheck, uploaded_);
  record_.counts = send->counts;
  record_.claimed = send->claimed;
  step_ = send->state == claims::SendState::kConfirmed ? Step::kTakeReceipt : Step::kTakeList;
  co_return Course::kGoesOn;
}

sim::Task<Session::Course> Session::take_list(claims::ClaimList list) {
  auto const request = claims::ListRequest{.month = month(), .send = number_, .list = list};
  auto const asked = co_await ask<claims::ListAnswer>(
      [this, &request](sim::TimePoint deadline) { return world_.port.list(caller_, request, deadline); });
  if (!asked.answer) co_return asked.otherwise;
  auto const& answer = *asked.answer;
  if (answer.outcome != ClaimOutcome::kAccepted) co_return refuse(answer.outcome);
  if (list == claims::ClaimList::kReceipt) {
    step_ = Step::kDone;
    co_return Course::kRests;
  }
  auto const bad = [this](claims::ReceiptClass of) { return record_.counts[static_cast<std::size_t>(of)]; };
  auto const findings = bad(claims::ReceiptClass::kReview) + bad(claims::ReceiptClass::kReturn) +
                        bad(claims::ReceiptClass::kUnacceptable);
  auto const nothing_good = findings > 0 && bad(claims::ReceiptClass::kNormal) == 0;
  step_ = findings > 0 && (corrects_ || nothing_good) ? Step::kCancel : Step::kConfirm;
  co_return Course::kGoesOn;
}

sim::Task<Session::Course> Session::decide(bool cancel) {
  auto const since = now();
  auto const decision = claims::ClaimDecision{.month = month(), .send = number_, .cancel = cancel};
  auto const asked = co_await ask<ClaimOutcome>(
      [this, &decision](sim::TimePoint deadline) { return world_.port.decide(caller_, decision, deadline); });
  if (!asked.answer) co_return asked.otherwise;
  auto const outcome = *asked.answer;
  // The answer to an earlier try was lost, or the system was faster.
  auto const done = outcome == ClaimOutcome::kAccepted || outcome == ClaimOutcome::kConfirmedBefore ||
                    (cancel && outcome == ClaimOutcome::kCancelledBefore);
  if (outcome == ClaimOutcome::kOutsideWindow) co_return Course::kGaveUp;
  if (!done) co_return refuse(outcome);
  if (cancel && outcome != ClaimOutcome::kConfirmedBefore) {
    ++record_.cancelled;
    record_.received.reset();
    version_ = 1;
    step_ = Step::kSend;
    due_ = now() + draw(world_.habits.correct_after);
    co_return Course::kRests;
  }
  note_step(ClaimStep::kConfirm, since);
  record_.claimed = claimed_receipts();
  record_.end = ClaimEnd::kConfirmed;
  step_ = Step::kTakeReceipt;
  co_return Course::kGoesOn;
}

sim::Task<Session::Course> Session::take_step() {
  switch (step_) {
    case Step::kSend:
      return send();
    case Step::kLook:
      return look();
    case Step::kTakeList:
      return take_list(claims::ClaimList::kCheckResult);
    case Step::kCancel:
      return decide(true);
    case Step::kConfirm:
      return decide(false);
    case Step::kTakeReceipt:
    case Step::kDone:
      break;
  }
  return take_list(claims::ClaimList::kReceipt);
}

sim::Task<Session::Course> Session::sit() {
  while (step_ != Step::kDone) {
    if (!logged_in_) {
      auto const entered = co_await log_in();
      if (!entered) co_return step_ == Step::kDone ? Course::kRests : Course::kGaveUp;
      co_await think();
    }
    auto const course = co_await take_step();
    if (course != Course::kGoesOn) co_return course;
    co_await think();
  }
  co_return Course::kRests;
}

sim::Instant Session::next_sitting(bool gave_up) {
  auto next = gave_up ? now() + draw(world_.habits.come_back_after) : due_;
  if (next < leaves_) return next;
  auto const today = sim::date_jst(now());
  next = std::max(next, attendance_.comes_next(world_.habits.office, today));
  auto const day = sim::date_jst(next);
  sit_until(attendance_.leaves(world_.habits.office, day, is_last_day(day)));
  return next;
}

void Session::conclude() {
  record_.ended = world_.engine.now();
  if (record_.end == ClaimEnd::kRefused) return;
  // The system confirms what the station did not, without its errors too.
  if (record_.received) record_.claimed = claimed_receipts();
  // Of the send that stands: one that was cancelled before is none.
  if (record_.received) ++world_.series.at(*record_.received).received;
  if (!record_.received) {
    record_.end = ClaimEnd::kUnreceived;
  } else if (*record_.received >= deadline_) {
    record_.end = ClaimEnd::kInExtension;
  } else if (record_.end != ClaimEnd::kConfirmed) {
    record_.end = ClaimEnd::kBySystem;
  }
}

sim::Task<ClaimRecord> Session::run() {
  co_await world_.engine.sleep_until(record_.intended);
  record_.began = world_.engine.now();
  auto const today = sim::date_jst(now());
  sit_until(std::max(attendance_.leaves(world_.habits.office, today, is_last_day(today)),
                     now() + milliseconds{kShortestStay}));
  while (true) {
    auto const course = co_await sit();
    world_.port.leave(caller_);
    if (step_ == Step::kDone) break;
    auto const next = next_sitting(course == Course::kGaveUp);
    // What was received is confirmed by the system.
    if (next >= end_ || (next >= deadline_ && record_.received)) break;
    co_await sleep_until(next);
  }
  conclude();
  co_return record_;
}

}  // namespace

sim::Task<ClaimRecord> claim_session(ClaimWorld& world, ClaimErrand errand) {
  auto session = Session{world, errand};
  auto record = co_await session.run();
  co_return record;
}

}  // namespace kazasu::scenarios
