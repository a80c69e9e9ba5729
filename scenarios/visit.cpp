#include "scenarios/visit.h"

#include <memory>
#include <string>
#include <utility>

#include "emulators/eligibility/registry.h"
#include "emulators/terminal/app_setup.h"
#include "emulators/terminal/back_office.h"
#include "emulators/terminal/nurse_device.h"
#include "scenarios/journey_rules.h"
#include "scenarios/visit_fallback.h"
#include "scenarios/visit_medical_data.h"

namespace kazasu::scenarios {

namespace {

// The Web page waits this long for its own server (ours; the official page's time-out is not public).
constexpr auto kPagePatience = std::chrono::seconds{10};

// A PIN that differs from `pin` in its last digit.
std::string mistyped(std::string pin) {
  pin.back() = pin.back() == '9' ? '0' : static_cast<char>(pin.back() + 1);
  return pin;
}

// What the station stored at an earlier visit: the qualification that held when the run began.
eligibility::InsuredSearch stored_data(World const& world, identity::Person const& person) {
  auto search = eligibility::InsuredSearch{.insurer_number = person.insurer_number,
                                           .symbol = person.insured_symbol,
                                           .number = person.insured_number,
                                           .branch = person.insured_branch,
                                           .birth_date = person.birth_date,
                                           .wants_limit = true};
  auto const first_day = sim::date_jst(world.scenario.calendar.start());
  for (auto const& period : world.registry.history_of(person).periods) {
    if (!period.holds_on(first_day)) continue;
    search.insurer_number = period.insurer_number;
    search.symbol = period.symbol;
    search.number = period.number;
    search.branch = period.branch;
    break;
  }
  return search;
}

// One visit under way: the steps share what the earlier ones brought.
class VisitRun {
 public:
  VisitRun(World& world, Journey const& journey, Arrival const& arrival)
      : world_(world),
        journey_(journey),
        station_(world.stations.station(arrival.station)),
        person_(world.people.person(arrival.person)),
        device_{world.engine, world.reception, {arrival.station}, station_.reception_token, {}, {}},
        office_{world.engine, world.eligibility, {arrival.station}, station_.institution_code},
        app_{world.engine,  world.settings,    world.activation,
             world.devices, {arrival.station}, station_.institution_code},
        arrival_(arrival) {
    record_.number = arrival.number;
    record_.station = arrival.station;
    record_.person = arrival.person;
    record_.intended = arrival.due;
    record_.began = world.engine.now();
    record_.way_in = journey.way_in;
    device_.entrance.way_in = journey.way_in;
    if (eligibility::is_patients_device(journey.way_in)) {
      device_.entrance.care = eligibility::Care::kOnline;
      device_.entrance.consultation =
          std::chrono::sys_days{today()} + std::chrono::days{journey.consultation_in_days};
    }
  }

  // Each takes one step; true when the journey goes on.
  sim::Task<bool> take(ThinkStep const& step);
  sim::Task<bool> take(ConsentStep const& step);
  sim::Task<bool> take(EnterPinStep const& step);
  sim::Task<bool> take(TapCardStep const& step);
  sim::Task<bool> take(FetchEligibilityStep const& step);
  sim::Task<bool> take(ViewMedicalDataStep const& step);
  sim::Task<bool> take(ActivateDeviceStep const& step);
  sim::Task<bool> take(VisualCheckStep const& step);
  sim::Task<bool> take(ReInquiryStep const& step);

  // Where the visit ends when the last outcome was not the journey's success.
  sim::Task<void> fall_back();

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
  std::chrono::year_month_day today() const { return sim::date_jst(world_.calendar.at(world_.engine.now())); }
  bool has_card() const {
    return card::condition_of(world_.scenario.card_mix, world_.seed, arrival_.person) !=
           card::CardCondition::kAbsent;
  }
  sim::Task<void> spend_human_time(sim::Duration time);
  void type_pin();
  // Compares the faces and gets the passcode; false when there is none.
  sim::Task<bool> check_face();
  sim::Task<terminal::TapResult> tap_once(TapCardStep const& step);
  void note(eligibility::Registration const& registration);

