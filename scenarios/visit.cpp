#include "scenarios/visit.h"

#include <memory>
#include <string>
#include <utility>

#include "emulators/terminal/back_office.h"
#include "emulators/terminal/nurse_device.h"
#include "scenarios/visit_medical_data.h"

namespace kazasu::scenarios {

namespace {

// The Web page waits this long for its own server (ours; the official page's time-out is not public).
constexpr auto kPagePatience = std::chrono::seconds{10};
constexpr auto kAdultCheckupAge = 40;  // rule C5: health check-up consent from the age of 40

int age_on(std::chrono::year_month_day birth, std::chrono::year_month_day day) {
  auto const had_birthday = std::pair{day.month(), day.day()} >= std::pair{birth.month(), birth.day()};
  return static_cast<int>(day.year()) - static_cast<int>(birth.year()) - (had_birthday ? 0 : 1);
}

// A PIN that differs from `pin` in its last digit.
std::string mistyped(std::string pin) {
  pin.back() = pin.back() == '9' ? '0' : static_cast<char>(pin.back() + 1);
  return pin;
}

// One visit under way: the steps share what the earlier ones brought.
class VisitRun {
 public:
  VisitRun(World& world, Arrival const& arrival)
      : world_(world),
        station_(world.stations.station(arrival.station)),
        person_(world.people.person(arrival.person)),
        device_{world.engine, world.reception, {arrival.station}, station_.reception_token},
        office_{world.engine, world.eligibility, {arrival.station}, station_.institution_code},
        arrival_(arrival) {
    record_.number = arrival.number;
    record_.station = arrival.station;
    record_.person = arrival.person;
    record_.intended = arrival.due;
    record_.began = world.engine.now();
  }

  // Each takes one step; true when the journey goes on.
  sim::Task<bool> take(ThinkStep const& step);
  sim::Task<bool> take(ConsentStep const& step);
  sim::Task<bool> take(EnterPinStep const& step);
  sim::Task<bool> take(TapCardStep const& step);
  sim::Task<bool> take(FetchEligibilityStep const& step);
  sim::Task<bool> take(ViewMedicalDataStep const& step);

  void note_step(std::size_t kind, sim::TimePoint began) {
    auto& step = record_.steps[kind];
    step.reached = true;
    record_.last_step = kind;
    step.time += world_.engine.now() - began;
  }
  VisitRecord finish() {
    record_.ended = world_.engine.now();
    return record_;
  }

 private:
  sim::RandomStream stream(std::string_view purpose) const { return {world_.seed, purpose, arrival_.number}; }
  sim::Task<void> spend_human_time(sim::Duration time);
  void type_pin();

  World& world_;
  identity::Station station_;
  identity::Person person_;
  terminal::NurseDevice device_;
  terminal::BackOffice office_;
  Arrival arrival_;
  VisitRecord record_;
  terminal::ConsentResult consent_;
  EnterPinStep const* pin_step_ = nullptr;
  sim::RandomStream pin_random_ = stream("pin");
  std::string typed_pin_;
  eligibility::Registration registration_;
  sim::TimePoint tapped_at_;
};

sim::Task<void> VisitRun::spend_human_time(sim::Duration time) {
  record_.human += time;
  co_await world_.engine.sleep_for(time);
}

sim::Task<bool> VisitRun::take(ThinkStep const& step) {
  auto random = stream("think");
  co_await spend_human_time(step.time.sample(random));
  co_return true;
}

sim::Task<bool> VisitRun::take(ConsentStep const& step) {
  auto random = stream("consent");
  co_await spend_human_time(step.time.sample(random));
  auto consents = step.consents;
  auto const today = sim::date_jst(world_.calendar.at(world_.engine.now()));
  if (age_on(person_.birth_date, today) < kAdultCheckupAge) {
    consents.withhold(eligibility::ConsentItem::kHealthCheckup);
  }
  consent_ = co_await device_.confirm_consent(consents, world_.engine.now() + kPagePatience);
  record_.page = consent_.page;
  record_.outcome = consent_.accepted ? terminal::kConsented : consent_.outcome;
  co_return consent_.accepted;
}

void VisitRun::type_pin() {
  auto const wrong = pin_random_.chance(pin_step_->wrong_ppm);
  typed_pin_ = wrong ? mistyped(person_.pin) : person_.pin;
}

sim::Task<bool> VisitRun::take(EnterPinStep const& step) {
  pin_step_ = &step;
  co_await spend_human_time(step.time.sample(pin_random_));
  type_pin();
  co_return true;
}

sim::Task<bool> VisitRun::take(TapCardStep const& step) {
  while (true) {
    ++record_.taps;
    auto const card = world_.readers.tap(arrival_.person, arrival_.number);
    tapped_at_ = world_.engine.now();
    record_.tapped = true;
    auto tap = co_await device_.tap(*card, typed_pin_, consent_, tapped_at_ + step.patience);
    // After a wrong PIN the path begins anew with the next tap; only the last one is measured.
    record_.stages = tap.stages;
    record_.app = tap.app;
    record_.critical_path = world_.engine.now() - tapped_at_;
    if (tap.registered) {
      registration_ = std::move(tap.registration);
      record_.outcome = terminal::kRegistered;
      record_.complete = true;  // unless a later step belongs to the path
      co_return true;
    }
    record_.outcome = tap.outcome;
    if (tap.card != terminal::CardResult::kPinWrong || pin_step_ == nullptr) co_return false;
    co_await spend_human_time(pin_step_->time.sample(pin_random_));
    type_pin();
  }
}

sim::Task<bool> VisitRun::take(FetchEligibilityStep const& step) {
  auto polling = terminal::Polling{};
  if (step.notice == NoticeMode::kPoll) {
    polling.interval = step.poll_interval;
    auto phase = sim::RandomStream{world_.seed, "poll-phase", arrival_.station};
    polling.phase = sim::Duration{
        static_cast<std::int64_t>(phase.below(static_cast<std::uint64_t>(step.poll_interval.count())))};
  }
  auto fetch = co_await office_.fetch(registration_.number, polling, world_.engine.now() + step.patience);
  for (std::size_t i = 0; i < terminal::kStages; ++i) {
    auto const stage = static_cast<terminal::Stage>(i);
    if (fetch.stages.reached(stage)) record_.stages.add(stage, fetch.stages.of(stage));
  }
  record_.line = fetch.line;
  record_.outcome = fetch.outcome;
  record_.complete = fetch.fetched;
  record_.critical_path = world_.engine.now() - tapped_at_;
  co_return fetch.fetched;
}

sim::Task<bool> VisitRun::take(ViewMedicalDataStep const& step) {
  auto const view = MedicalDataView{.port = world_.back_office,
                                    .caller = {arrival_.station},
                                    .institution_code = station_.institution_code,
                                    .person = person_};
  record_.outcome = co_await view_medical_data(world_.engine, view, step);
  record_.complete = record_.complete && record_.outcome == kMedicalDataShown;
  co_return record_.outcome == kMedicalDataShown;
}

sim::Task<bool> take_step(VisitRun& run, Step const& step) {
  // std::visit with a generic lambda that is no coroutine: it only picks the overload.
  return std::visit([&run](auto const& kind) { return run.take(kind); }, step);
}

}  // namespace

sim::Task<VisitRecord> visit(World& world, Journey const& journey, Arrival arrival) {
  auto run = VisitRun{world, arrival};
  for (auto const& step : journey.steps) {
    auto const began = world.engine.now();
    auto const goes_on = co_await take_step(run, step);
    run.note_step(step.index(), began);
    if (!goes_on) break;
  }
  co_return run.finish();
}

}  // namespace kazasu::scenarios