  World& world_;
  Journey const& journey_;
  identity::Station station_;
  identity::Person person_;
  terminal::NurseDevice device_;
  terminal::BackOffice office_;
  terminal::AppSetup app_;
  Arrival arrival_;
  VisitRecord record_;
  terminal::ConsentResult consent_;
  EnterPinStep const* pin_step_ = nullptr;
  VisualCheckStep const* visual_step_ = nullptr;  // not taken yet
  terminal::Identification shown_;                // without the PIN
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
  if (!has_card()) {
    record_.outcome = terminal::kNoCard;
    co_return false;
  }
  auto random = stream("consent");
  co_await spend_human_time(step.time.sample(random));
  auto consents = step.consents;
  if (identity::age_on(person_.birth_date, today()) < eligibility::kCheckupConsentAge) {
    consents.withhold(eligibility::ConsentItem::kHealthCheckup);
  }
  auto registering = stream("registers card");
  device_.entrance.registers_card = registering.chance(step.registers_ppm);
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

sim::Task<bool> VisitRun::check_face() {
  auto random = stream("visual check");
  co_await spend_human_time(visual_step_->time.sample(random));
  auto const began = world_.engine.now();
  auto const day = today();
  auto const known = world_.devices.of(arrival_.station).passcode_day == day;
  auto const passcode = co_await app_.get_passcode(day, began + visual_step_->patience);
  visual_step_ = nullptr;
  if (!known) record_.stages.add(terminal::Stage::kPasscode, world_.engine.now() - began);
  if (!passcode.ready) {
    record_.outcome = passcode.outcome;
    co_return false;
  }
  shown_ = {.check = eligibility::IdentityCheck::kVisual,
            .passcode = world_.devices.of(arrival_.station).passcode};
  co_return true;
}

sim::Task<bool> VisitRun::take(VisualCheckStep const& step) {
  visual_step_ = &step;
  // After a PIN the check is kept in reserve.
  if (pin_step_ != nullptr) co_return true;
  auto const checked = co_await check_face();
  co_return checked;
}

sim::Task<bool> VisitRun::take(ActivateDeviceStep const& step) {
  if (!has_card()) {
    record_.outcome = terminal::kNoCard;
    co_return false;
  }
  auto const turn = co_await app_.take_turn(world_.engine.now() + step.patience);
  if (!turn) {
    record_.outcome = terminal::kTimedOut;
    co_return false;
  }
  if (world_.devices.of(arrival_.station).credential.empty()) {
    auto random = stream("activate device");
    co_await spend_human_time(step.time.sample(random));
    auto const began = world_.engine.now();
    auto const activated =
        co_await app_.activate(identity::app_account(world_.seed, station_), began + step.patience);
    record_.stages.add(terminal::Stage::kActivation, world_.engine.now() - began);
    record_.events.device_activated = activated.ready;
    if (!activated.ready) {
      record_.outcome = activated.outcome;
      co_return false;
    }
  }
  device_.credential = world_.devices.of(arrival_.station).credential;
  co_return true;
}

void VisitRun::note(eligibility::Registration const& registration) {
  record_.identified =
      shown_.check == eligibility::IdentityCheck::kVisual ? Identified::kByVisualCheck : Identified::kByPin;
  record_.events.card_registered = registration.card_registered;
  record_.events.card_linked = registration.card_linked;
  record_.events.expires_soon = registration.expires_soon;
  record_.events.eligibility_only = registration.eligibility_only;
}

// After a wrong PIN the path begins anew with the next tap; only the last one is measured. The stages beside
// the path stay.
sim::Task<terminal::TapResult> VisitRun::tap_once(TapCardStep const& step) {
  ++record_.taps;
  auto const card = world_.readers.tap(arrival_.person, arrival_.number);
  tapped_at_ = world_.engine.now();
  record_.tapped = true;
  auto identification = shown_;
  if (identification.check == eligibility::IdentityCheck::kPin) identification.pin = typed_pin_;
  auto tap = co_await device_.tap(*card, std::move(identification), consent_, tapped_at_ + step.patience);
  record_.stages.keep_beside();
  record_.stages.add(tap.stages);
  record_.app = tap.app;
  record_.critical_path = world_.engine.now() - tapped_at_;
  record_.outcome = tap.outcome;
  co_return tap;
}

sim::Task<bool> VisitRun::take(TapCardStep const& step) {
  while (true) {
    auto tap = co_await tap_once(step);
    if (tap.registered) {
      note(tap.registration);
      registration_ = std::move(tap.registration);
      record_.outcome = terminal::kRegistered;
      record_.complete = true;  // unless a later step belongs to the path
      co_return true;
    }
    if (tap.card == terminal::CardResult::kPinLocked) {
      record_.events.pin_locked = true;
      if (visual_step_ == nullptr) co_return false;
      auto const checked = co_await check_face();
      if (!checked) co_return false;
    } else if (tap.card == terminal::CardResult::kPinWrong && pin_step_ != nullptr) {
      co_await spend_human_time(pin_step_->time.sample(pin_random_));
      type_pin();
    } else {
      co_return false;
    }
  }
}

sim::Task<bool> VisitRun::take(ReInquiryStep const& step) {
  auto request = eligibility::ReInquiryRequest{.institution_code = station_.institution_code,
                                               .file_identifier = std::to_string(arrival_.number),
                                               .search = stored_data(world_, person_)};
  auto const later = terminal::ReInquiry{world_.engine, world_.back_office, {arrival_.station}};
  auto const answer = co_await later.ask(std::move(request), world_.engine.now() + step.patience);
  record_.stages.add(terminal::Stage::kReInquiry, answer.stages.of(terminal::Stage::kReInquiry));
  record_.line = answer.line;
  record_.outcome = answer.outcome;
  if (answer.fetched) record_.identified = Identified::kByStoredData;
  co_return answer.fetched;
}

sim::Task<void> VisitRun::fall_back() {
  auto const& fallbacks = world_.scenario.fallbacks;
  if (!fallbacks.used || record_.outcome.name == success_outcome(journey_)) co_return;
  auto random = stream("fallback");
  co_await spend_human_time(fallbacks.time.sample(random));
  record_.fallback = terminal::choose_fallback(record_.outcome, at_home(world_, arrival_));
  auto const& consequences = terminal::consequences_of(record_.fallback);
  record_.failure = record_.outcome;
  record_.outcome = {consequences.name, consequences.rule};
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
  record_.stages.add(fetch.stages);
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
  auto run = VisitRun{world, journey, arrival};
  for (auto const& step : journey.steps) {
    auto const began = world.engine.now();
    auto const goes_on = co_await take_step(run, step);
    run.note_step(step.index(), began);
    if (!goes_on) break;
  }
  co_await run.fall_back();
  co_return run.finish();
}

}  // namespace kazasu::scenarios
